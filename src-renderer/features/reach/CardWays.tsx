import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { toastDone } from '../../ui/toasts.ts';
import { cardWaysTexts } from './cardWays.texts.ts';
import styles from './reach.module.css';
import { reachFailureTexts } from './reach.texts.ts';

addFailureTexts(reachFailureTexts);

type OfPerson = Outputs['reach']['ofPerson'];
type CardWay = OfPerson['card'][number];
type Channel = OfPerson['channels'][number];

type Props = {
  readonly personId: string;
  readonly ways: readonly CardWay[];
  readonly channels: readonly Channel[];
  readonly mayWrite: boolean;
};

/** The card's e-mail and phone: whether the relay may read them and write there, opened and closed by one press. */
export const CardWays = ({ personId, ways, channels, mayWrite }: Props) => {
  const t = useTexts(cardWaysTexts);
  const shown = ways.filter(({ state }) => state !== 'none');
  if (shown.length === 0) return null;
  return (
    <>
      <h4 className={styles.head}>{t('title')}</h4>
      <ul className={styles.ways}>
        {shown.map((way) => (
          <Line
            key={way.kind}
            personId={personId}
            way={way}
            channel={channels.find(({ kind }) => kind === way.kind)}
            mayWrite={mayWrite}
          />
        ))}
      </ul>
      {mayWrite && shown.some(({ state }) => state === 'closed') && (
        <p className={styles.small}>{t('consent')}</p>
      )}
    </>
  );
};

const Line = ({
  personId,
  way: { kind, state, onCard, opened },
  channel,
  mayWrite,
}: {
  readonly personId: string;
  readonly way: CardWay;
  readonly channel: Channel | undefined;
  readonly mayWrite: boolean;
}) => {
  const t = useTexts(cardWaysTexts);
  const formats = useFormats();
  const open = useMutation(
    api.reach.openWay.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('opened', { address: onCard ?? '' }), tx),
    }),
  );
  const close = useMutation(
    api.reach.unlink.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('closed', { address: opened ?? '' }), tx),
    }),
  );
  const day = (instant: string): string => formats.shortDay(instant.slice(0, 10));
  const isStopped = channel != null && channel.stoppedAt !== null;
  const isBlocked = channel != null && channel.blockedAt !== null;
  const said =
    channel === undefined
      ? t('off')
      : channel.stoppedAt !== null
        ? t('stopped', { day: day(channel.stoppedAt) })
        : state === 'gone'
          ? t('gone')
          : state === 'outdated'
            ? t('outdated', { address: opened ?? '' })
            : channel.blockedAt !== null
              ? t('blocked', { day: day(channel.blockedAt) })
              : t('since', { day: day(channel.linkedAt ?? '') });
  const verb =
    channel === undefined
      ? t(`openNow_${kind}`)
      : state === 'outdated'
        ? t('renew')
        : isBlocked && state === 'open'
          ? t('again')
          : null;
  return (
    <li className={styles.way} data-closed={isStopped || isBlocked || undefined}>
      <div>
        <div>{onCard ?? opened}</div>
        <span className={styles.small}>{said}</span>
      </div>
      {mayWrite && (
        <div className={styles.wayActs}>
          {verb !== null && !isStopped && (
            <Button
              size="compact-sm"
              variant="light"
              loading={open.isPending}
              onClick={() => open.mutate({ personId, kind })}
            >
              {verb}
            </Button>
          )}
          {channel !== undefined && (
            <ActionIcon
              size="sm"
              aria-label={t('close', { address: opened ?? '' })}
              title={t('close', { address: opened ?? '' })}
              onClick={() => close.mutate({ personId, kind })}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          )}
        </div>
      )}
    </li>
  );
};
