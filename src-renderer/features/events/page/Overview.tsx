import { Button } from '@mantine/core';
import { IconCards, IconId } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api, client } from '../../../api/client.ts';
import type { Inputs, Outputs } from '../../../api/shapes.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { Panel } from '../../../ui/PageHeader.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { EventAttention } from '../../attention/EventAttention.tsx';
import { ShortLinkPanel } from '../../shortLinks/ShortLinkPanel.tsx';
import { eventsTexts } from '../events.texts.ts';
import { EventFields } from '../fields/EventFields.tsx';
import { EventPlanPanel } from '../plan/EventPlanPanel.tsx';
import type { EventOfPage } from './eventOfPage.ts';
import styles from './page.module.css';

type Counters = Outputs['checkIn']['counters'];

/** Everything about an event, edited where it stands; beside it what it comes to. */
export const Overview = ({
  event,
  counters,
}: {
  readonly event: EventOfPage;
  readonly counters: Counters;
}) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const edit = useMutation(
    api.events.edit.mutationOptions({
      onSuccess: ({ tx }) => tx !== null && toastDone(t('saved'), tx),
    }),
  );
  const figures = [
    [t('cameFilter'), counters.came],
    ...(counters.registered > 0
      ? ([
          [t('notYetFilter'), counters.notYet],
          [t('registered'), counters.registered],
        ] as const)
      : []),
    ...(counters.free === null ? [] : [[t('freePlaces'), counters.free] as const]),
  ] as const;
  return (
    <div className={styles.overview}>
      <div>
        <Panel>
          <EventFields values={event} onChange={(patch) => edit.mutate({ id: event.id, patch })} />
        </Panel>
        <EventPlanPanel event={event} />
      </div>
      <div>
        <Panel title={t('inNumbers')}>
          <dl className={styles.figures}>
            {figures.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{formats.number(value)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <EventAttention eventId={event.id} />
        <ShortLinkPanel event={event} />
        {counters.registered > 0 && (
          <Panel title={t('cards')}>
            <Cards eventId={event.id} />
          </Panel>
        )}
      </div>
    </div>
  );
};

const Cards = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(eventsTexts);
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const print = (layout: Inputs['cards']['pdf']['layout']): void =>
    makeFile({ making: t('cardsBusy'), ready: t('exported') }, () =>
      client.cards.pdf.mutate({ who: { eventId }, layout, language }),
    );
  return (
    <>
      <p className={styles.hint}>{t('cardsText')}</p>
      <div className={styles.stack}>
        <Button
          variant="light"
          leftSection={<IconCards size={17} aria-hidden />}
          onClick={() => print('sheet')}
        >
          {t('cardsSheet')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconId size={17} aria-hidden />}
          onClick={() => print('single')}
        >
          {t('cardsSingle')}
        </Button>
      </div>
    </>
  );
};
