/**
 * Holds: what a volunteer's device is told of somebody who has just come, and what it may do about it: a supervisor reads a flag
 * and takes it, a steward hears that there is one; codes of the paper roster are codes, and people go out as they came in.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EVENING, openDoorDesk } from './doorForTests.test-support.ts';
import type { DoorDesk } from './doorForTests.test-support.ts';
import { allotLines } from '../../src-core/paper/paper.store.ts';
import { volunteersOf } from './tabletForTests.test-support.ts';

let desk: DoorDesk;
beforeEach(async () => {
  desk = await openDoorDesk();
  await addPeople();
});
afterEach(() => desk.close());

const { addPeople, pairedTablet, came } = volunteersOf(() => desk);

const daniyar = async (): Promise<string> =>
  (await desk.api.checkIn.find({ eventId: desk.eventId, scan: '220017' }))?.id ?? '';
const flag = async (text: string): Promise<void> => {
  await desk.api.attention.add({ personIds: [await daniyar()], kind: 'allergy', text });
};
const ask = async (): Promise<string> =>
  (await desk.api.attention.ask({ eventId: desk.eventId, text: 'Взял пропуск?' })).id;
const dueIn = (value: unknown): readonly { flagId: string; kind: string; text: string | null }[] =>
  Reflect.get(Object(value), 'due');
const flagsSeen = async () => (await desk.api.attention.atEvent({ eventId: desk.eventId })).flags;
const who = { scan: '220017' };

test('a supervisor is told what to mind, again until it is taken, and the event’s page says who took it', async () => {
  await flag('орехи');
  const senior = await pairedTablet('supervisor', 'Арман');
  const [minded] = dueIn((await senior.call('scan', who)).value);
  expect(minded).toMatchObject({ kind: 'allergy', text: 'орехи' });
  const again = (await senior.call('scan', who)).value;
  expect(again).toMatchObject({ verdict: 'already' });
  expect(dueIn(again)).toEqual([minded]);
  expect(Object.keys(minded ?? {}).toSorted()).toEqual(['flagId', 'kind', 'text']);
  expect((await senior.call('acknowledge', { who, flagId: minded?.flagId })).status).toBe(200);
  expect(dueIn((await senior.call('scan', who)).value)).toEqual([]);
  const [seen] = await flagsSeen();
  const names = await desk.api.tablets.names({ eventId: desk.eventId });
  expect(names[seen?.seen?.by ?? '']).toBe('Арман');
});

test('a steward hears that there is something, takes no flag, asks the event’s question and names nobody', async () => {
  await flag('орехи');
  const questionId = await ask();
  const steward = await pairedTablet('steward');
  const { value } = await steward.call('scan', who);
  expect(dueIn(value).map(({ kind, text }) => [kind, text])).toEqual([
    ['hidden', null],
    ['question', 'Взял пропуск?'],
  ]);
  expect(JSON.stringify(value)).not.toMatch(/орехи|allergy/);
  const flagId = dueIn(value)[0]?.flagId;
  expect((await steward.call('acknowledge', { who, flagId })).value).toEqual({ code: 'NOT_PERMITTED' });
  const byId = { who: { personId: await daniyar() }, flagId: questionId, answer: 'yes' };
  expect((await steward.call('acknowledge', byId)).value).toEqual({ code: 'NOT_PERMITTED' });
  expect((await steward.call('leave', { who: byId.who })).value).toEqual({ code: 'NOT_PERMITTED' });
  expect((await steward.call('acknowledge', { who, flagId: questionId, answer: 'no' })).status).toBe(200);
  expect(await flagsSeen()).toMatchObject([{ text: 'орехи', seen: null }]);
  const { questions } = await desk.api.attention.atEvent({ eventId: desk.eventId });
  expect(questions).toMatchObject([{ yes: 0, no: [{ name: 'Оспанов Данияр' }] }]);
});

test('nobody is told of people who did not come: not by a search, not of whoever is held back', async () => {
  await flag('орехи');
  const questionId = await ask();
  await desk.api.events.edit({ id: desk.eventId, patch: { registration: 'list' } });
  const senior = await pairedTablet('supervisor');
  expect((await senior.call('scan', who)).value).toMatchObject({ verdict: 'notOnList', due: [] });
  expect(JSON.stringify((await senior.call('search', { text: 'оспанов' })).value)).not.toMatch(
    /орехи|allergy/,
  );
  expect((await senior.call('acknowledge', { who, flagId: questionId, answer: 'yes' })).value).toEqual({
    code: 'FLAG_GONE',
  });
});

test('a code of the paper roster is a code; a slip is nobody’s, and so is one that is another’s card', async () => {
  const own = await daniyar();
  const { value } = await desk.store.write({ actor: 'a', action: 'paper.print' }, (tx) =>
    allotLines(tx, desk.eventId, [own], 1),
  );
  const code = value.codes.get(own) ?? '';
  const steward = await pairedTablet('steward');
  const scanned = async (scan: string): Promise<unknown> => (await steward.call('scan', { scan })).value;
  expect(await scanned(`${code.slice(0, 2)} ${code.slice(2)}`)).toMatchObject({
    verdict: 'ok',
    person: { name: 'Оспанов Данияр' },
  });
  const slip = `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;
  expect(await scanned(slip)).toMatchObject({ verdict: 'unknown' });
  expect(await scanned(value.blanks[0] ?? '')).toMatchObject({ verdict: 'unknown' });
  await desk.api.people.add({ family_name: 'Ким', given_name: 'Вера', student_card_no: code });
  expect(await scanned(code)).toMatchObject({ verdict: 'unknown', person: null });
  expect(await came()).toBe(1);
});

test('people go out by their code and by name, once; the last is taken back, and a late one counts from when it was', async () => {
  await desk.api.rooms.setCheckOut({ eventId: desk.eventId, isOn: true });
  const [steward, senior] = [await pairedTablet('steward'), await pairedTablet('supervisor')];
  expect((await steward.call('state')).value).toMatchObject({ hasExit: true });
  expect((await steward.call('leave', { who })).value).toMatchObject({ verdict: 'notInside', tx: null });
  await flag('орехи');
  await steward.call('scan', who);
  desk.setNow(EVENING + 60 * 60_000);
  const { value } = await steward.call('leave', { who, agoMs: 30 * 60_000 });
  expect(value).toMatchObject({ verdict: 'left', atMs: EVENING + 30 * 60_000, due: [] });
  expect((await steward.call('leave', { who })).value).toMatchObject({ verdict: 'notInside' });
  expect(await came()).toBe(1);
  const tx = String(Reflect.get(Object(value), 'tx'));
  expect((await senior.call('undo', { tx })).status).toBe(409);
  expect((await steward.call('undo', { tx })).value).toEqual({ name: 'Оспанов Данияр' });
  const byId = { who: { personId: await daniyar() } };
  expect((await senior.call('leave', byId)).value).toMatchObject({ verdict: 'left' });
});
