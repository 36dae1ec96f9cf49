import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isLocalTime, LOCAL_DATE } from '../../../src-core/events/localTime.rules.ts';
import { useTexts } from '../../i18n/i18n.ts';
import styles from './conflicts.module.css';
import { conflictsTexts } from './conflicts.texts.ts';
import type { Conflict } from './shape.ts';

type Kind = 'text' | 'number' | 'datetime-local' | 'date';

/** What is written into this cell, by what has been written; undefined where a person cannot write it by hand. */
const kindOf = ({ column, values }: Conflict): Kind | undefined => {
  const written = values.map(({ value }) => value).filter((value) => value !== null);
  const texts = written.filter((value) => typeof value === 'string');
  if (column.startsWith('has_') || column.endsWith('_id')) return undefined;
  if (written.length > 0 && texts.length === 0) return 'number';
  if (texts.some((text) => /^[[{]/.test(text) || text.endsWith('Z'))) return undefined;
  if (column.endsWith('_at'))
    return texts.every(isLocalTime) && texts.length > 0 ? 'datetime-local' : undefined;
  if (texts.length > 0 && texts.every((text) => LOCAL_DATE.test(text))) return 'date';
  return texts.length > 0 ? 'text' : undefined;
};

/** Whether a third value can be written into this cell by hand. */
export const canBeWritten = (conflict: Conflict, hasChoices: boolean): boolean =>
  hasChoices ? conflict.values.length > 0 : kindOf(conflict) !== undefined;

type Props = {
  readonly conflict: Conflict;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly isBusy: boolean;
  readonly onWrite: (value: string | number) => void;
  readonly onCancel: () => void;
};

/** The field for a value that none of the laptops wrote. */
export const ThirdValue = ({ conflict, choices, isBusy, onWrite, onCancel }: Props) => {
  const t = useTexts(conflictsTexts);
  const [typed, setTyped] = useState('');
  const kind = kindOf(conflict);
  const value = typed.trim();
  return (
    <form
      className={styles.third}
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== '') onWrite(kind === 'number' ? Number(value) : value);
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      {choices.length > 0 ? (
        <Select
          aria-label={t('third')}
          placeholder={t('third')}
          data={[...choices]}
          value={typed === '' ? null : typed}
          autoFocus
          onChange={(next) => setTyped(next ?? '')}
        />
      ) : (
        <TextInput
          aria-label={t('third')}
          placeholder={t('third')}
          type={kind ?? 'text'}
          value={typed}
          autoFocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Button type="submit" disabled={value === '' || isBusy}>
        {t('write')}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </form>
  );
};
