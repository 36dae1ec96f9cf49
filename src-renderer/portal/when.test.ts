/** Holds: the page shows the way to check in as soon as the relay lets people in, and calls an event "on" only while it is. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isLettingIn, stageOf } from './when.ts';

const event = { startsAt: '2026-03-06T19:00', endsAt: '2026-03-06T21:00' };
const at = (clock: string): void => {
  // Almaty is five hours ahead of UTC.
  vi.setSystemTime(`2026-03-06T${clock}:00+05:00`);
};
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

test('checking in begins an hour before the start and ends with the event', () => {
  const told = ['17:59', '18:00', '19:00', '21:00', '21:01'].map((clock) => {
    at(clock);
    return [clock, isLettingIn(event, 'Asia/Almaty'), stageOf(event, 'Asia/Almaty')];
  });
  expect(told).toEqual([
    ['17:59', false, 'ahead'],
    ['18:00', true, 'ahead'],
    ['19:00', true, 'now'],
    ['21:00', true, 'now'],
    ['21:01', false, 'over'],
  ]);
});
