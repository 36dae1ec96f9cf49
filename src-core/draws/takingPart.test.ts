/** Holds: whoever takes part can be told their code, before the commitment and after, and nobody else is named by it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entrantCode } from './draw.hash.ts';
import { groupedCode } from './draw.rules.ts';
import { eventWith, openDrawDesk } from './draws.test-support.ts';
import type { DrawDesk } from './draws.test-support.ts';

let desk: DrawDesk;
beforeEach(async () => {
  desk = await openDrawDesk();
});
afterEach(() => desk.close());

test('by name, by group or by code, as it stands now and as it was committed', async () => {
  const { eventId, people } = await eventWith(desk, 60);
  const ask = (search: string, drawId: string | null = null) =>
    desk.api.draws.takingPart({ eventId, drawId, noRepeatEvents: 0, search });
  const all = await ask('');
  expect([all.found, all.people.length]).toEqual([60, 50]);
  const [first] = all.people;
  const id = first?.id ?? '';
  expect(people).toContain(id);
  expect(first?.code).toBe(entrantCode(eventId, id));
  expect((await ask(first?.name.toUpperCase() ?? '')).people.map((one) => one.id)).toContain(id);
  expect((await ask(groupedCode(first?.code ?? '').toLowerCase())).people).toEqual([first]);
  expect(await ask('никто такой')).toEqual({ found: 0, people: [] });
  const draft = { eventId, prizes: [{ title: 'a', count: 1 }], noRepeatEvents: 0, names: 'full' as const };
  const { id: drawId } = await desk.api.draws.prepare(draft);
  await desk.api.draws.commit({ id: drawId });
  await desk.api.checkIn.annul({ eventId, personId: id, reason: 'ошибка' });
  expect((await ask('')).found).toBe(59);
  expect((await ask('', drawId)).found).toBe(60);
});

test('a volunteer does not hear it', async () => {
  const { eventId } = await eventWith(desk, 2);
  const asked = { eventId, drawId: null, noRepeatEvents: 0, search: '' };
  await expect(desk.as('volunteer').draws.takingPart(asked)).rejects.toThrow('NOT_PERMITTED');
});
