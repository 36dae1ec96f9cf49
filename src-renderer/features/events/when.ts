import { useFormats } from '../../i18n/useFormats.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { addDays, clockOf, dateOf, localTimeOf } from '../../../src-core/events/localTime.rules.ts';
import { eventsTexts } from './events.texts.ts';
import { useContext } from 'react';
import { TimeZone } from '../../i18n/useFormats.ts';

/** "Today", "Tomorrow", or the day in words, of a `YYYY-MM-DD`. */
export const useDayName = (now: string | undefined): ((date: string) => string) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  return (date) => {
    const today = now === undefined ? undefined : dateOf(now);
    if (date === today) return `${t('today')} · ${formats.day(date)}`;
    if (today !== undefined && date === addDays(today, 1)) return `${t('tomorrow')} · ${formats.day(date)}`;
    return formats.day(date);
  };
};

/** 18:00–20:00 of an event. */
export const hoursOf = (event: { readonly starts_at: string; readonly ends_at: string }): string =>
  `${clockOf(event.starts_at)}–${clockOf(event.ends_at)}`;

/** The organisation's wall clock at the moment of the call. */
export const useWallClock = (): (() => string) => {
  const timeZone = useContext(TimeZone);
  return () => localTimeOf(Date.now(), timeZone);
};

/** Reads a time as people type it (18, 1830, 18.30, 18:30); null where it is none. */
export const readClock = (typed: string): string | null => {
  const [, hours = '', minutes = '00'] = /^\s*(\d{1,2})(?:[\s:.,-]?(\d{2}))?\s*$/.exec(typed) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes}`;
};
