/** Holds, on SQLite and on PostgreSQL: whom a form is asked, that a person answers once, and that a nameless answer leads to nobody. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { checkInTable, eventTable, registrationTable } from '../../src-core/events/index.ts';
import { formFor, openForms, releaseNameless, submitAnswer } from '../../src-core/forms/index.ts';
import { formTable, formUseTable, formVersionTable } from '../../src-core/forms/index.ts';
import { MEETUP_FORM } from '../../src-core/forms/forms.test-support.ts';
import { deliveryTable, messageTable } from '../../src-core/messages/index.ts';
import { codeOf, personTable } from '../../src-core/people/index.ts';
import { openPostgres, openStore, record } from '../../src-core/store/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import { relayTables } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { openLite, pgliteServer, wipeLite } from './nodes/pgliteServer.ts';

/** The evening after the meetup. */
const EVENING = Date.UTC(2026, 8, 4, 17);
const DAY = 86_400_000;
let nowMs = EVENING;
let store: DomainStore;
let lite: PGlite;
const folder = mkdtempSync(join(tmpdir(), 'orda-forms-'));
beforeAll(async () => {
  lite = await openLite();
}, 120_000);
afterAll(async () => {
  await lite.close();
  rmSync(folder, { recursive: true });
});

const PEOPLE = ['aru', 'dana', 'ilyas', 'marat', 'nur', 'saule', 'timur'];
const SPAN = {
  opens_at: new Date(EVENING).toISOString(),
  closes_at: new Date(EVENING + 7 * DAY).toISOString(),
};

/** A meetup to which all were expected and all but Timur came, its feedback with names and without, and a form of its own. */
async function furnish(): Promise<void> {
  await store.write({ actor: 'test', action: 'test' }, async (tx) => {
    for (const id of PEOPLE)
      await record(tx, personTable, id, {
        code: codeOf(id),
        kind: 'student',
        family_name: id,
        given_name: id,
        status: 'active',
      });
    const day = { starts_at: '2026-09-04T18:00', ends_at: '2026-09-04T20:00' };
    await record(tx, eventTable, 'meetup', { title: 'Митап «Дала»', registration: 'open', ...day });
    for (const person of PEOPLE) {
      const pair = { event_id: 'meetup', person_id: person, at: '2026-09-04T13:00:00.000Z' };
      await record(tx, registrationTable, `r-${person}`, { ...pair, source: 'people' });
      if (person !== 'timur') await record(tx, checkInTable, `c-${person}`, { ...pair, source: 'phone' });
    }
    for (const kind of ['feedback', 'form'] as const) {
      await record(tx, formTable, kind, { name: `Форма ${kind}`, kind });
      const definition = JSON.stringify(MEETUP_FORM);
      await record(tx, formVersionTable, `${kind}-1`, { form_id: kind, definition, made_at: tx.at });
    }
    const feedback = { form_id: 'feedback', version_id: 'feedback-1', event_id: 'meetup', ...SPAN };
    await record(tx, formUseTable, 'named', { ...feedback, is_anonymous: 0 });
    await record(tx, formUseTable, 'nameless', { ...feedback, is_anonymous: 1 });
    const form = { form_id: 'form', version_id: 'form-1', is_anonymous: 0, ...SPAN };
    await record(tx, formUseTable, 'survey', { ...form, event_id: 'meetup' });
    await record(tx, formUseTable, 'sent', form);
  });
}

const rows = async <Row>(query: string): Promise<readonly Row[]> =>
  (await sql.raw<Row>(query).execute(store.read())).rows;
const submit = (useId: string, personId: string, answers: unknown) =>
  submitAnswer(store, { useId, personId, answers, source: 'bot' });
const useIds = async (personId: string): Promise<string[]> =>
  (await openForms(store, personId, nowMs)).map(({ useId }) => useId).toSorted();

describe.each(['SQLite', 'PostgreSQL'])('on %s', (database) => {
  let opened = 0;
  beforeEach(async () => {
    nowMs = EVENING;
    const parts = { tables: relayTables(allTables), migrations, now: () => nowMs };
    opened += 1;
    store =
      database === 'SQLite'
        ? openStore({ ...parts, path: join(folder, `${opened}.db`), isRelay: true })
        : await openPostgres({ ...parts, server: pgliteServer(lite) });
    await furnish();
  }, 60_000);
  afterEach(async () => {
    await store.close();
    if (database === 'PostgreSQL') await wipeLite(lite);
  });

  test('feedback is asked of those who came, a form of those expected or sent to, all of it while it is open', async () => {
    expect(await useIds('aru')).toEqual(['named', 'nameless', 'survey']);
    expect(await useIds('timur')).toEqual(['survey']);
    await store.write({ actor: 'test', action: 'test' }, async (tx) => {
      const texts = { audience: '{}', texts: '{}', send_at: tx.at };
      await record(tx, messageTable, 'm', { kind: 'broadcast', form_use_id: 'sent', ...texts });
      await record(tx, deliveryTable, 'd', { message_id: 'm', person_id: 'timur', state: 'sent', at: tx.at });
    });
    expect(await useIds('timur')).toEqual(['sent', 'survey']);
    nowMs = EVENING - 1;
    expect(await useIds('aru')).toEqual([]);
    nowMs = EVENING + 7 * DAY;
    expect(await useIds('aru')).toEqual([]);
    expect(await formFor(store, 'named')).toMatchObject({
      kind: 'feedback',
      event: { id: 'meetup', title: 'Митап «Дала»', startsAt: '2026-09-04T18:00' },
      isAnonymous: false,
      definition: MEETUP_FORM,
    });
    expect(await formFor(store, 'nowhere')).toBeNull();
  });

  test('a person has one answer, which may change until the form closes', async () => {
    expect(await submit('named', 'aru', { q1: 3 })).toBe('taken');
    expect(await submit('named', 'aru', { q1: 3, q4: '' })).toBe('known');
    expect(await submit('named', 'aru', { q4: 'Громче', q1: 5 })).toBe('changed');
    expect(await rows('SELECT person_id, answers, source FROM form_answer')).toEqual([
      { person_id: 'aru', answers: '{"q1":5,"q4":"Громче"}', source: 'bot' },
    ]);
    const [mine] = (await openForms(store, 'aru', nowMs)).filter(({ useId }) => useId === 'named');
    expect(mine).toMatchObject({ isAnswered: true, answers: { q1: 5, q4: 'Громче' } });
    nowMs = EVENING + 7 * DAY;
    await expect(submit('named', 'aru', { q1: 1 })).rejects.toThrow('FORM_CLOSED');
  });

  test('who was not there gives no feedback, and what is no answer is refused by question', async () => {
    await expect(submit('named', 'timur', { q1: 1 })).rejects.toThrow('FORM_NOT_ASKED');
    await expect(submit('named', 'nobody', { q1: 1 })).rejects.toThrow('PERSON_NOT_FOUND');
    await expect(submit('nowhere', 'aru', { q1: 1 })).rejects.toThrow('FORM_NOT_FOUND');
    await expect(submit('named', 'aru', { q1: 9, q6: 1 })).rejects.toMatchObject({
      code: 'FORM_ANSWERS_INVALID',
      fields: { questions: ['q1 notPossible', 'q6 notPossible'] },
    });
    expect(await rows('SELECT id FROM form_answer')).toEqual([]);
  });

  test('an answer to the questions of an earlier version stays with that version', async () => {
    await store.write({ actor: 'test', action: 'test' }, async (tx) => {
      const definition = JSON.stringify({ ...MEETUP_FORM, questions: MEETUP_FORM.questions.slice(5) });
      await record(tx, formVersionTable, 'feedback-2', { form_id: 'feedback', definition, made_at: tx.at });
      await record(tx, formUseTable, 'named', { version_id: 'feedback-2' });
    });
    const early = { useId: 'named', versionId: 'feedback-1', source: 'page' } as const;
    await submitAnswer(store, { ...early, personId: 'aru', answers: { q1: 4 } });
    await submitAnswer(store, { ...early, versionId: 'form-1', personId: 'dana', answers: { q6: true } });
    expect(await rows('SELECT version_id, answers FROM form_answer ORDER BY version_id')).toEqual([
      { version_id: 'feedback-1', answers: '{"q1":4}' },
      { version_id: 'feedback-2', answers: '{"q6":true}' },
    ]);
  });

  test('nameless answers go into the log together, and neither rows nor log tell whose they are or when they came', async () => {
    const before = await rows<{ hlc: string }>('SELECT hlc FROM change');
    const words: Readonly<Record<string, string>> = {
      aru: 'Ещё',
      dana: 'Было тесно',
      ilyas: 'Ура',
      marat: 'Абзац',
      nur: 'Да',
    };
    const gone: number[] = [];
    for (const [place, person] of Object.keys(words).entries()) {
      nowMs = EVENING + place * 61_000;
      expect(await submit('nameless', person, { q1: 5, q4: words[person] })).toBe('taken');
      gone.push(place < 4 ? await releaseNameless(store, nowMs) : 0);
    }
    expect(gone).toEqual([0, 0, 0, 0, 0]);
    expect(await submit('nameless', 'aru', { q1: 1 })).toBe('alreadyAnswered');
    const [mine] = (await openForms(store, 'aru', nowMs)).filter(({ useId }) => useId === 'nameless');
    expect(mine).toMatchObject({ isAnswered: true, answers: null });
    expect(await rows('SELECT hlc FROM change')).toEqual(before);
    nowMs = EVENING + 3_600_000;
    expect(await releaseNameless(store, nowMs)).toBe(5);
    expect(await releaseNameless(store, nowMs)).toBe(0);

    const kept = await rows<Record<string, unknown>>('SELECT * FROM form_answer ORDER BY answers');
    expect(kept.map(({ answers }) => JSON.parse(String(answers)).q4)).toEqual(
      Object.values(words).toSorted(),
    );
    for (const row of kept)
      expect(row).toMatchObject({ person_id: null, source: null, at: '2026-09-04T00:00:00.000Z' });
    const log = await rows<Record<string, string>>(
      `SELECT hlc, tx, actor, row_id, patch FROM change WHERE table_name = 'form_answer' ORDER BY seq`,
    );
    expect(new Set(log.map(({ tx, actor }) => `${tx} ${actor}`)).size).toBe(1);
    expect(log.map(({ patch }) => JSON.parse(patch ?? '').answers)).toEqual(
      kept.map(({ answers }) => answers),
    );
    const [action] = await rows<Record<string, string>>(
      `SELECT actor, at FROM action WHERE name LIKE 'forms.%'`,
    );
    expect(action).toEqual({ actor: 'anonymous', at: new Date(nowMs).toISOString() });
    const everything = JSON.stringify([kept, log, await rows('SELECT * FROM form_answered')]);
    for (const person of PEOPLE) expect(everything).not.toContain(person);
    // A version 7 id would carry its millisecond; these are drawn by chance alone.
    for (const { id } of kept) expect(String(id)).toMatch(/^.{14}4/);
  });

  test('a few nameless answers wait for the end of their day, or of the form', async () => {
    await submit('nameless', 'aru', { q1: 5 });
    nowMs = EVENING + 6 * 3_600_000;
    expect(await releaseNameless(store, nowMs)).toBe(0);
    nowMs = EVENING + 7 * 3_600_000;
    expect(await releaseNameless(store, nowMs)).toBe(1);
    await submit('nameless', 'dana', { q1: 4 });
    await store.write({ actor: 'test', action: 'test' }, (tx) =>
      record(tx, formUseTable, 'nameless', { closes_at: new Date(nowMs).toISOString() }),
    );
    expect(await releaseNameless(store, nowMs)).toBe(1);
    expect(await rows('SELECT * FROM form_answers_waiting')).toEqual([]);
  });
});
