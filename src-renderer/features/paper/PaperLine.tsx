import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconRepeat, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { shownPaperCode } from '../../../src-core/events/paperCode.rules.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './paper.module.css';
import { paperTexts } from './paper.texts.ts';
import type { Line, PaperHands } from './usePaperEntry.ts';

type Props = {
  readonly line: Line;
  readonly hands: PaperHands;
  /** The form of an empty line is open and has the focus. */
  readonly isWriting: boolean;
  readonly onWrite: () => void;
  readonly onWritten: () => void;
  readonly onCorrect: () => void;
};

/** What came of one code, and what can be done about it. */
export const PaperLine = (props: Props) => {
  const { line, hands } = props;
  const t = useTexts(paperTexts);
  const { entry, failure, tx } = line;
  const state = failure === undefined ? (entry?.state ?? 'waiting') : 'failed';
  return (
    <li className={styles.line} data-state={state}>
      <Sign state={state} />
      <span className={styles.lineCode}>{entry?.code ? shownPaperCode(entry.code) : line.typed}</span>
      <span className={styles.who}>
        {entry?.person != null && (
          <b>
            {entry.person.name}
            <small>{entry.person.group}</small>
          </b>
        )}
        <Words line={line} />
      </span>
      <span className={styles.acts}>
        {(state === 'typo' || state === 'unknown' || state === 'failed') && (
          <Button size="compact-sm" variant="default" onClick={props.onCorrect}>
            {t('again')}
          </Button>
        )}
        {(state === 'annulled' || state === 'cancelled') && (
          <Button size="compact-sm" variant="default" onClick={() => hands.allow(line)}>
            {t('allow')}
          </Button>
        )}
        {tx === undefined ? (
          <ActionIcon aria-label={t('dismiss')} title={t('dismiss')} onClick={() => hands.dismiss(line)}>
            <IconX size={17} aria-hidden />
          </ActionIcon>
        ) : (
          <ActionIcon aria-label={t('undo')} title={t('undo')} onClick={() => hands.undo(line)}>
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
        )}
      </span>
      {state === 'blank' && <Written {...props} />}
      {state === 'ambiguous' && <Question {...props} />}
    </li>
  );
};

const Sign = ({ state }: { readonly state: string }) => {
  const icon = { size: 18, 'aria-hidden': true } as const;
  if (state === 'marked') return <IconCheck {...icon} />;
  if (state === 'already') return <IconRepeat {...icon} />;
  return state === 'waiting' ? <span /> : <IconAlertTriangle {...icon} />;
};

const Words = ({ line: { entry, failure } }: { readonly line: Line }) => {
  const t = useTexts(paperTexts);
  const formats = useFormats();
  if (failure !== undefined) return <span>{t('failed', { why: failure })}</span>;
  if (entry === undefined) return <span>{t('waiting')}</span>;
  if (entry.state === 'already')
    return <span>{t('already', { time: entry.at === null ? '' : formats.time(entry.at) })}</span>;
  return <span>{t(entry.state)}</span>;
};

/** What somebody has written on an empty line: Enter goes from the name to the group, and from there marks. */
const Written = ({ line, hands, isWriting, onWrite, onWritten }: Props) => {
  const t = useTexts(paperTexts);
  const [name, setName] = useState('');
  const [group, setGroup] = useState('');
  const isReady = name.trim().length > 1;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    hands.write(line, { name: name.trim(), group: group.trim() });
    onWritten();
  };
  if (!isWriting)
    return (
      <Button size="compact-sm" variant="light" className={styles.below ?? ''} onClick={onWrite}>
        {t('name')}
      </Button>
    );
  return (
    <form
      className={styles.written}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onWritten()}
      autoComplete="off"
    >
      <TextInput
        label={t('name')}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          const next = event.currentTarget.form?.elements.namedItem('group');
          if (event.key !== 'Enter' || !(next instanceof HTMLInputElement)) return;
          event.preventDefault();
          next.focus();
        }}
      />
      <TextInput
        label={t('group')}
        name="group"
        value={group}
        onChange={(event) => setGroup(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!isReady}>
        {t('mark')}
      </Button>
    </form>
  );
};

/** Several people may be meant: one of them, or, for an empty line, somebody new. */
const Question = ({ line, hands, onWritten }: Props) => {
  const t = useTexts(paperTexts);
  const words = { name: line.name ?? '', group: line.group ?? '' };
  const settle = (who: Parameters<PaperHands['write']>[2]): void => {
    hands.write(line, words, who);
    onWritten();
  };
  return (
    <div className={styles.question}>
      {line.name !== undefined && (
        <span>{[line.name, line.group === '' ? t('noGroup') : line.group].join(', ')}</span>
      )}
      {line.entry?.people.map((person) => (
        <Button
          key={person.id}
          size="compact-sm"
          variant="default"
          onClick={() => settle({ personId: person.id })}
        >
          {[person.name, person.group, person.cardNo].filter(Boolean).join(' · ')}
        </Button>
      ))}
      {line.name !== undefined && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => settle('new')}>
          {t('someoneNew')}
        </Button>
      )}
    </div>
  );
};
