import { Button, Group, Loader, Modal } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { adviceFor } from '../../../src-core/door/rehearsal.rules.ts';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import styles from './door.module.css';
import type { Door } from './shape.ts';
import { doorTexts } from './door.texts.ts';

const QUIET = 2;

/** One minute before the event: does a phone reach this laptop, and if not, what to do. */
export const Rehearsal = ({
  addresses,
  onClose,
}: {
  readonly addresses: Door['addresses'];
  readonly onClose: () => void;
}) => {
  const t = useTexts(doorTexts);
  const ui = useTexts(uiTexts);
  const formats = useFormats();
  const state = useQuery({ ...api.door.rehearsal.queryOptions(), refetchInterval: 1000 });
  const [startedMs, setStarted] = useState<number>();
  const seen = state.data;
  if (seen !== undefined && seen !== null && startedMs === undefined) setStarted(seen.nowMs);
  if (seen === undefined || seen === null) return null;
  const since = startedMs ?? seen.nowMs;
  const hellos = seen.hellos.filter((hello) => hello.atMs >= since);
  const isDone = hellos.some((hello) => !hello.isOwn);
  const waitedSeconds = Math.max(0, Math.round((seen.nowMs - since) / 1000));
  const vpn = addresses.find(({ kind }) => kind === 'vpn')?.name;
  const advice = adviceFor({
    isDone,
    waitedSeconds,
    hasVpn: vpn !== undefined,
    hasSlept: seen.sleptMs !== null,
  });
  const side = seen.qr.size + QUIET * 2;
  const said = {
    name: vpn ?? '',
    time: seen.sleptMs === null ? '' : formats.time(seen.sleptMs),
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={t('rehearsal')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={styles.rehearsal}>
        <svg
          className={styles.qr}
          viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label={seen.helloUrl}
        >
          <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
          <path d={seen.qr.path} fill="#000" />
        </svg>
        <div>
          <ol className={styles.steps}>
            <li>{t('step1')}</li>
            <li>{t('step2')}</li>
            <li>{t('step3')}</li>
          </ol>
          <p className={styles.url}>{seen.helloUrl}</p>
          <div className={styles.verdict} data-done={isDone || undefined} role="status">
            {isDone ? <IconCircleCheckFilled size={26} aria-hidden /> : <Loader size={20} />}
            <span>
              {isDone
                ? t('helloDone')
                : hellos.length > 0
                  ? t('helloOwn')
                  : t('helloWaiting', { seconds: waitedSeconds })}
            </span>
          </div>
        </div>
      </div>
      {advice.length > 0 && (
        <section className={styles.advice}>
          {!isDone && <h3>{t('adviceTitle')}</h3>}
          <ul>
            {advice.map((one) => (
              <li key={one}>
                {one === 'vpn'
                  ? t('advice.vpn', said)
                  : one === 'sleep'
                    ? t('advice.sleep', said)
                    : t(`advice.${one}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{t('closeRehearsal')}</Button>
      </Group>
    </Modal>
  );
};
