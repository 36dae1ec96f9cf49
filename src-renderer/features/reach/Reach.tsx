import { Button, Checkbox, Select } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { UNREACHED_REASONS } from '../../../src-core/reach/reachability.rules.ts';
import type { UnreachedReason } from '../../../src-core/reach/reachability.rules.ts';
import { api, client } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useMay } from '../../api/useMay.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { cardWaysTexts } from './cardWays.texts.ts';
import { OpenForMany } from './OpenForMany.tsx';
import styles from './reach.module.css';
import { reachFailureTexts, reachTexts } from './reach.texts.ts';

addFailureTexts(reachFailureTexts);

type Overview = Outputs['reach']['overview'];
/** Undefined: all groups. Null: people without one. */
type Group = string | null | undefined;

/** How much of the organisation can be written to, by group; and who cannot, with slips to print for them. */
export const Reach = () => {
  const t = useTexts(reachTexts);
  const cardWays = useTexts(cardWaysTexts);
  const sentence = useSentence();
  const formats = useFormats();
  const { language } = useLanguage();
  const mayWrite = useMay('reach.write');
  const makeFile = useMakeFile();
  const [group, setGroup] = useState<Group>(undefined);
  const [reason, setReason] = useState<UnreachedReason>();
  const [isUnreachedOnly, setUnreachedOnly] = useState(true);
  const filter = { group, reason };
  const { data, error, refetch } = useQuery({
    ...api.reach.overview.queryOptions(filter),
    placeholderData: keepPreviousData,
  });
  const print = (): void =>
    makeFile({ making: t('printing'), ready: t('printed') }, () =>
      client.reach.slips.mutate({ who: { filter }, language }),
    );
  return (
    <Page>
      <PageHeader
        title={t('title')}
        subtitle={
          data === undefined ? '' : t('lead', { count: data.people, reached: formats.number(data.reached) })
        }
        actions={
          mayWrite && (
            <Button
              leftSection={<IconPrinter size={18} aria-hidden />}
              disabled={data === undefined || data.unreachedCount === 0 || data.relay === null}
              title={t('printHint')}
              onClick={print}
            >
              {t('print')}
            </Button>
          )
        }
      />
      {error !== null && <ErrorSentence sentence={sentence(error)} onRetry={() => void refetch()} />}
      {data !== undefined && data.relay === null && <p className={styles.note}>{t('noRelay')}</p>}
      {data !== undefined && data.relay !== null && data.bot === null && (
        <p className={styles.note}>{t('noBot')}</p>
      )}
      {data !== undefined && (
        <div className={styles.columns}>
          <div>
            <Panel title={t('byGroup')}>
              <Groups data={data} group={group} onGroup={setGroup} />
            </Panel>
            <Panel title={cardWays('title')}>
              <Checkbox
                className={styles.only}
                size="xs"
                label={cardWays('unreachedOnly')}
                checked={isUnreachedOnly}
                onChange={({ currentTarget }) => setUnreachedOnly(currentTarget.checked)}
              />
              <OpenForMany who={{ filter: { group, isUnreachedOnly } }} />
            </Panel>
          </div>
          <Panel
            title={t('unreached')}
            aside={
              <Select
                size="xs"
                aria-label={t('anyReason')}
                placeholder={t('anyReason')}
                clearable
                data={UNREACHED_REASONS.map((value) => ({ value, label: t(`r_${value}`) }))}
                value={reason ?? null}
                onChange={(next) => setReason(UNREACHED_REASONS.find((one) => one === next))}
              />
            }
          >
            <Unreached data={data} />
          </Panel>
        </div>
      )}
    </Page>
  );
};

const Groups = ({
  data,
  group,
  onGroup,
}: {
  readonly data: Overview;
  readonly group: Group;
  readonly onGroup: (group: Group) => void;
}) => {
  const t = useTexts(reachTexts);
  const lines: readonly { readonly name: string; readonly of: Group; people: number; reached: number }[] = [
    { name: t('allGroups'), of: undefined, people: data.people, reached: data.reached },
    ...data.groups.map(({ group: of, people, reached }) => ({
      name: of ?? t('noGroup'),
      of,
      people,
      reached,
    })),
  ];
  return (
    <ul className={styles.groups}>
      {lines.map(({ name, of, people, reached }) => {
        const percent = people === 0 ? 0 : Math.floor((reached / people) * 100);
        return (
          <li key={of === undefined ? 'all' : (of ?? 'none')}>
            <button
              type="button"
              className={styles.group}
              aria-pressed={group === of}
              onClick={() => onGroup(of)}
            >
              <span className={styles.groupName}>{name}</span>
              <span className={styles.figure}>{t('percent', { percent })}</span>
              <span className={styles.bar} aria-hidden>
                <span style={{ width: `${percent}%` }} />
              </span>
              <span className={styles.small}>{t('ofGroup', { reached, people })}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
};

const Unreached = ({ data }: { readonly data: Overview }) => {
  const t = useTexts(reachTexts);
  if (data.unreachedCount === 0) return <p className={styles.hint}>{t('nobody')}</p>;
  const hidden = data.unreachedCount - data.unreached.length;
  return (
    <>
      <ul className={styles.people}>
        {data.unreached.map(({ id, name, group, reason }) => (
          <li key={id} className={styles.person}>
            <Link href={`/people/${id}`} className={styles.name}>
              {name}
            </Link>
            <span className={styles.small}>{group ?? ''}</span>
            <span className={styles.reason} data-reason={reason}>
              {t(`r_${reason}`)}
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={styles.hint}>{t('more', { count: hidden })}</p>}
    </>
  );
};
