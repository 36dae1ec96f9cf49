import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTexts } from '../i18n/i18n.ts';
import { Kbd } from './Kbd.tsx';
import styles from './toasts.module.css';
import { closeToast, holdToast, releaseToast, useToasts } from './toasts.ts';
import { uiTexts } from './ui.texts.ts';

/** The corner where the desk says what it has just done and offers to take it back. */
export const Toasts = ({ onUndo }: { readonly onUndo: (tx: string) => void }) => {
  const t = useTexts(uiTexts);
  const toasts = useToasts();
  return (
    <div className={styles.corner} role="status" aria-live="polite">
      {toasts.map(({ id, text, tone, tx }) => (
        <div
          key={id}
          className={styles.toast}
          data-tone={tone}
          onPointerEnter={() => holdToast(id)}
          onPointerLeave={() => releaseToast(id)}
          onFocus={() => holdToast(id)}
          onBlur={() => releaseToast(id)}
        >
          {tone === 'done' ? (
            <IconCheck size={18} aria-hidden />
          ) : (
            <IconAlertTriangle size={18} aria-hidden />
          )}
          <span className={styles.text}>{text}</span>
          {tx !== undefined && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="apricot.3"
              className={styles.undo}
              onClick={() => onUndo(tx)}
              rightSection={<Kbd keys="Mod+Z" />}
            >
              {t('undo')}
            </Button>
          )}
          <CloseButton
            size="sm"
            aria-label={t('close')}
            onClick={() => closeToast(id)}
            className={styles.close}
          />
        </div>
      ))}
    </div>
  );
};
