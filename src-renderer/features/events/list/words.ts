import { useMemo } from 'react';
import { KAZAKH_MONTHS } from '../../../i18n/formats.ts';
import { useLanguage } from '../../../i18n/i18n.ts';

/** Browsers carry no Kazakh calendar words. */
const KAZAKH_WEEKDAYS = ['жс', 'дс', 'сс', 'ср', 'бс', 'жм', 'сб'] as const;

export type CalendarWords = {
  /** "November 2026" of `YYYY-MM`. */
  readonly month: (month: string) => string;
  /** "Mon" of `YYYY-MM-DD`. */
  readonly weekday: (date: string) => string;
};

/** The names of months and weekdays as the head of a calendar needs them. */
export const useCalendarWords = (): CalendarWords => {
  const { language } = useLanguage();
  return useMemo(() => {
    if (language === 'kk') {
      return {
        month: (month) => `${KAZAKH_MONTHS[Number(month.slice(5)) - 1]?.[0] ?? ''} ${month.slice(0, 4)}`,
        weekday: (date) => KAZAKH_WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '',
      };
    }
    const locale = language === 'en' ? 'en-GB' : 'ru';
    const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
    return {
      month: (name) => `${month.format(new Date(`${name}-15T00:00:00Z`))} ${name.slice(0, 4)}`,
      weekday: (date) => weekday.format(new Date(`${date}T00:00:00Z`)),
    };
  }, [language]);
};
