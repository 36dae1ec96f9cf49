import { Select } from '@mantine/core';
import { useId, useState, type KeyboardEvent } from 'react';
import type { PersonField } from '../../../../src-core/people/index.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { peopleTexts } from '../people.texts.ts';
import { phoneForReading } from '../phones.ts';
import styles from './card.module.css';

type Save = (field: PersonField, value: string | null) => Promise<void>;
type FieldProps = { readonly field: PersonField; readonly value: string | null; readonly onSave: Save };

const LONG: readonly PersonField[] = ['note', 'attention', 'address'];
const PHONES: readonly PersonField[] = ['phone', 'guardian_phone'];
/** 12.03.2005, as it is written here, whatever the browser's own country is. */
const dayForReading = (iso: string): string => iso.split('-').toReversed().join('.');
const shownOf = (field: PersonField, value: string | null): string =>
  field === 'birth_date'
    ? dayForReading(value ?? '')
    : PHONES.includes(field)
      ? phoneForReading(value)
      : (value ?? '');

/** A field that is text until one goes into it: Enter or leaving it saves, Esc takes the typing back. */
export const TextField = (props: FieldProps) => <OpenField key={props.value ?? ''} {...props} />;

const OpenField = ({ field, value, onSave }: FieldProps) => {
  const t = useTexts(peopleTexts);
  const sentence = useSentence();
  const id = useId();
  const shown = shownOf(field, value);
  const [typed, setTyped] = useState(shown);
  const [error, setError] = useState<unknown>();
  const save = (): void => {
    if (typed.trim() === shown) return setTyped(shown);
    const text = typed.trim();
    onSave(field, text === '' ? null : text).then(
      () => setError(undefined),
      (failure: unknown) => setError(failure),
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Enter' && !event.shiftKey) event.currentTarget.blur();
    else if (event.key === 'Escape' && typed !== shown) {
      setTyped(shown);
      setError(undefined);
    } else return;
    event.preventDefault();
  };
  const common = {
    id,
    className: styles.input,
    value: typed,
    placeholder: '—',
    'aria-invalid': error !== undefined,
    'aria-describedby': error === undefined ? undefined : `${id}-error`,
    onBlur: save,
    onKeyDown,
  };
  return (
    <div className={styles.field} data-warm={(field === 'attention' && value !== null) || undefined}>
      <label className={styles.label} htmlFor={id}>
        {t(`f_${field}`)}
      </label>
      {LONG.includes(field) ? (
        <textarea rows={1} {...common} onChange={(event) => setTyped(event.currentTarget.value)} />
      ) : (
        <input {...common} type="text" onChange={(event) => setTyped(event.currentTarget.value)} />
      )}
      {error !== undefined && (
        <span className={styles.error} id={`${id}-error`} role="alert">
          {sentence(error)}
        </span>
      )}
    </div>
  );
};

type ChoiceProps = FieldProps & {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** A field with few values. */
export const ChoiceField = ({ field, value, choices, onSave }: ChoiceProps) => {
  const t = useTexts(peopleTexts);
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {t(`f_${field}`)}
      </label>
      <Select
        id={id}
        variant="unstyled"
        classNames={{ input: styles.choice ?? '' }}
        placeholder="—"
        data={[...choices]}
        value={value}
        onChange={(next) => {
          if (next !== null && next !== value) void onSave(field, next);
        }}
      />
    </div>
  );
};
