/** Days and hours in the words of the short pages: the same event is told the same way on both. */
import { addMinutes, dateOf, localTimeOf } from '../../src-core/events/localTime.rules.ts';
import { CHECK_IN_OPENS_MINUTES } from '../../src-core/members/checkIn.rules.ts';
import { dayInWords, hoursInWords } from '../../src-relay/shortPages/page.texts.ts';
import type { Language } from '../i18n/language.ts';
import { nowMs } from './clock.ts';

type Span = { readonly startsAt: string; readonly endsAt: string };

/** "завтра, суббота, 5 сентября" */
export const dayOf = (local: string, timeZone: string, language: Language): string =>
  dayInWords(dateOf(local), dateOf(localTimeOf(nowMs(), timeZone)), language);

/** "18:30–20:00" */
export const hoursOf = ({ startsAt, endsAt }: Span, timeZone: string, language: Language): string =>
  hoursInWords({ starts_at: startsAt, ends_at: endsAt }, dateOf(localTimeOf(nowMs(), timeZone)), language);

/** A moment on the organisation's clock: the hour alone where it is of today. */
export const momentIn = (moment: string | number, timeZone: string, language: Language): string => {
  const local = localTimeOf(new Date(moment).getTime(), timeZone);
  const clock = local.slice(11, 16);
  const isToday = dateOf(local) === dateOf(localTimeOf(nowMs(), timeZone));
  return isToday ? clock : `${dayOf(local, timeZone, language)}, ${clock}`;
};

/** Where an event stands at this moment. */
export const stageOf = ({ startsAt, endsAt }: Span, timeZone: string): 'ahead' | 'now' | 'over' => {
  const now = localTimeOf(nowMs(), timeZone);
  if (endsAt < now) return 'over';
  return startsAt <= now ? 'now' : 'ahead';
};

/** Whether an event's code lets people in at this moment: from a while before its start. */
export const isLettingIn = ({ startsAt, endsAt }: Span, timeZone: string): boolean =>
  stageOf({ startsAt: addMinutes(startsAt, -CHECK_IN_OPENS_MINUTES), endsAt }, timeZone) === 'now';
