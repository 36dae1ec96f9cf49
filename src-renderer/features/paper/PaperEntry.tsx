import { SegmentedControl } from '@mantine/core';
import { useEffect, useRef, useState, type ClipboardEvent, type FormEvent } from 'react';
import { clockOf, dateOf } from '../../../src-core/events/localTime.rules.ts';
import { digitsTyped, pastedCodes } from '../../../src-core/events/paperCode.rules.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { TimeField } from '../events/fields/TimeField.tsx';
import { PaperLine } from './PaperLine.tsx';
import styles from './paper.module.css';
import { paperTexts } from './paper.texts.ts';
import { isSettled, usePaperEntry, type Line, type PaperTime } from './usePaperEntry.ts';

const TIMES = ['start', 'now', 'other'] as const;
/** The newest of a long evening; the rest are in the attendance list. */
const SHOWN = 200;

/** Codes one after another, eyes on the paper: the field is always free for the next one. */
export const PaperEntry = ({
  eventId,
  startsAt,
}: {
  readonly eventId: string;
  readonly startsAt: string;
}) => {
  const t = useTexts(paperTexts);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<(typeof TIMES)[number]>('start');
  const [clock, setClock] = useState(clockOf(startsAt));
  /** The empty line whose form has the focus. */
  const [writing, setWriting] = useState<number | undefined>();
  const field = useRef<HTMLInputElement>(null);
  const isTyping = useRef(false);
  const time: PaperTime = kind === 'other' ? { local: `${dateOf(startsAt)}T${clock}` } : kind;
  const hands = usePaperEntry(eventId, time, (line) => {
    // Whoever has begun the next code is not torn away from it.
    if (!isTyping.current) setWriting(line.key);
  });
  const change = (next: string): void => {
    setText(next);
    isTyping.current = next !== '';
  };
  const backToCode = (): void => {
    setWriting(undefined);
    field.current?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    hands.enter([text.trim()]);
    change('');
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const codes = pastedCodes(event.clipboardData.getData('text'));
    if (codes.length < 2) return;
    event.preventDefault();
    hands.enter(codes.slice(0, 2000));
    change('');
  };
  const correct = (line: Line): void => {
    hands.dismiss(line);
    change(line.typed);
    field.current?.focus();
  };
  useUndoKey(() => hands.undo());

  const open = hands.lines.filter((line) => !isSettled(line));
  const done = hands.lines.filter(isSettled);
  const count = hands.lines.filter((line) => line.entry?.state === 'marked').length;
  const row = (line: Line) => (
    <PaperLine
      key={line.key}
      line={line}
      hands={hands}
      isWriting={writing === line.key}
      onWrite={() => setWriting(line.key)}
      onWritten={backToCode}
      onCorrect={() => correct(line)}
    />
  );
  return (
    <Panel
      title={t('entryTitle')}
      aside={
        <span className={styles.count} data-testid="entered" role="status">
          {t('enteredHere', { count })}
        </span>
      }
    >
      <p className={styles.hint}>{t('entryHint')}</p>
      <form className={styles.entry} onSubmit={submit} autoComplete="off">
        <input
          ref={field}
          className={styles.code}
          aria-label={t('code')}
          placeholder={t('codeExample')}
          inputMode="numeric"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          value={text}
          onChange={(event) => change(digitsTyped(event.currentTarget.value))}
          onPaste={paste}
        />
        <span className={styles.keys}>
          <Kbd keys="Enter" />
          <span>
            {t('undo')} <Kbd keys="F8" />
          </span>
        </span>
      </form>
      <div className={styles.time}>
        <span id="paper-time">{t('time')}</span>
        <SegmentedControl
          aria-labelledby="paper-time"
          data={[
            { value: 'start', label: t('timeStart', { time: clockOf(startsAt) }) },
            { value: 'now', label: t('timeNow') },
            { value: 'other', label: t('timeOther') },
          ]}
          value={kind}
          onChange={(next) => setKind(TIMES.find((known) => known === next) ?? 'start')}
        />
        {kind === 'other' && <TimeField label={t('otherTime')} value={clock} onChange={setClock} />}
      </div>
      {open.length > 0 && (
        <>
          <h3 className={styles.part}>{t('toSettle')}</h3>
          <ul className={styles.lines}>{open.map(row)}</ul>
        </>
      )}
      <h3 className={styles.part}>{t('done')}</h3>
      {done.length === 0 ? (
        <p className={styles.hint}>{t('none')}</p>
      ) : (
        <ul className={styles.lines}>{done.slice(0, SHOWN).map(row)}</ul>
      )}
    </Panel>
  );
};

/** F8 takes back, as at the check-in desk, wherever the focus is. */
const useUndoKey = (undo: () => void): void => {
  const latest = useRef(undo);
  useEffect(() => {
    latest.current = undo;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F8') return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
};
