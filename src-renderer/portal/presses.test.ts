import { describe, expect, test } from 'vitest';
import type { PortalState } from '../../src-relay/portal/shapes.ts';
import { isWaiting, withPress, withPresses } from './presses.rules.ts';
import type { Press } from './presses.rules.ts';

let keys = 0;
const key = (): string => `key-${(keys += 1)}`;
const answer = (eventId: string, said: 'going' | 'maybe' | 'notGoing', personId = 'me'): Press => ({
  name: 'answer',
  body: { personId, key: key(), eventId, answer: said },
});
const event = { id: 'a', answer: null } as PortalState['events'][number];
const state = {
  personId: 'me',
  events: [event, { ...event, id: 'b' }],
  forms: [{ useId: 'use' }],
  messages: [{ id: 'm', isSeen: false }],
  profile: { shows: ['name'], language: null, quietFrom: null, quietUntil: null },
  courses: [],
} as unknown as PortalState;

describe('the queue', () => {
  test('takes a double click once', () => {
    const queue = withPress([], answer('a', 'going'));
    expect(withPress(queue, answer('a', 'going'))).toBe(queue);
  });

  test('keeps the last word about an event; what may be under way is left alone', () => {
    const [first, second, third] = [answer('a', 'going'), answer('a', 'maybe'), answer('a', 'notGoing')];
    const queue = [first, second, third].reduce<readonly Press[]>(withPress, []);
    expect(queue).toEqual([first, third]);
  });

  test('does not mix events, or brothers and sisters', () => {
    const presses = [answer('a', 'going'), answer('b', 'going'), answer('a', 'going', 'child')];
    expect(presses.reduce<readonly Press[]>(withPress, [])).toEqual(presses);
  });

  test('says about what something waits', () => {
    expect(isWaiting([answer('a', 'going')], 'a')).toBe(true);
    expect(isWaiting([answer('a', 'going')], 'b')).toBe(false);
  });
});

describe('what is shown', () => {
  test('is what was pressed, of the person who is shown', () => {
    const queue: readonly Press[] = [
      answer('a', 'maybe'),
      answer('b', 'going', 'child'),
      { name: 'form', body: { personId: 'me', key: key(), useId: 'use', versionId: 'v', answers: {} } },
      { name: 'seen', body: { personId: 'me', key: key(), messageIds: ['m'] } },
      { name: 'profile', body: { personId: 'me', key: key(), shows: [] } },
    ];
    const shown = withPresses(state, queue);
    expect(shown.events.map((one) => one.answer)).toEqual(['maybe', null]);
    expect(shown.forms).toEqual([]);
    expect(shown.messages[0]?.isSeen).toBe(true);
    expect(shown.profile.shows).toEqual([]);
    expect(state.events[0]?.answer).toBeNull();
  });

  test('gives nobody a place that the relay has not given', () => {
    expect(withPresses(state, [answer('a', 'going')]).events[0]?.hasPlace).toBe(event.hasPlace);
  });
});
