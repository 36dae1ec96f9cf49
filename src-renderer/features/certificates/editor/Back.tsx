import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useTexts } from '../../../i18n/i18n.ts';
import { backTo, useCameFrom } from '../cameFrom.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';

/** The way back: to the event whose certificates led here, or to all templates. */
export const Back = () => {
  const t = useTexts(editorTexts);
  const from = useCameFrom();
  return (
    <Link href={backTo(from)} className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t(from === undefined ? 'back' : 'backToEvent')}
    </Link>
  );
};
