import { Button, Progress as Bar } from '@mantine/core';
import { useFormats } from '../i18n/useFormats.ts';
import { useTexts } from '../i18n/i18n.ts';
import styles from './states.module.css';
import { uiTexts } from './ui.texts.ts';

type Props = {
  readonly label: string;
  readonly done: number;
  /** Zero while it is not known yet. */
  readonly total: number;
  readonly onCancel?: (() => void) | undefined;
};

/** Long work: what happens, how far it is, and a way to stop it. */
export const Progress = ({ label, done, total, onCancel }: Props) => {
  const t = useTexts(uiTexts);
  const formats = useFormats();
  const share = total > 0 ? Math.min(100, (done / total) * 100) : 100;
  return (
    <div className={styles.progress} role="status">
      <div className={styles.progressLine}>
        <span>
          {label}{' '}
          {total > 0 && (
            <span className={styles.progressCount}>
              {t('progress', { done: formats.number(done), total: formats.number(total) })}
            </span>
          )}
        </span>
        {onCancel !== undefined && (
          <Button variant="default" size="xs" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
      <Bar value={share} animated={total === 0} striped={total === 0} aria-label={label} size="sm" />
    </div>
  );
};
