import { Button } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useTexts } from '../../i18n/i18n.ts';
import { useState } from 'react';
import { Progress } from '../../ui/Progress.tsx';
import styles from './join.module.css';
import { joinTexts } from './join.texts.ts';
import { useLinks } from './shape.ts';

type Props = {
  readonly isThere: boolean;
  /** Somebody has cancelled, and what was begun is being taken back. */
  readonly isEnding: boolean;
  readonly onDone: () => void;
  readonly onCancel: () => void;
};

/** How the organisation's data comes: the other side is sought, then counts; at last the way on. */
export const JoinProgress = ({ isThere, isEnding, onDone, onCancel }: Props) => {
  const t = useTexts(joinTexts);
  const done = useLinks().data?.links.find(({ done: counts }) => counts !== null)?.done ?? null;
  // A round forgets its counts when it ends; the last ones seen are what came.
  const [seen, setSeen] = useState({ got: 0, sent: 0 });
  const got = Math.max(done?.got ?? 0, seen.got);
  const sent = Math.max(done?.sent ?? 0, seen.sent);
  if (got > seen.got || sent > seen.sent) setSeen({ got, sent });
  const counts = [got > 0 && t('got', { count: got }), sent > 0 && t('sent', { count: sent })].filter(
    (part) => part !== false,
  );
  if (isThere) {
    return (
      <div className={styles.form} role="status">
        <div className={styles.done}>
          <IconCircleCheckFilled size={28} aria-hidden />
          <div>
            <strong>{t('done')}</strong>
            <span>{[...counts, t('doneText')].join('. ')}</span>
          </div>
        </div>
        <div className={styles.actions}>
          <span />
          <Button size="md" autoFocus onClick={onDone}>
            {t('close')}
          </Button>
        </div>
      </div>
    );
  }
  // Until something has come, all can be taken back.
  const isComing = counts.length > 0;
  return (
    <div className={styles.form}>
      <Progress label={t(isComing ? 'receiving' : 'finding')} done={0} total={0} />
      <p className={styles.warning}>{counts.length > 0 ? counts.join(', ') : t('stay')}</p>
      <div className={styles.actions}>
        {isComing ? (
          <Button variant="default" onClick={onDone}>
            {t('early')}
          </Button>
        ) : (
          <Button variant="default" loading={isEnding} onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </div>
  );
};
