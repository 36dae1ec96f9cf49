import { Loader } from '@mantine/core';
import { useTexts } from '../i18n/i18n.ts';
import styles from './states.module.css';
import { uiTexts } from './ui.texts.ts';

/** Stands where something is on its way; it comes into sight only when that takes longer than a blink. */
export const Waiting = () => {
  const t = useTexts(uiTexts);
  return (
    <p className={styles.waiting} role="status">
      <Loader size={18} aria-hidden />
      {t('loading')}
    </p>
  );
};
