import { ActionIcon, Tooltip } from '@mantine/core';
import { IconClockPlus, IconUserCheck, IconUserMinus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './answers.module.css';
import { answersTexts } from './answers.texts.ts';

type Overview = Outputs['answers']['ofEvent'];
type Waiting = Overview['queue'][number];

/** Who waits for a place, in the order in which places are offered; an organizer may offer, give or take out of turn. */
export const Queue = ({ eventId, overview }: { readonly eventId: string; readonly overview: Overview }) => {
  const t = useTexts(answersTexts);
  return (
    <Panel title={t('queue')}>
      <Places overview={overview} />
      {overview.queue.length === 0 ? (
        <p className={styles.hint}>{t('queueEmpty')}</p>
      ) : (
        <>
          <p className={styles.hint}>{t('queueHint')}</p>
          <ol className={styles.queue} aria-label={t('queue')}>
            {overview.queue.map((waiting, index) => (
              <Line
                key={waiting.personId}
                eventId={eventId}
                waiting={waiting}
                number={index + 1}
                isFree={freeOf(overview) > 0}
              />
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
};

const freeOf = ({ capacity, taken, held }: Overview): number =>
  capacity === null ? Infinity : Math.max(0, capacity - taken - held);

const Places = ({ overview }: { readonly overview: Overview }) => {
  const t = useTexts(answersTexts);
  const formats = useFormats();
  const { capacity, taken, held } = overview;
  const figures: readonly (readonly [string, number])[] = [
    [t('taken'), taken],
    ...(held > 0 ? [[t('held'), held] as const] : []),
    ...(capacity === null ? [] : [[t('free'), freeOf(overview)] as const]),
  ];
  return (
    <p className={styles.places}>
      <span>
        {t('places')}: <b>{capacity === null ? t('noLimit') : formats.number(capacity)}</b>
      </span>
      {figures.map(([label, value]) => (
        <span key={label}>
          {label} <b>{formats.number(value)}</b>
        </span>
      ))}
    </p>
  );
};

type LineProps = {
  readonly eventId: string;
  readonly waiting: Waiting;
  readonly number: number;
  /** Whether there is a place to offer. */
  readonly isFree: boolean;
};

const Line = ({ eventId, waiting, number, isFree }: LineProps) => {
  const t = useTexts(answersTexts);
  const formats = useFormats();
  const { name, group, personId, offerUntil, hasLapsed } = waiting;
  const done =
    (text: 'offered' | 'registered' | 'removed') =>
    ({ tx }: { readonly tx: string | null }): void =>
      toastDone(t(text, { name }), tx ?? undefined);
  const offer = useMutation(api.answers.offer.mutationOptions({ onSuccess: done('offered') }));
  const register = useMutation(api.answers.register.mutationOptions({ onSuccess: done('registered') }));
  const remove = useMutation(api.answers.remove.mutationOptions({ onSuccess: done('removed') }));
  const [openedMs] = useState(() => Date.now());
  const isToday = (moment: string): boolean => formats.date(moment) === formats.date(openedMs);
  const state = hasLapsed
    ? t('offerOver')
    : offerUntil === null
      ? group
      : t('offerUntil', {
          time: isToday(offerUntil) ? formats.time(offerUntil) : formats.dateTime(offerUntil),
        });
  const tone = hasLapsed ? 'over' : offerUntil === null ? undefined : 'offered';
  const act = (title: string, icon: ReactNode, onClick: () => void, isOff = false) => (
    <Tooltip label={title} openDelay={400}>
      <ActionIcon aria-label={`${title}: ${name}`} disabled={isOff} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  const icon = { size: 17, 'aria-hidden': true } as const;
  return (
    <li className={styles.waiting}>
      <span className={styles.number}>{number}</span>
      <span className={styles.who}>
        {name}
        <small data-tone={tone}>{state}</small>
      </span>
      <span className={styles.hands}>
        {offerUntil === null &&
          act(t('offerNow'), <IconClockPlus {...icon} />, () => offer.mutate({ eventId, personId }), !isFree)}
        {act(t('register'), <IconUserCheck {...icon} />, () => register.mutate({ eventId, personId }))}
        {act(t('remove'), <IconUserMinus {...icon} />, () => remove.mutate({ eventId, personId }))}
      </span>
    </li>
  );
};
