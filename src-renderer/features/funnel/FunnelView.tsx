import { Button } from '@mantine/core';
import { IconTableExport } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { FUNNEL_STEPS } from '../../../src-core/funnel/funnel.rules.ts';
import { dateOf } from '../../../src-core/events/localTime.rules.ts';
import { api, client } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { FunnelSteps } from './FunnelSteps.tsx';
import type { Funnel, Scope } from './FunnelSteps.tsx';
import { funnelScreenTexts } from './funnel.texts.ts';
import styles from './funnel.module.css';

/** The funnel of a scope: its steps, who stayed away, and each event by itself. */
export const FunnelView = ({ scope }: { readonly scope: Scope }) => {
  const t = useTexts(funnelScreenTexts);
  const sentence = useSentence();
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const found = useQuery({ ...api.funnel.of.queryOptions({ scope }), placeholderData: keepPreviousData });
  if (found.isError)
    return <ErrorSentence sentence={sentence(found.error)} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return null;
  const funnel = found.data;
  if (funnel.steps.every(({ count }) => count === 0) && funnel.anonymous === 0)
    return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return (
    <>
      <Panel
        aside={
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconTableExport size={16} aria-hidden />}
            onClick={() =>
              makeFile({ making: t('exportMaking'), ready: t('exported') }, () =>
                client.funnel.export.mutate({ scope, language }),
              )
            }
          >
            {t('export')}
          </Button>
        }
        title={t('steps')}
      >
        <p className={styles.lead}>{t('lead')}</p>
        <FunnelSteps funnel={funnel} scope={scope} />
      </Panel>
      <NoShows funnel={funnel} scope={scope} />
      {scope.kind !== 'event' && <ByEvent events={funnel.events} />}
    </>
  );
};

/** Names that are shown before the rest is asked for. */
const FIRST = 12;

const NoShows = ({ funnel, scope }: { readonly funnel: Funnel; readonly scope: Scope }) => {
  const t = useTexts(funnelScreenTexts);
  const formats = useFormats();
  const [isWhole, setWhole] = useState(false);
  const { registered, absent } = funnel.noShow;
  const people = useQuery({ ...api.funnel.noShows.queryOptions({ scope }), enabled: absent > 0 });
  if (registered === 0) return null;
  const named = people.data ?? [];
  const shown = isWhole ? named : named.slice(0, FIRST);
  return (
    <Panel title={t('noShows')}>
      <p className={styles.lead}>
        {absent === 0
          ? t('noShowNone')
          : t('noShowRate', {
              absent: formats.number(absent),
              registered: formats.number(registered),
              share: formats.percent(absent / registered),
            })}
      </p>
      <ul className={styles.absent}>
        {shown.map((person) => (
          <li key={person.id}>
            <Link href={`/people/${person.id}`} className={styles.person}>
              {person.name}
            </Link>
            <span className={styles.quiet}>
              {[person.group, t('ofPlaces', { absent: person.events, registered: person.registered })]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < named.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {t('more', { count: named.length - shown.length })}
        </Button>
      )}
    </Panel>
  );
};

const ByEvent = ({ events }: { readonly events: Funnel['events'] }) => {
  const t = useTexts(funnelScreenTexts);
  const formats = useFormats();
  return (
    <Panel title={t('byEvent')}>
      <div className={styles.wide} tabIndex={0} role="region" aria-label={t('byEvent')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('event')}</th>
              {FUNNEL_STEPS.map((step) => (
                <th key={step} scope="col">
                  {t(step)}
                </th>
              ))}
              <th scope="col">{t('absent')}</th>
            </tr>
          </thead>
          <tbody>
            {events.toReversed().map(({ id, title, startsAt, counts, absent, isOver }) => (
              <tr key={id}>
                <th scope="row">
                  <Link href={`/events/${id}/funnel`} className={styles.person}>
                    {title}
                  </Link>
                  <span className={styles.quiet}>{formats.shortDay(dateOf(startsAt))}</span>
                </th>
                {FUNNEL_STEPS.map((step) => (
                  <td key={step}>{counts[step] === null ? '–' : formats.number(counts[step])}</td>
                ))}
                <td>{isOver ? formats.number(absent) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
};
