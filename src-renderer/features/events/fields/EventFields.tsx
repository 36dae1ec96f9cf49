import { Input, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import {
  addDays,
  addMinutes,
  clockOf,
  dateOf,
  minutesBetween,
} from '../../../../src-core/events/localTime.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { eventsTexts } from '../events.texts.ts';
import { ClubField } from './ClubField.tsx';
import { DateField } from './DateField.tsx';
import styles from './fields.module.css';
import { TimeField } from './TimeField.tsx';
import { useTyped } from './useTyped.ts';

export type EventValues = {
  readonly title: string;
  readonly club_id: string | null;
  readonly place: string | null;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly capacity: number | null;
  readonly registration: 'open' | 'list';
  readonly note: string | null;
};

type Props = {
  readonly values: EventValues;
  /** Hears of a field when it is left or chosen, not at every letter. */
  readonly onChange: (patch: Partial<EventValues>) => void;
};

/** Another start keeps the length; an end before the start is the next day's. */
const startAt = (values: EventValues, starts_at: string): Partial<EventValues> => ({
  starts_at,
  ends_at: addMinutes(starts_at, minutesBetween(values.starts_at, values.ends_at)),
});
const endAt = (values: EventValues, time: string): Partial<EventValues> => {
  const day = dateOf(values.starts_at);
  return { ends_at: `${time > clockOf(values.starts_at) ? day : addDays(day, 1)}T${time}` };
};

/** The fields of an event, for a new one and for one that is edited in place. */
export const EventFields = ({ values, onChange }: Props) => {
  const t = useTexts(eventsTexts);
  const date = dateOf(values.starts_at);
  const legend = useId();
  return (
    <div className={styles.form}>
      <div className={styles.whole}>
        <Words
          label={t('fTitle')}
          value={values.title}
          onTake={(title) => title !== '' && onChange({ title })}
        />
      </div>
      <div className={styles.third}>
        <DateField
          label={t('fDate')}
          value={date}
          onChange={(next) => onChange(startAt(values, `${next}T${clockOf(values.starts_at)}`))}
        />
      </div>
      <div className={styles.third}>
        <TimeField
          label={t('fStart')}
          value={clockOf(values.starts_at)}
          onChange={(time) => onChange(startAt(values, `${date}T${time}`))}
        />
      </div>
      <div className={styles.third}>
        <TimeField
          label={t('fEnd')}
          value={clockOf(values.ends_at)}
          onChange={(time) => onChange(endAt(values, time))}
        />
      </div>
      <div className={styles.half}>
        <Words label={t('fPlace')} value={values.place ?? ''} onTake={(place) => onChange({ place })} />
      </div>
      <div className={styles.half}>
        <ClubField value={values.club_id} onChange={(club_id) => onChange({ club_id })} />
      </div>
      <div className={styles.half}>
        <Input.Label labelElement="div" id={legend}>
          {t('fRegistration')}
        </Input.Label>
        <SegmentedControl
          fullWidth
          aria-labelledby={legend}
          data={[
            { value: 'open', label: t('open') },
            { value: 'list', label: t('byList') },
          ]}
          value={values.registration}
          onChange={(registration) => onChange({ registration })}
        />
      </div>
      <div className={styles.half}>
        <Capacity value={values.capacity} onTake={(capacity) => onChange({ capacity })} />
      </div>
      <div className={styles.whole}>
        <Words label={t('fNote')} value={values.note ?? ''} onTake={(note) => onChange({ note })} isLong />
      </div>
    </div>
  );
};

type WordsProps = {
  readonly label: string;
  readonly value: string;
  readonly onTake: (text: string) => unknown;
  readonly isLong?: boolean;
};

const Words = ({ label, value, onTake, isLong = false }: WordsProps) => {
  const [typed, setTyped] = useTyped(value);
  const take = (): void => {
    if (typed.trim() !== value) onTake(typed.trim());
  };
  const field = { label, value: typed, onBlur: take, autoComplete: 'off' } as const;
  return isLong ? (
    <Textarea
      {...field}
      autosize
      minRows={2}
      maxRows={8}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  ) : (
    <TextInput
      {...field}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
};

type CapacityProps = { readonly value: number | null; readonly onTake: (capacity: number | null) => void };

const Capacity = ({ value, onTake }: CapacityProps) => {
  const t = useTexts(eventsTexts);
  const [typed, setTyped] = useTyped<string | number>(value ?? '');
  const take = (): void => {
    const next = typeof typed === 'number' && typed > 0 ? typed : null;
    if (next !== value) onTake(next);
  };
  return (
    <NumberInput
      label={t('fCapacity')}
      placeholder={t('noLimit')}
      min={1}
      max={1_000_000}
      allowDecimal={false}
      allowNegative={false}
      value={typed}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
};
