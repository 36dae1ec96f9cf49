/**
 * Holds: a code on paper means one person of the event for ever, a slip of the finger is told and marks nobody, the paper
 * never overrules a mark that is there, and what is written on an empty line is never merged unseen.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pageTexts, pdfText } from '../../tests/documents/pdfText.ts';
import { openDrawDesk } from '../draws/draws.test-support.ts';
import type { DrawDesk } from '../draws/draws.test-support.ts';
import type { EventsTables } from '../events/index.ts';
import { addPerson } from '../people/index.ts';
import { record, undo } from '../store/index.ts';
import { paperLineTable } from './paper.schema.ts';
import { allotLines, enterCodes, enterWritten, momentOnPaper, readPaper } from './paper.store.ts';
import type { WrittenLine } from './paper.store.ts';
import { PAPER_TEXTS } from './paper.texts.ts';
import { printPaper } from './paper.work.ts';
import { writePaperPdf } from './paperPdf.ts';

let desk: DrawDesk;
let eventId: string;
let people: readonly string[];
const intent = { actor: 'test-organizer', action: 'paper.enter' };
const START = '2026-09-04T13:00:00.000Z';

const newEvent = async (registration: 'open' | 'list', capacity: number | null = null): Promise<string> =>
  (
    await desk.api.events.create({
      fields: {
        title: 'Митап о Rust',
        club_id: null,
        place: 'Ауд. 305',
        starts_at: '2026-09-04T18:00',
        ends_at: '2026-09-04T20:00',
        capacity,
        registration,
        note: null,
      },
    })
  ).id;

beforeEach(async () => {
  desk = await openDrawDesk();
  eventId = await newEvent('list', 1);
  const { value } = await desk.store.write(intent, async (tx) => [
    await addPerson(tx, { family_name: 'Сейтқали', given_name: 'Айгерім', study_group: 'ИС-21' }),
    await addPerson(tx, { family_name: 'Оспанов', given_name: 'Данияр', study_group: 'ИС-22' }),
    await addPerson(tx, { family_name: 'Ли', given_name: 'Виктор', study_group: null }),
  ]);
  people = value;
  await desk.api.events.registered.add({ eventId, who: { kind: 'people', ids: people.slice(0, 2) } });
});
afterEach(() => desk.close());

const allot = async (ids: readonly string[], blanks = 0, event = eventId) =>
  (await desk.store.write(intent, (tx) => allotLines(tx, event, ids, blanks))).value;
const enter = async (codes: readonly string[], isAllowed = false) =>
  desk.store.write(intent, (tx) => enterCodes(tx, codes, { eventId, at: START, isAllowed }));
const write = async (line: Partial<WrittenLine> & { readonly code: string }) =>
  desk.store.write({ ...intent, action: 'paper.written' }, (tx) =>
    enterWritten(
      tx,
      { name: '', group: '', who: 'match', ...line },
      { eventId, at: START, isAllowed: false },
    ),
  );
const marks = () =>
  desk.store
    .read<EventsTables>()
    .selectFrom('check_in')
    .select(['person_id', 'source', 'at', 'annulled_at'])
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .execute();
const countPeople = async () =>
  (await desk.store.read<{ person: { id: string } }>().selectFrom('person').select('id').execute()).length;

test('a reprint keeps every code, later people get codes of their own, empty lines are always new', async () => {
  const first = await allot(people.slice(0, 2), 3);
  const second = await allot(people, 3);
  for (const id of people.slice(0, 2)) expect(second.codes.get(id)).toBe(first.codes.get(id));
  const all = [...second.codes.values(), ...first.blanks, ...second.blanks];
  expect(new Set(all).size).toBe(9);
  expect(await readPaper(desk.store, eventId)).toEqual({ people: 3, blanks: 6, entered: 0 });
});

test('two laptops that print apart print the same codes, and another event has others', async () => {
  const { codes } = await allot(people);
  const other = await allot(people, 0, await newEvent('open'));
  expect([...other.codes.values()]).not.toEqual([...codes.values()]);
  // The whole roster printed anew from nothing, in another order.
  const second = await openDrawDesk();
  const { value } = await second.store.write(intent, (tx) => allotLines(tx, eventId, people.toReversed(), 0));
  expect(Object.fromEntries(value.codes)).toEqual(Object.fromEntries(codes));
  second.close();
});

test('six thousand people of one event have six thousand codes', async () => {
  const { codes } = await allot(Array.from({ length: 6000 }, (_, n) => `person-${n}`));
  expect(new Set(codes.values()).size).toBe(6000);
}, 60_000);

test('codes mark with the source and the time of the paper, and duplicates are harmless', async () => {
  const { codes } = await allot(people);
  const [a = '', b = ''] = people.map((id) => codes.get(id) ?? '');
  const { value } = await enter([a, `${b.slice(0, 2)} ${b.slice(2)}`, a, b]);
  expect(value.map(({ state, person }) => [state, person?.name])).toEqual([
    ['marked', 'Сейтқали Айгерім'],
    ['marked', 'Оспанов Данияр'],
    ['already', 'Сейтқали Айгерім'],
    ['already', 'Оспанов Данияр'],
  ]);
  expect(await marks()).toEqual(
    expect.arrayContaining([
      { person_id: people[0], source: 'paper', at: START, annulled_at: null },
      { person_id: people[1], source: 'paper', at: START, annulled_at: null },
    ]),
  );
  expect(await readPaper(desk.store, eventId)).toMatchObject({ entered: 2 });
});

test('a slip is told from a code of another sheet, and nothing is written', async () => {
  const { codes } = await allot(people.slice(0, 1));
  const code = codes.get(people[0] ?? '') ?? '';
  const wrong = code.slice(0, 4) + String((Number(code[4]) + 1) % 10);
  const foreign = (await allot(people, 5, await newEvent('open'))).blanks[0] ?? '';
  const { value, tx } = await enter([wrong, foreign, '', 'Айгерім']);
  expect(value.map(({ state }) => state)).toEqual(['typo', 'unknown', 'typo', 'typo']);
  expect(tx).toBeNull();
  expect(await marks()).toEqual([]);
});

test('the paper lets in whom a list or a full hall would hold back, and leaves earlier marks as they are', async () => {
  const { codes } = await allot(people);
  await desk.api.checkIn.mark({ eventId, who: { personId: people[0] ?? '' }, source: 'desk.scan' });
  const [before] = await marks();
  const { value } = await enter(people.map((id) => codes.get(id) ?? ''));
  expect(value.map(({ state }) => state)).toEqual(['already', 'marked', 'marked']);
  expect(value[0]?.at).toBe(before?.at);
  expect((await marks()).find(({ person_id: id }) => id === people[0])).toEqual(before);
});

test('whoever has checked out of an event with a way out is not let in again by an old sheet', async () => {
  const { codes } = await allot(people);
  const [personId = ''] = people;
  await desk.api.checkIn.mark({ eventId, who: { personId }, source: 'desk.scan' });
  const stays = () =>
    desk.store
      .read<{ stay: { id: string; left_at: string | null } }>()
      .selectFrom('stay')
      .selectAll()
      .execute();
  await desk.api.checkIn.leave({ eventId, who: { personId } });
  const before = await stays();
  expect((await enter([codes.get(personId) ?? ''])).value[0]).toMatchObject({ state: 'already' });
  expect(await stays()).toEqual(before);
});

test('an annulled mark and a cancelled event ask first', async () => {
  const { codes } = await allot(people);
  const [personId = ''] = people;
  const code = codes.get(personId) ?? '';
  await enter([code]);
  await desk.api.checkIn.annul({ eventId, personId, reason: 'Чужая карточка' });
  expect((await enter([code])).value[0]).toMatchObject({ state: 'annulled' });
  expect((await enter([code], true)).value[0]).toMatchObject({ state: 'marked' });
  await desk.api.events.cancel({ id: eventId, reason: null });
  const other = codes.get(people[1] ?? '') ?? '';
  expect((await enter([other])).value[0]).toMatchObject({ state: 'cancelled' });
  expect((await enter([other], true)).value[0]).toMatchObject({ state: 'marked' });
});

test('one undo takes back all that a paste has marked', async () => {
  const { codes } = await allot(people);
  const { tx } = await enter(people.map((id) => codes.get(id) ?? ''));
  const last = await desk.api.checkIn.undoLast({ eventId });
  expect(last.undone).toBe(tx);
  expect(await marks()).toEqual([]);
});

test('an empty line is matched to the base, added, or asked about, and means the same person the second time', async () => {
  const { blanks } = await allot([], 4);
  const [first = '', second = '', third = '', fourth = ''] = blanks;
  expect((await enter([first])).value[0]).toMatchObject({ state: 'blank', code: first });
  expect((await write({ code: first })).value).toMatchObject({ state: 'blank' });

  const known = await write({ code: first, name: 'айгерим сейткали', group: 'ис-21' });
  expect(known.value).toMatchObject({ state: 'marked', person: { id: people[0] } });

  const before = await countPeople();
  const added = await write({ code: second, name: 'Ким Олег', group: 'ФИ-11' });
  expect(added.value).toMatchObject({ state: 'marked', person: { name: 'Ким Олег', group: 'ФИ-11' } });
  expect(await countPeople()).toBe(before + 1);
  expect((await enter([second])).value[0]).toMatchObject({ state: 'already', person: { name: 'Ким Олег' } });
  expect((await write({ code: second, name: 'Другой Человек' })).value).toMatchObject({
    state: 'already',
    person: { name: 'Ким Олег' },
  });

  const asked = await write({ code: third, name: 'Ли Виктор', group: 'ФИ-11' });
  expect(asked).toMatchObject({ tx: null, value: { state: 'ambiguous', people: [{ id: people[2] }] } });
  const settled = await write({ code: third, who: { personId: people[2] ?? '' } });
  expect(settled.value).toMatchObject({ state: 'marked', person: { id: people[2] } });
  expect((await enter([third])).value[0]).toMatchObject({ state: 'already', person: { id: people[2] } });

  const other = await write({ code: fourth, name: 'Ли Виктор', group: 'ФИ-11', who: 'new' });
  expect(other.value).toMatchObject({ state: 'marked' });
  expect(other.value.person?.id).not.toBe(people[2]);
  await undo(desk.store, intent.actor, other.tx ?? '');
  expect((await enter([fourth])).value[0]).toMatchObject({ state: 'blank' });
});

test('one code on the sheets of two laptops asks who is meant', async () => {
  const { blanks } = await allot([], 1);
  const [code = ''] = blanks;
  await write({ code, name: 'Ким Олег', who: 'new' });
  // What another laptop has printed arrives with the same code.
  await desk.store.write(intent, (tx) =>
    record(tx, paperLineTable, tx.newId(), {
      event_id: eventId,
      person_id: people[0] ?? '',
      code,
      at: tx.at,
    }),
  );
  const { value } = await enter([code]);
  expect(value[0]?.state).toBe('ambiguous');
  expect(value[0]?.people.map(({ name }) => name).toSorted()).toEqual(['Ким Олег', 'Сейтқали Айгерім']);
});

test('a mark from paper is at the start of the event or at a chosen time, and never lies ahead', async () => {
  const after = Date.parse('2026-09-04T20:00:00Z');
  const at = (time: Parameters<typeof momentOnPaper>[2], nowMs = after) =>
    momentOnPaper(desk.store, eventId, time, nowMs);
  expect(await at('start')).toBe(START);
  expect(await at('now')).toBe('2026-09-04T20:00:00.000Z');
  expect(await at({ local: '2026-09-04T18:40' })).toBe('2026-09-04T13:40:00.000Z');
  expect(await at('start', Date.parse('2026-09-04T12:00:00Z'))).toBe('2026-09-04T12:00:00.000Z');
});

test('the sheet has the event, the day and the page on every page, and each code beside its name', async () => {
  const file = join(desk.folder, 'roster.pdf');
  const lines = Array.from({ length: 70 }, (_, n) => ({
    code: String(10_000 + n),
    name: `Әбдіқадыров ${'Нұрғалиұлы '.repeat((n % 4) + 1)}${n}`,
    group: 'ИС-21',
  }));
  const blanks = ['99990', '99991'].map((code) => ({ code, name: null, group: null }));
  const sheet = { title: 'Митап', detail: '04.09.2026, 18:00', lines: [...lines, ...blanks] };
  const { pages } = await writePaperPdf(file, sheet, PAPER_TEXTS.ru, { language: 'ru' });
  const bytes = readFileSync(file);
  const texts = pageTexts(bytes);
  expect(texts).toHaveLength(pages);
  for (const [index, page] of texts.entries()) {
    expect(page).toEqual(
      expect.arrayContaining(['Митап', '04.09.2026, 18:00', `Страница ${index + 1} из ${pages}`]),
    );
  }
  const runs = pdfText(bytes).flat();
  expect(runs.filter(({ text }) => /^\d\d \d{3}$/.test(text)).map(({ text }) => text)).toHaveLength(72);
  const codeLine = runs.find(({ text }) => text === '10 001');
  const nameLine = runs.find(({ text }) => text.startsWith('Әбдіқадыров') && text.endsWith(' 1'));
  expect(nameLine?.y).toBe(codeLine?.y);
  expect(codeLine?.size).toBeGreaterThanOrEqual(12);
  expect(runs.every(({ size }) => size >= 5)).toBe(true);
});

test('printing gives a file with the codes that are kept, and a list of nobody is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-paper-'));
  const tools = {
    store: desk.store,
    place: { database: '', backups: '' },
    actor: { id: 'test', name: 'test', role: 'organizer' },
    now: () => 0,
    signal: new AbortController().signal,
    progress: () => undefined,
    temporary: (extension: string) => join(folder, `roster${extension}`),
  } as const;
  const made = await printPaper({ eventId, blanks: 2, language: 'kk' }, tools);
  expect(made).toMatchObject({ name: 'Қағаз тізім Митап о Rust 2026-09-04.pdf' });
  const { codes } = await allot(people.slice(0, 2));
  const texts = pageTexts(readFileSync(join(folder, 'roster.pdf'))).flat();
  for (const code of codes.values()) expect(texts).toContain(`${code.slice(0, 2)} ${code.slice(2)}`);
  const empty = await newEvent('open');
  await expect(printPaper({ eventId: empty, blanks: 0, language: 'ru' }, tools)).rejects.toThrow(
    'EMPTY_ROSTER',
  );
  rmSync(folder, { recursive: true });
});
