/** What a button carries comes back as it was meant, fits into 64 bytes, and nothing else is read as a button. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longId, pressData, readPress, shortId } from './press.rules.ts';
import type { Press, Via } from './press.rules.ts';

const id = fc.oneof(fc.uuid(), fc.stringMatching(/^[\w-]{1,21}$/));
const key = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const via = fc.option(
  fc.constantFrom<Via>('poll', 'reminder', 'offer', 'feedback', 'broadcast', 'notice', 'draw'),
);
const place = fc.constantFrom('menu', 'courses', 'qr', 'visits', 'certificates', 'forms', 'settings', 'who');
const press: fc.Arbitrary<Press> = fc.oneof(
  fc.record({ to: place }),
  fc.record({ to: fc.constant('events' as const), page: fc.nat(99) }),
  fc.record({ to: fc.constantFrom('event', 'leave'), personId: id, eventId: id }),
  fc.record({
    to: fc.constant('answer' as const),
    personId: id,
    eventId: id,
    answer: fc.constantFrom('going', 'notGoing', 'maybe'),
    via,
  }),
  fc.record({
    to: fc.constant('offer' as const),
    personId: id,
    eventId: id,
    isTaken: fc.boolean(),
    via,
  }),
  fc.record({ to: fc.constantFrom('course', 'register'), personId: id, courseId: id }),
  fc.record({ to: fc.constant('form' as const), personId: id, useId: id, via }),
  fc.record({ to: fc.constant('reply' as const), useId: id, question: key, value: key }),
  fc.record({ to: fc.constant('person' as const), personId: id }),
  fc.record({
    to: fc.constant('checkIn' as const),
    personId: id,
    code: fc.stringMatching(/^[a-z2-9]{6,8}$/),
  }),
  fc.record({ to: fc.constant('language' as const), language: fc.constantFrom('ru', 'kk', 'en') }),
  fc.record({ to: fc.constant('messages' as const), isOn: fc.boolean() }),
  fc.record({ to: fc.constant('unlink' as const), isSure: fc.boolean() }),
);

test('every press comes back as it was, in at most 64 bytes', () => {
  fc.assert(
    fc.property(press, (one) => {
      const data = pressData(one);
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(readPress(data)).toEqual(one);
    }),
  );
});

test('anything else is read as nothing, or as a button with sound ids, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z](:[\w.-]{0,30}){0,4}$/)), (data) => {
      const read = readPress(data);
      return read === null || isDeepStrictEqual(readPress(pressData(read)), read);
    }),
  );
  expect(readPress('a:x:y:g')).toBeNull();
});

test('an id is short and comes back; what is no id does not', () => {
  const uuid = '0198f000-0000-7000-8000-00000000abcd';
  expect(longId(shortId(uuid))).toBe(uuid);
  expect(shortId(uuid)).toHaveLength(22);
  expect(longId(shortId('course-1'))).toBe('course-1');
  for (const text of ['', '.', 'x', `${shortId(uuid)}A`, '../../etc/passwd']) expect(longId(text)).toBeNull();
  expect(() => shortId('a'.repeat(40))).toThrow('no button');
});
