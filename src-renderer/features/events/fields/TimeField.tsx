import { TextInput } from '@mantine/core';
import { useTexts } from '../../../i18n/i18n.ts';
import { eventsTexts } from '../events.texts.ts';
import { readClock } from '../when.ts';
import { useTyped } from './useTyped.ts';

type Props = {
  readonly label: string;
  /** `HH:mm`. */
  readonly value: string;
  readonly onChange: (time: string) => void;
};

/** A time as people type it: 18, 1830, 18.30. It is taken on Enter and on leaving. */
export const TimeField = ({ label, value, onChange }: Props) => {
  const t = useTexts(eventsTexts);
  const [typed, setTyped] = useTyped(value);
  const read = readClock(typed);
  const take = (): void => {
    if (read === null) return;
    if (read === value) setTyped(value);
    else onChange(read);
  };
  return (
    <TextInput
      label={label}
      value={typed}
      inputMode="numeric"
      error={read === null ? t('badTime') : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      autoComplete="off"
    />
  );
};
