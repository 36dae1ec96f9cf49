import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../i18n/i18n.ts';
import { readClock } from '../when.ts';
import { roomsTexts } from './rooms.texts.ts';

type Props = {
  readonly label: string;
  /** `HH:mm`, or null where there is none. */
  readonly value: string | null;
  /** Hears the time, null of an empty field, undefined of what is no time. */
  readonly onChange: (time: string | null | undefined) => void;
};

/** A time that may be left out; read as it is typed: 18, 1830, 18.30. */
export const ClockField = ({ label, value, onChange }: Props) => {
  const t = useTexts(roomsTexts);
  const [typed, setTyped] = useState(value ?? '');
  const read = typed.trim() === '' ? null : (readClock(typed) ?? undefined);
  return (
    <TextInput
      label={label}
      value={typed}
      inputMode="numeric"
      placeholder="—"
      error={read === undefined ? t('badTime') : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        onChange(next.trim() === '' ? null : (readClock(next) ?? undefined));
      }}
      autoComplete="off"
    />
  );
};
