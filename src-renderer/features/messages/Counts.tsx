import { useTexts } from '../../i18n/i18n.ts';
import styles from './messages.module.css';
import { messagesTexts } from './messages.texts.ts';
import type { Message } from './words.ts';

const SHOWN = ['sent', 'unsure', 'failed', 'unreachable'] as const;

/** What became of a message: only what there is, and for whom it is while nothing is known. */
export const Counts = ({ message: { counts, people, standing } }: { readonly message: Message }) => {
  const t = useTexts(messagesTexts);
  const known = SHOWN.filter((state) => counts[state] > 0);
  return (
    <span className={styles.counts}>
      {known.length === 0 && people > 0 && <span>{t('people', { count: people })}</span>}
      {known.length === 0 && people === 0 && standing === 'planned' && <span>{t('nobodyYet')}</span>}
      {known.map((state) => (
        <span key={state} data-state={state}>
          {t(`c_${state}`, { count: counts[state] })}
        </span>
      ))}
    </span>
  );
};
