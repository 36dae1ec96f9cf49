import { Button } from '@mantine/core';
import { IconDeviceTablet } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { InviteTablet } from './InviteTablet.tsx';
import type { Tablet, TabletLink } from './shape.ts';
import styles from './tablets.module.css';
import { tabletsTexts } from './tablets.texts.ts';

/** A device that asked within this time is on line; it asks every three seconds. */
const ON_LINE_MS = 15_000;

/** The volunteers' devices of an event: who has one, whether it works, what it did, and the button that ends it. */
export const Tablets = ({ eventId, isOpen }: { readonly eventId: string; readonly isOpen: boolean }) => {
  const t = useTexts(tabletsTexts);
  const formats = useFormats();
  const list = useQuery({ ...api.tablets.list.queryOptions({ eventId }), refetchInterval: 3000 });
  const [asking, setAsking] = useState<'new' | TabletLink>();
  const all = list.data?.tablets ?? [];
  return (
    <Panel
      title={t('title')}
      aside={
        <Button
          size="compact-sm"
          variant="light"
          disabled={!isOpen}
          leftSection={<IconDeviceTablet size={16} aria-hidden />}
          onClick={() => setAsking('new')}
        >
          {t('invite')}
        </Button>
      }
    >
      <p className={styles.hint}>
        {t('lead')}
        {!isOpen && ` ${t('closed')}`}
      </p>
      <ul className={styles.tablets}>
        {all.map((tablet) => (
          <One
            key={tablet.id}
            tablet={tablet}
            eventId={eventId}
            nowMs={list.data?.nowMs ?? 0}
            isOpen={isOpen}
            onLink={setAsking}
          />
        ))}
      </ul>
      {list.data !== undefined && all.some(({ state }) => state === 'working') && (
        <p className={styles.hint}>{t('until', { time: formats.dateTime(list.data.untilMs) })}</p>
      )}
      {asking !== undefined && (
        <InviteTablet
          eventId={eventId}
          link={asking === 'new' ? undefined : asking}
          tablets={all}
          nowMs={list.data?.nowMs ?? 0}
          onLink={setAsking}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Panel>
  );
};

type OneProps = {
  readonly tablet: Tablet;
  readonly eventId: string;
  readonly nowMs: number;
  readonly isOpen: boolean;
  readonly onLink: (link: TabletLink) => void;
};

const One = ({ tablet, eventId, nowMs, isOpen, onLink }: OneProps) => {
  const t = useTexts(tabletsTexts);
  const { name, role, gate, state, device, marks } = tablet;
  const renew = useMutation(api.tablets.renew.mutationOptions({ onSuccess: ({ link }) => onLink(link) }));
  const revoke = useMutation(
    api.tablets.revoke.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('revoked', { name }), tx) }),
  );
  const isLive = state === 'working' || state === 'invited';
  return (
    <li className={styles.tablet} data-over={!isLive || undefined} aria-label={name}>
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          <span>{t(role)}</span>
          {gate !== null && <span>{gate}</span>}
          {device !== null && <span>{device}</span>}
          {(marks > 0 || state === 'working') && <span>{t('marks', { count: marks })}</span>}
          <Seen tablet={tablet} nowMs={nowMs} isOpen={isOpen} />
        </span>
      </div>
      {isLive && (
        <div className={styles.deeds}>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={!isOpen}
            aria-label={t('anotherFor', { name })}
            loading={renew.isPending}
            onClick={() => renew.mutate({ eventId, tabletId: tablet.id })}
          >
            {t('anotherCode')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('revokeFor', { name })}
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ tabletId: tablet.id })}
          >
            {t('revoke')}
          </Button>
        </div>
      )}
    </li>
  );
};

const Seen = ({ tablet, nowMs, isOpen }: Pick<OneProps, 'tablet' | 'nowMs' | 'isOpen'>) => {
  const t = useTexts(tabletsTexts);
  const formats = useFormats();
  const { state, seenMs, pairedMs, isCodeAlive } = tablet;
  if (state === 'invited' && !isCodeAlive) return <span>{t('codeGone')}</span>;
  if (state !== 'working') return <span>{t(`state.${state}`)}</span>;
  const lastMs = seenMs ?? pairedMs;
  if (isOpen && seenMs !== null && nowMs - seenMs < ON_LINE_MS)
    return <span className={styles.live}>{t('seenNow')}</span>;
  return <span>{lastMs === null ? t('state.working') : t('unseen', { time: formats.time(lastMs) })}</span>;
};
