import { useEffect, useRef, useState } from 'react';
import { addFailureTexts } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import styles from './atDesk.module.css';
import { attentionTexts } from './attention.texts.ts';
import { KIND_SIGNS, type Due } from './kinds.ts';
import { useDue, type Arrived } from './useDue.ts';

addFailureTexts(attentionTexts);

/** A key that marked somebody must not acknowledge what the mark brought up: it counts only after this time, in milliseconds. */
const READY_MS = 400;

type Props = {
  readonly eventId: string;
  /** Whoever was marked last in this window. */
  readonly arrived: Arrived | undefined;
  /** Whether Enter belongs to the flag, and not to a question of the desk or to a form. */
  readonly isEnterFree: boolean;
  /** Whether keys count at all. */
  readonly isFree: boolean;
};

/** What must be minded of those who have just arrived, large, until somebody has seen it; the marks themselves stand already. */
export const AttentionAtDesk = ({ eventId, arrived, isEnterFree, isFree }: Props) => {
  const { waiting, nameOf, take } = useDue(eventId, arrived);
  const [first, ...rest] = waiting;
  if (first === undefined) return null;
  return (
    <DueCard
      key={`${first.personId} ${first.flagId}`}
      item={first}
      name={nameOf(first.personId)}
      more={rest.length}
      isEnterFree={isEnterFree}
      isFree={isFree}
      onTake={(answer) => take(first, answer)}
    />
  );
};

type CardProps = Pick<Props, 'isEnterFree' | 'isFree'> & {
  readonly item: Due;
  readonly name: string;
  readonly more: number;
  readonly onTake: (answer: 'yes' | 'no' | null) => void;
};

const DueCard = ({ item, name, more, isEnterFree, isFree, onTake }: CardProps) => {
  const t = useTexts(attentionTexts);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), READY_MS);
    return () => clearTimeout(timer);
  }, []);
  const isQuestion = item.kind === 'question';
  const take = (answer: 'yes' | 'no'): void => onTake(isQuestion ? answer : null);
  useTakeKeys({ isActive: isFree && isReady, isEnterFree }, take);
  const Sign = KIND_SIGNS[item.kind];
  const key = isEnterFree ? 'Enter' : 'Space';
  return (
    <section
      className={styles.due}
      data-kind={item.kind}
      data-ready={isReady || undefined}
      data-testid="attention"
      role="alert"
    >
      <Sign className={styles.sign} aria-hidden />
      <div className={styles.words}>
        <p className={styles.kind}>
          {t(`k_${item.kind}`)}
          {more > 0 && <small>{t('more', { count: more })}</small>}
        </p>
        {item.kind === 'hidden' ? (
          <p className={styles.text}>{t('hiddenText')}</p>
        ) : (
          item.text !== null && <p className={styles.text}>{item.text}</p>
        )}
        <p className={styles.name}>{name}</p>
      </div>
      <div className={styles.actions}>
        <button type="button" className={styles.take} data-main onClick={() => take('yes')}>
          {t(isQuestion ? 'yes' : 'seen')} <Kbd keys={key} />
        </button>
        {isQuestion && (
          <button type="button" className={styles.take} onClick={() => take('no')}>
            {t('no')} <Kbd keys={`Shift+${key}`} />
          </button>
        )}
      </div>
    </section>
  );
};

/** Whether a key is nobody else's: nothing has the focus, or a field in which nothing is typed. */
const isUntaken = (focused: Element | null): boolean =>
  focused === null ||
  focused === document.body ||
  (focused instanceof HTMLInputElement && focused.type === 'text' && focused.value === '');

/** Enter and Space take the flag, with Shift they say no. A scanner's Enter never comes here: the scanner keeps it. */
const useTakeKeys = (
  when: { readonly isActive: boolean; readonly isEnterFree: boolean },
  take: (answer: 'yes' | 'no') => void,
): void => {
  const latest = useRef({ ...when, take });
  useEffect(() => {
    latest.current = { ...when, take };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { isActive, isEnterFree, take: onTake } = latest.current;
      const isKey = event.key === ' ' || (event.key === 'Enter' && isEnterFree);
      if (!isActive || !isKey || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (!isUntaken(document.activeElement)) return;
      event.preventDefault();
      event.stopPropagation();
      onTake(event.shiftKey ? 'no' : 'yes');
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
};
