import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './handover.module.css';
import { handoverTexts } from './handover.texts.ts';

/** What is kept fresh, asked again every two seconds: the stick tells nobody when it goes. */
export const useStick = () => useQuery({ ...api.handover.state.queryOptions(), refetchInterval: 2000 });

/** How old the file on the stick is, or what keeps it from being written; nothing where none is kept for this event. */
export const StickState = ({
  eventId,
  action,
}: {
  readonly eventId: string;
  readonly action?: ReactNode;
}) => {
  const t = useTexts(handoverTexts);
  const formats = useFormats();
  const { data: stick, dataUpdatedAt } = useStick();
  if (!stick || stick.eventId !== eventId) return null;
  const { problem, writtenAt, marks, name, folder } = stick;
  const headline =
    problem === null
      ? writtenAt === null
        ? t('writing')
        : t('keptTitle', { ago: formats.ago(writtenAt, dataUpdatedAt) })
      : t(`p_${problem}`);
  return (
    <div className={styles.state} data-problem={problem ?? undefined} role="status">
      <span className={styles.lamp} aria-hidden />
      <div>
        <strong>{headline}</strong>
        <div className={problem === null ? styles.quiet : undefined}>
          {writtenAt !== null &&
            problem !== null &&
            `${t('keptTitle', { ago: formats.ago(writtenAt, dataUpdatedAt) })}, `}
          {writtenAt !== null && `${t('keptMarks', { count: marks })} · `}
          {t('keptFile', { name, folder })}
        </div>
      </div>
      {action}
    </div>
  );
};
