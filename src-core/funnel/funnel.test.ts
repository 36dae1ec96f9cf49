/**
 * Holds: each number of the funnel is what a reader who counts the raw rows by hand gets, each opens exactly the people behind it, and a step that
 * nobody could take is not shown as nobody having taken it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { startOwn } from '../access/index.ts';
import { rsvpAnswerTable } from '../answers/index.ts';
import { checkInId, checkInTable, eventTable, registrationId, registrationTable } from '../events/index.ts';
import { stayTable } from '../events/rooms/rooms.schema.ts';
import { formAnswerTable, formUseTable } from '../forms/index.ts';
import { deliveryTable, messageTable } from '../messages/index.ts';
import { addPerson } from '../people/index.ts';
import { factId, openStore, record } from '../store/index.ts';
import type { Store, Tx } from '../store/index.ts';
import { allTables } from '../tables.ts';
import { FUNNEL_STEPS } from './funnel.rules.ts';
import type { FunnelScope, FunnelStep } from './funnel.rules.ts';
import { everyone, noShows, peopleBehind, readFunnel } from './funnel.store.ts';

const NOW = '2026-09-10T12:00';
const ALL: FunnelScope = { kind: 'all', from: null, until: null };
const AT = '2026-09-04T13:00:00.000Z';

let folder: string;
let store: Store;

const write = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  (await store.write({ actor: 'test', action: 'test.funnel' }, work)).value;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orda-funnel-'));
  let ms = Date.UTC(2026, 8, 1);
  store = openStore({
    path: join(folder, 'orda.db'),
    tables: allTables,
    migrations,
    now: () => (ms += 1000),
  });
  await startOwn(store, {
    name: 'Білім ордасы',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

type Told = {
  readonly id: string;
  readonly hasCheckOut?: boolean;
  readonly clubId?: string;
  readonly templateId?: string;
  readonly day?: string;
};

const addEvent = (tx: Tx, { id, hasCheckOut = false, clubId, templateId, day = '2026-09-04' }: Told) =>
  record(tx, eventTable, id, {
    title: `Митап ${id}`,
    starts_at: `${day}T18:00`,
    ends_at: `${day}T20:00`,
    registration: 'open',
    has_check_out: hasCheckOut ? 1 : null,
    club_id: clubId ?? null,
    template_id: templateId ?? null,
  });
const ask = async (tx: Tx, event_id: string, people: readonly string[]) => {
  const message_id = factId('message', event_id, 'poll');
  await record(tx, messageTable, message_id, {
    kind: 'poll',
    event_id,
    audience: '{}',
    texts: '{}',
    send_at: AT,
  });
  for (const person_id of people)
    await record(tx, deliveryTable, factId('delivery', message_id, person_id), {
      message_id,
      person_id,
      state: 'sent',
      channel: 'bot',
      at: AT,
    });
};
const say = (tx: Tx, event_id: string, person_id: string) =>
  record(tx, rsvpAnswerTable, tx.newId(), { event_id, person_id, answer: 'going', at: AT, source: 'bot' });
const place = (tx: Tx, event_id: string, person_id: string) =>
  record(tx, registrationTable, registrationId(event_id, person_id), {
    event_id,
    person_id,
    source: 'bot',
    at: AT,
  });
const mark = (tx: Tx, event_id: string, person_id: string) =>
  record(tx, checkInTable, checkInId(event_id, person_id), { event_id, person_id, source: 'bot', at: AT });
const leave = (tx: Tx, event_id: string, person_id: string, left_at: string) =>
  record(tx, stayTable, tx.newId(), { event_id, person_id, entered_at: AT, left_at });
const reply = async (tx: Tx, event_id: string, person_id: string | null) => {
  const use = factId('use', event_id);
  await record(tx, formUseTable, use, {
    form_id: 'f',
    version_id: 'v',
    event_id,
    is_anonymous: 0,
    opens_at: AT,
  });
  await record(tx, formAnswerTable, tx.newId(), {
    use_id: use,
    version_id: 'v',
    person_id,
    answers: '{}',
    at: AT,
    source: 'bot',
  });
};

const names = ['Ахметова Айгүл', 'Борисов Олег', 'Валиев Тимур', 'Галиева Дана', 'Ержанов Нұрлан'] as const;
const addPeople = (tx: Tx): Promise<string[]> =>
  Promise.all(
    names.map((name) =>
      addPerson(tx, { family_name: name.split(' ')[0] ?? '', given_name: name.split(' ')[1] ?? '' }),
    ),
  );

const behind = async (step: FunnelStep, side: 'reached' | 'off' = 'reached', scope: FunnelScope = ALL) =>
  (await peopleBehind(store, scope, NOW, { step, side, limit: 100 })).people.map(({ name }) => name);

test('each number opens the people behind it, and those who went no further', async () => {
  await write(async (tx) => {
    const [a = '', b = '', c = '', d = '', e = ''] = await addPeople(tx);
    await addEvent(tx, { id: 'one', hasCheckOut: true });
    await ask(tx, 'one', [a, b, c, d]);
    await say(tx, 'one', a);
    await say(tx, 'one', a);
    await say(tx, 'one', b);
    await say(tx, 'one', c);
    for (const person of [a, b]) await place(tx, 'one', person);
    for (const person of [a, e]) await mark(tx, 'one', person);
    await leave(tx, 'one', e, '2026-09-04T13:30:00.000Z');
    await reply(tx, 'one', a);
    await reply(tx, 'one', null);
  });
  const funnel = await readFunnel(store, ALL, NOW);
  expect(funnel.steps.map(({ step, count, went }) => [step, count, went?.on, went?.off])).toEqual([
    ['invited', 4, undefined, undefined],
    ['answered', 3, 3, 1],
    ['registered', 2, 2, 1],
    ['came', 2, 1, 1],
    ['stayed', 1, 1, 1],
    ['gaveFeedback', 1, 1, 0],
  ]);
  expect(funnel.anonymous).toBe(1);
  expect(funnel.noShow).toEqual({ registered: 2, absent: 1 });
  expect(await behind('answered')).toEqual(['Ахметова Айгүл', 'Борисов Олег', 'Валиев Тимур']);
  expect(await behind('answered', 'off')).toEqual(['Галиева Дана']);
  expect(await behind('came')).toEqual(['Ахметова Айгүл', 'Ержанов Нұрлан']);
  expect(await behind('came', 'off')).toEqual(['Борисов Олег']);
  expect(await behind('stayed', 'off')).toEqual(['Ержанов Нұрлан']);
  expect(
    (await noShows(store, ALL, NOW, 10)).map(({ name, events, registered }) => [name, events, registered]),
  ).toEqual([['Борисов Олег', 1, 1]]);
});

test('a step that nobody could take is not measured, and the next is held against the one before it', async () => {
  await write(async (tx) => {
    const [a = '', b = ''] = await addPeople(tx);
    await addEvent(tx, { id: 'plain' });
    for (const person of [a, b]) await place(tx, 'plain', person);
    await mark(tx, 'plain', a);
  });
  const { steps, events } = await readFunnel(store, ALL, NOW);
  expect(steps.filter(({ isMeasured }) => isMeasured).map(({ step }) => step)).toEqual([
    'registered',
    'came',
  ]);
  expect(steps.find(({ step }) => step === 'registered')?.went).toBeNull();
  expect(events[0]?.counts).toEqual({
    invited: null,
    answered: null,
    registered: 2,
    came: 1,
    stayed: null,
    gaveFeedback: null,
  });
});

test('what was annulled, put away or called off counts nowhere', async () => {
  await write(async (tx) => {
    const [a = '', b = '', c = ''] = await addPeople(tx);
    await addEvent(tx, { id: 'held' });
    await addEvent(tx, { id: 'off' });
    await record(tx, eventTable, 'off', { cancelled_at: AT });
    for (const person of [a, b, c]) {
      await place(tx, 'held', person);
      await mark(tx, 'held', person);
      await mark(tx, 'off', person);
    }
    await record(tx, checkInTable, checkInId('held', a), { annulled_at: AT, annul_reason: 'не тот человек' });
    await record(tx, registrationTable, registrationId('held', b), { deleted_at: AT });
  });
  const { steps, events } = await readFunnel(store, ALL, NOW);
  expect(events).toHaveLength(1);
  expect(Object.fromEntries(steps.map(({ step, count }) => [step, count]))).toMatchObject({
    registered: 2,
    came: 2,
  });
  expect(await behind('came')).toEqual(['Борисов Олег', 'Валиев Тимур']);
});

test('a series, a club and a span of days have their own events; a no-show of an event that is not over is none yet', async () => {
  await write(async (tx) => {
    const [a = ''] = await addPeople(tx);
    await addEvent(tx, { id: 'series', templateId: 't', day: '2026-09-01' });
    await addEvent(tx, { id: 'club', clubId: 'c', day: '2026-09-05' });
    await addEvent(tx, { id: 'later', day: '2026-09-20' });
    for (const event of ['series', 'club', 'later']) await place(tx, event, a);
  });
  const idsOf = async (scope: FunnelScope) =>
    (await readFunnel(store, scope, NOW)).events.map(({ id }) => id);
  const days = { from: null, until: null };
  expect(await idsOf({ kind: 'series', templateId: 't', ...days })).toEqual(['series']);
  expect(await idsOf({ kind: 'club', clubId: 'c', ...days })).toEqual(['club']);
  expect(await idsOf({ kind: 'event', eventId: 'later' })).toEqual(['later']);
  expect(await idsOf({ kind: 'all', from: '2026-09-05', until: '2026-09-20' })).toEqual(['club', 'later']);
  expect((await readFunnel(store, ALL, NOW)).noShow).toEqual({ registered: 2, absent: 2 });
});

test('the numbers are those of the raw rows, counted without the funnel, over many events and people', async () => {
  const people = await write(async (tx) => {
    const ids: string[] = [];
    for (let n = 0; n < 60; n += 1)
      ids.push(await addPerson(tx, { family_name: `Тестова${n}`, given_name: 'Анна' }));
    for (let n = 0; n < 8; n += 1) {
      await addEvent(tx, { id: `e${n}` });
      await ask(
        tx,
        `e${n}`,
        ids.filter((_, index) => (index * 7 + n) % 3 !== 0),
      );
      for (const [index, person] of ids.entries()) {
        const chance = (index * 31 + n * 17) % 11;
        if (chance < 7) await say(tx, `e${n}`, person);
        if (chance < 5) await place(tx, `e${n}`, person);
        if (chance < 3 || chance === 9) await mark(tx, `e${n}`, person);
      }
    }
    return ids;
  });
  const { steps } = await readFunnel(store, ALL, NOW);
  const count = (sql: string): number => store.localRows<{ n: number }>(sql)[0]?.n ?? 0;
  expect(Object.fromEntries(steps.map(({ step, count: n }) => [step, n]))).toMatchObject({
    invited: count('SELECT count(DISTINCT message_id || person_id) AS n FROM delivery'),
    answered: count('SELECT count(DISTINCT event_id || person_id) AS n FROM rsvp_answer'),
    registered: count('SELECT count(*) AS n FROM registration'),
    came: count('SELECT count(*) AS n FROM check_in'),
  });
  const absent = count(
    `SELECT count(*) AS n FROM registration r WHERE NOT EXISTS
       (SELECT 1 FROM check_in c WHERE c.event_id = r.event_id AND c.person_id = r.person_id)`,
  );
  expect(steps.find(({ step }) => step === 'came')?.went?.off).toBe(absent);
  const all = await everyone(store, ALL, NOW);
  expect(all).toHaveLength(people.length);
  for (const step of FUNNEL_STEPS)
    expect(all.reduce((sum, { counts }) => sum + counts[step], 0)).toBe(
      steps.find((line) => line.step === step)?.count,
    );
});
