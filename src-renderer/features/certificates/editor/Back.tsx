import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useTexts } from '../../../i18n/i18n.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';

/** The way back to all templates. */
export const Back = () => {
  const t = useTexts(editorTexts);
  return (
    <Link href="/certificates" className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t('back')}
    </Link>
  );
};
