import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '../i18n/i18n.ts';
import styles from './states.module.css';
import { uiTexts } from './ui.texts.ts';

/** What went wrong, in one sentence, and a way on where there is one. */
export const ErrorSentence = ({
  sentence,
  onRetry,
}: {
  readonly sentence: string;
  readonly onRetry?: (() => void) | undefined;
}) => {
  const t = useTexts(uiTexts);
  return (
    <div className={styles.sentence} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>{sentence}</div>
      {onRetry !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
};
