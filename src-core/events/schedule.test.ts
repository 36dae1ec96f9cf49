/** Holds: dates of copies and templates shift as an organizer expects, by the wall clock and across months and years. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  calendarDays,
  isLocalTime,
  localTimeOf,
  minutesBetween,
  weekdayOf,
} from './localTime.rules.ts';
import { nextDate, spanOfCopy, spanOn, titleOf } from './schedule.rules.ts';

describe('the wall clock', () => {
  test('is the organisation’s, whatever the machine’s', () => {
    expect(localTimeOf(Date.UTC(2026, 10, 20, 19, 30), 'Asia/Almaty')).toBe('2026-11-21T00:30');
    expect(localTimeOf(Date.UTC(2026, 10, 20, 19, 30), 'America/New_York')).toBe('2026-11-20T14:30');
  });

  test('knows which minutes exist', () => {
    expect(isLocalTime('2028-02-29T23:59')).toBe(true);
    for (const wrong of ['2026-02-29T10:00', '2026-02-28T24:00', '2026-02-28', '2026-13-01T10:00', 'soon'])
      expect(isLocalTime(wrong)).toBe(false);
  });

  test('a month’s calendar is whole weeks from Monday', () => {
    expect(calendarDays('2026-11')).toEqual({ from: '2026-10-26', to: '2026-12-06' });
    expect(calendarDays('2027-02')).toEqual({ from: '2027-02-01', to: '2027-02-28' });
  });
});

describe('a copy', () => {
  const friday = { starts_at: '2026-08-28T18:00', ends_at: '2026-08-28T20:00' };

  test('of last week’s event is the next such weekday, at the same hours', () => {
    expect(spanOfCopy(friday, '2026-09-01T09:00')).toEqual({
      starts_at: '2026-09-04T18:00',
      ends_at: '2026-09-04T20:00',
    });
  });

  test('made on the day itself, before the hour, is for today; after it, for next week', () => {
    expect(spanOfCopy(friday, '2026-09-04T17:00').starts_at).toBe('2026-09-04T18:00');
    expect(spanOfCopy(friday, '2026-09-04T18:30').starts_at).toBe('2026-09-11T18:00');
  });

  test('of an event still to come is the week after it', () => {
    expect(spanOfCopy(friday, '2026-08-25T09:00').starts_at).toBe('2026-09-04T18:00');
  });

  test('always keeps weekday, hours and length, and is never over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 5, max: 3000 }),
        fc.integer({ min: -500, max: 3000 }),
        (day, length, later) => {
          const date = addDays('2024-01-01', day);
          const span = spanOn(date, '18:30', length);
          const now = `${addDays(date, later)}T11:00`;
          const copy = spanOfCopy(span, now);
          expect(weekdayOf(copy.starts_at.slice(0, 10))).toBe(weekdayOf(date));
          expect(minutesBetween(copy.starts_at, copy.ends_at)).toBe(length);
          expect(copy.starts_at.slice(11)).toBe('18:30');
          expect(copy.starts_at > span.starts_at && copy.starts_at >= now).toBe(true);
          expect(minutesBetween(now, copy.starts_at) <= 7 * 24 * 60 || now <= span.starts_at).toBe(true);
        },
      ),
    );
  });
});

describe('a template', () => {
  test('proposes its weekday, or today while there is time', () => {
    expect(nextDate(6, '12:00', '2026-09-04T17:00')).toBe('2026-09-05');
    expect(nextDate(5, '18:00', '2026-09-04T17:00')).toBe('2026-09-04');
    expect(nextDate(5, '16:00', '2026-09-04T17:00')).toBe('2026-09-11');
    expect(nextDate(null, '18:00', '2026-09-04T17:00')).toBe('2026-09-04');
    expect(nextDate(null, '16:00', '2026-09-04T17:00')).toBe('2026-09-05');
  });

  test('may run past midnight', () => {
    expect(spanOn('2026-12-31', '22:00', 300)).toEqual({
      starts_at: '2026-12-31T22:00',
      ends_at: '2027-01-01T03:00',
    });
  });

  test('fills its title with the day in words and the number', () => {
    expect(titleOf('Митап {date}', '2026-11-21', 3, 'ru')).toBe('Митап 21 ноября');
    expect(titleOf('{n}-сабақ, {date}', '2026-11-01', 3, 'kk')).toBe('3-сабақ, 1 қараша');
  });
});
