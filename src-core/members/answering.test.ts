/** Holds: an answer counts once, the newest one holds, and it gives and takes places. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnswersTables } from '../answers/index.ts';
import { readCurrentAnswers } from '../answers/index.ts';
import { answer, event, upcoming } from './index.ts';
import { FRIDAY_FIVE, openRelayClub } from './members.test-support.ts';

let club: Awaited<ReturnType<typeof openRelayClub>>;
beforeEach(async () => {
  club = await openRelayClub();
});
afterEach(() => club.close());

test('who says yes has a place, who says no gives it back; what they said before stays to be read', async () => {
  const [own = '', other = ''] = await club.addPeople(2);
  const eventId = await club.addEvent();
  const say = (said: 'going' | 'notGoing' | 'maybe', key: string) =>
    answer(club.store, { personId: own, eventId, answer: said, source: 'bot', key });
  expect(await say('going', '1')).toMatchObject({ answer: 'going', hasPlace: true, taken: 1 });
  expect(await say('maybe', '2')).toMatchObject({ answer: 'maybe', hasPlace: false, taken: 0 });
  // All within one moment of the clock: the last still holds.
  expect(await say('notGoing', '3')).toMatchObject({ answer: 'notGoing', hasPlace: false });
  expect(await say('going', '1')).toMatchObject({ answer: 'notGoing', hasPlace: false });
  expect(await event(club.store, other, eventId, club.now())).toMatchObject({ answer: null, taken: 0 });
  const history = await club.store
    .read<AnswersTables>()
    .selectFrom('rsvp_answer')
    .select('answer')
    .orderBy('at')
    .execute();
  expect(history.map((row) => row.answer)).toEqual(['going', 'maybe', 'notGoing']);
});

test('five hundred people, fifty changed minds and twenty presses delivered twice are five hundred answers', async () => {
  const people = await club.addPeople(500);
  const eventId = await club.addEvent({ capacity: 300 });
  const said = new Map<string, string>();
  const press = async (personId: string, n: number, key: string) => {
    const one = n % 3 === 0 ? 'notGoing' : n % 3 === 1 ? 'going' : 'maybe';
    await answer(club.store, { personId, eventId, answer: one, source: 'bot', key });
    return one;
  };
  for (const [n, personId] of people.entries()) said.set(personId, await press(personId, n, `${n}`));
  for (const [n, personId] of people.slice(100, 150).entries())
    said.set(personId, await press(personId, n + 1, `again-${n}`));
  for (const [n, personId] of people.slice(0, 20).entries()) await press(personId, n, `${n}`);
  const current = await readCurrentAnswers(club.store, { eventIds: [eventId] });
  expect(new Map(current.map((one) => [one.personId, one.answer as string]))).toEqual(said);
  const going = [...said.values()].filter((one) => one === 'going').length;
  expect((await event(club.store, people[0] ?? '', eventId, club.now()))?.taken).toBe(going);
});

test('nobody answers an event that is over, called off or not there', async () => {
  const [personId = ''] = await club.addPeople(1);
  const say = (eventId: string, who = personId) =>
    answer(club.store, { personId: who, eventId, answer: 'going', source: 'page', key: 'k' });
  const over = await club.addEvent({ starts_at: '2026-09-04T10:00', ends_at: '2026-09-04T12:00' });
  const off = await club.addEvent({ cancelled_at: new Date(FRIDAY_FIVE).toISOString() });
  const on = await club.addEvent();
  await expect(say(over)).rejects.toMatchObject({ code: 'EVENT_OVER' });
  await expect(say(off)).rejects.toMatchObject({ code: 'EVENT_CANCELLED' });
  await expect(say('nowhere')).rejects.toMatchObject({ code: 'EVENT_NOT_FOUND' });
  await expect(say(on, 'nobody')).rejects.toMatchObject({ code: 'PERSON_NOT_FOUND' });
  expect((await upcoming(club.store, personId, club.now())).map(({ id }) => id)).toEqual([on]);
});
