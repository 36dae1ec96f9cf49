import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './links.module.css';
import { linksTexts } from './links.texts.ts';
import type { LinkState } from './shape.ts';

/** How pictures and other files beside the log stand at one link; nothing where all have come and gone. */
export const FilesNotice = ({ files }: { readonly files: NonNullable<LinkState['files']> }) => {
  const t = useTexts(linksTexts);
  const formats = useFormats();
  const { isBusy, fetched, toFetch, put, toPut, waiting, noted, isFull } = files;
  const number = (count: number): string => formats.number(count);
  const lines = [
    isBusy &&
      t('filesBusy', {
        fetched: number(fetched),
        toFetch: number(toFetch),
        put: number(put),
        toPut: number(toPut),
      }),
    isFull && t('filesFull'),
    noted > 0 && t('filesNoted', { count: noted }),
    waiting > 0 && t('filesWaiting', { count: waiting }),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.files} data-testid="link-files">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
};
