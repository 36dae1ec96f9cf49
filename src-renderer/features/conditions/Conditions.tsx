import { Modal } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import styles from './conditions.module.css';
import { conditionsTexts } from './conditions.texts.ts';
import { useOwnConditions, type OwnCondition } from './useOwnConditions.ts';

type Told = Outputs['conditions']['list'][number] | OwnCondition;

/** How often the desk looks around, in milliseconds. */
const PACE = 5_000;

const ICONS = {
  ready: IconCircleCheck,
  idle: IconCircleDashed,
  limited: IconAlertTriangle,
  off: IconCircleX,
} as const;
/** Where each capability is set right; the others have no page of their own. */
const PLACES = {
  phones: { href: '/events', word: 'toEvents' },
  eventFile: { href: '/events', word: 'toEvents' },
  backups: { href: '/settings', word: 'toSettings' },
  sync: { href: '/laptops', word: 'toLaptops' },
} as const;

/** One line in the frame: how much is unavailable now; behind it what, why, and what to do. */
export const Conditions = ({ isOnline }: { readonly isOnline: boolean }) => {
  const t = useTexts(conditionsTexts);
  const ui = useTexts(uiTexts);
  const [isOpen, setOpen] = useState(false);
  const found = useQuery({ ...api.conditions.list.queryOptions(), refetchInterval: PACE });
  const own = useOwnConditions(isOnline);
  if (found.data === undefined) return null;
  const all: readonly Told[] = [...found.data, ...own];
  const count = all.filter(({ state }) => state === 'off').length;
  const isCautious = all.some(({ state }) => state === 'limited');
  return (
    <>
      <button
        type="button"
        className={styles.line}
        data-state={count > 0 ? 'off' : isCautious ? 'limited' : 'ready'}
        data-testid="conditions"
        onClick={() => setOpen(true)}
      >
        {count > 0 ? t('some', { count }) : t(isCautious ? 'cautious' : 'all')}
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('title')}
        size="lg"
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        <p className={styles.lead}>{t('lead')}</p>
        <ul className={styles.list}>
          {all.map((told) => (
            <Row key={told.capability} told={told} onLeave={() => setOpen(false)} />
          ))}
        </ul>
      </Modal>
    </>
  );
};

const Row = ({ told, onLeave }: { readonly told: Told; readonly onLeave: () => void }) => {
  const t = useTexts(conditionsTexts);
  const formats = useFormats();
  const { capability, state, reason } = told;
  const Icon = ICONS[state];
  const place = capability in PLACES ? PLACES[capability as keyof typeof PLACES] : undefined;
  return (
    <li className={styles.row} data-state={state}>
      <Icon size={20} aria-hidden />
      <div>
        <p className={styles.name}>
          {t(capability)} <span>{t(state)}</span>
        </p>
        {reason !== null && (
          <p className={styles.why}>
            {t(reason)}
            {'sinceMs' in told &&
              told.sinceMs !== undefined &&
              ` ${t('since', { moment: formats.dateTime(told.sinceMs) })}`}
          </p>
        )}
        {reason !== null && place !== undefined && (
          <Link href={place.href} className={styles.place} onClick={onLeave}>
            {t(place.word)}
          </Link>
        )}
      </div>
    </li>
  );
};
