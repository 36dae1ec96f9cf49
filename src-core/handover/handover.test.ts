/** The file of an event, from one laptop to another and back (docs/sync.md, H1–H8). */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOrganisation, readOwner } from '../access/index.ts';
import { addPerson, personTable } from '../people/index.ts';
import { record } from '../store/index.ts';
import { readConflicts } from '../sync/index.ts';
import { createFreshFile, packLog } from './eventFile.ts';
import { fileOf, keyOf, newSalt, openEventFile, sealFrame } from './fileFormat.ts';
import { phraseOf, plainPhrase } from '../access/phrase.rules.ts';
import { fillDesk, openHandoverDesk, PHRASE } from './twoDesks.test-support.ts';
import { twinsAt } from './twins.store.ts';
import type { HandoverDesk } from './twoDesks.test-support.ts';

let a: HandoverDesk;
let b: HandoverDesk;
let own: Awaited<ReturnType<typeof fillDesk>>;
beforeEach(async () => {
  a = openHandoverDesk();
  b = openHandoverDesk();
  own = await fillDesk(a, 'A', 5);
});
afterEach(() => {
  a.close();
  b.close();
});

const rows = (desk: HandoverDesk, sql: string) => desk.store.localRows<Record<string, unknown>>(sql);
const marks = (desk: HandoverDesk) =>
  rows(desk, 'SELECT event_id, person_id, at FROM check_in ORDER BY event_id, person_id');
const [first, second, third] = [0, 1, 2];
const person = (n: number): string => own.people[n] ?? '';

describe('H1 the file has all that the second laptop needs, and no more', () => {
  test('a fresh laptop goes on with the event', async () => {
    await a.mark(own.event, person(first));
    await a.mark(own.other, person(second));
    const taken = await b.take(await a.make(own.event), PHRASE, 'Бек');
    expect(taken).toMatchObject({ eventId: own.event, kept: 0, conflicts: 0 });
    expect(await readOrganisation(b.store)).toMatchObject({ name: 'A' });
    expect(await readOwner(b.store)).toMatchObject({ name: 'Бек' });
    expect(marks(b)).toEqual(marks(a).filter((mark) => mark['event_id'] === own.event));
    expect(rows(b, 'SELECT id FROM event')).toEqual([{ id: own.event }]);
    expect(rows(b, 'SELECT person FROM person_search')).toHaveLength(5);
  });

  test('a laptop with a base of its own stays itself', async () => {
    await fillDesk(b, 'B', 2);
    const before = await readOwner(b.store);
    await b.take(await a.make(own.event));
    expect(await readOwner(b.store)).toEqual(before);
    expect(rows(b, 'SELECT id FROM person')).toHaveLength(7);
    expect(readConflicts(b.store, b.store.tables)).toMatchObject([{ table: 'organisation', column: 'name' }]);
  });

  test('the secret of a draw that is not opened stays at its desk', async () => {
    await a.store.write({ actor: 'x', action: 'x' }, async (tx) =>
      tx.engine.run(`INSERT INTO draw_secret (draw, secret) VALUES ('d', 'not for other eyes')`),
    );
    const path = await a.make(own.event);
    const file = await openEventFile(readFileSync(path), PHRASE);
    const pieces = await Promise.all(file.manifest.frames.map((_, number) => file.frame(number)));
    expect(JSON.stringify(pieces)).not.toContain('not for other eyes');
  });
});

describe('H6 both go on, and meet again', () => {
  test('what both did is there once at both, whoever takes whose file', async () => {
    await a.mark(own.event, person(first));
    await b.take(await a.make(own.event), PHRASE, 'Бек');
    a.setNow(Date.UTC(2026, 8, 4, 12, 5));
    b.setNow(Date.UTC(2026, 8, 4, 12, 6));
    await a.mark(own.event, person(second));
    await b.mark(own.event, person(second));
    await b.mark(own.event, person(third));
    const phone = (desk: HandoverDesk, value: string) =>
      desk.store.write({ actor: 'x', action: 'x' }, (tx) =>
        record(tx, personTable, person(first), { phone: value }),
      );
    await phone(a, '+77010000001');
    await phone(b, '+77010000002');
    await a.take(await b.make(own.event));
    await b.take(await a.make(own.event));
    expect(marks(a)).toHaveLength(3);
    expect(marks(b)).toEqual(marks(a));
    const open = [a, b].map((desk) => readConflicts(desk.store, desk.store.tables));
    expect(open[0]).toMatchObject([{ table: 'person', column: 'phone' }]);
    expect(open[1]).toEqual(open[0]);
    const again = await b.take(await a.make(own.event));
    expect(again.applied).toBe(0);
  });
});

describe('H5 a file is whole and of one make, or nothing is taken from it', () => {
  const untouched = async (file: Buffer, phrase = PHRASE): Promise<string> => {
    const path = join(b.folder, 'x.orda-event');
    writeFileSync(path, file);
    const code = await b.take(path, phrase, 'Бек').then(
      () => 'taken',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
    expect(rows(b, 'SELECT seq FROM change')).toEqual([]);
    return code;
  };

  test('another phrase opens nothing', async () => {
    expect(await untouched(readFileSync(await a.make(own.event)), 'bako turi meno sila dufa')).toBe(
      'WRONG_PHRASE',
    );
  });

  test('cut anywhere, or one bit turned anywhere, it is refused', async () => {
    const whole = readFileSync(await a.make(own.event));
    const codes = new Set<string>();
    for (const part of [0, 0.01, 0.2, 0.5, 0.9, 0.999])
      codes.add(await untouched(whole.subarray(0, Math.floor(whole.length * part))));
    for (const part of [0.005, 0.03, 0.3, 0.5, 0.8, 0.99]) {
      const turned = Buffer.from(whole);
      const at = Math.floor(whole.length * part);
      turned[at] = (turned[at] ?? 0) ^ 1;
      codes.add(await untouched(turned));
    }
    codes.add(await untouched(Buffer.concat([whole, Buffer.from('x')])));
    expect([...codes].toSorted()).toEqual(['EVENT_FILE_DAMAGED', 'NOT_AN_EVENT_FILE', 'WRONG_PHRASE']);
  });

  test.each([
    ['nothing', ''],
    ['a picture', '\u0089PNG\r\n'],
    ['lengths without end', 'ORDAEVT1\u00ff\u00ff\u00ff\u00ff'],
  ])('%s is no event file', async (_, content) => {
    expect(['NOT_AN_EVENT_FILE', 'EVENT_FILE_DAMAGED']).toContain(
      await untouched(Buffer.from(content, 'latin1')),
    );
  });

  test('a later format is said to be one', async () => {
    expect(await untouched(Buffer.from('ORDAEVT2 whatever comes then'))).toBe('EVENT_FILE_NEWER');
  });

  const forge = async (content: unknown, changes = 1): Promise<Buffer> => {
    const key = await keyOf(PHRASE, newSalt());
    const frame = await sealFrame(key, content, 1);
    return Buffer.concat(
      fileOf(
        key,
        { schema: 6, node: 'abcdefgh', madeAt: '2026-09-04T12:00:00.000Z' },
        { eventId: 'e', title: 't', startsAt: '', organisation: '', people: 0, marks: 0, changes },
        [frame],
      ),
    );
  };

  test('a packed bomb ends at the size of a frame', async () => {
    expect(brotliCompressSync(Buffer.alloc(1_000_000, 32)).length).toBeLessThan(100);
    expect(await untouched(await forge(' '.repeat(70 * 1_048_576)))).toBe('EVENT_FILE_DAMAGED');
  });

  test.each([null, 7, [], {}, { changes: {}, actions: [] }, { changes: [], actions: 'x' }])(
    'a frame of %j is damage',
    async (content) => {
      expect(await untouched(await forge(content))).toBe('EVENT_FILE_DAMAGED');
    },
  );

  test('what was made in the year 2100 is not let near the clocks', async () => {
    a.setNow(Date.UTC(2100, 0, 1));
    expect(await untouched(readFileSync(await a.make(own.event)))).toBe('EVENT_FILE_FROM_FUTURE');
  });

  test('nothing of a person can be read in it', async () => {
    const whole = readFileSync(await a.make(own.event)).toString('latin1');
    for (const word of ['Иванов', 'Арман', 'Встреча', 'person']) {
      expect(whole).not.toContain(word);
      expect(whole).not.toContain(Buffer.from(word).toString('latin1'));
    }
  });
});

describe('H7 a file that is kept fresh', () => {
  test('has each mark after the next writing, and is written only where something new belongs to the event', async () => {
    const key = await keyOf(PHRASE, newSalt());
    const fresh = createFreshFile(a.store, own.event, key, await packLog(a.store, own.event, key));
    const opened = async (made: Awaited<ReturnType<typeof fresh.next>>) => {
      const file = await openEventFile(Buffer.concat(made?.bytes ?? []), PHRASE);
      return file.manifest.marks;
    };
    expect(await opened(await fresh.next(false))).toBe(0);
    expect(await fresh.next(false)).toBeNull();
    await a.mark(own.event, person(first));
    expect(await opened(await fresh.next(false))).toBe(1);
    await a.mark(own.other, person(first));
    expect(await fresh.next(false)).toBeNull();
    for (let n = 0; n < 600; n += 1)
      await a.store.write({ actor: 'x', action: 'x' }, (tx) =>
        record(tx, personTable, person(second), { note: `n${n}` }),
      );
    await a.mark(own.event, person(second));
    const made = await fresh.next(false);
    await a.mark(own.event, person(third));
    const last = await fresh.next(false);
    const path = join(b.folder, 'fresh.orda-event');
    writeFileSync(path, Buffer.concat(last?.bytes ?? []));
    expect([await opened(made), await opened(last)]).toEqual([2, 3]);
    await b.take(path, PHRASE, 'Бек');
    expect(marks(b)).toEqual(marks(a).filter((mark) => mark['event_id'] === own.event));
  });
});

test('H3 a phrase is easy to say, and means the same however it is typed', () => {
  expect(phraseOf(new Uint8Array([0, 17, 34, 51, 4, 5, 6, 7, 8, 9]))).toMatch(
    /^([bdfgklmnprstvzhj][aiou]){2}( ([bdfgklmnprstvzhj][aiou]){2}){4}$/,
  );
  expect(plainPhrase('  Bako-Turi — MENO ')).toBe('bako turi meno');
});

test('somebody added and marked at both laptops is told as a likely pair, and nobody is merged', async () => {
  await b.take(await a.make(own.event), PHRASE, 'Бек');
  const arrive = async (desk: HandoverDesk): Promise<string> => {
    const { value } = await desk.store.write({ actor: 'x', action: 'people.add' }, (tx) =>
      addPerson(tx, { family_name: 'Өтегенов', given_name: 'Нұрлан', study_group: 'ФК-21' }),
    );
    await desk.mark(own.event, value);
    return value;
  };
  const ids = [await arrive(a), await arrive(b)].toSorted();
  expect(await twinsAt(b.store, own.event)).toEqual([]);
  await b.take(await a.make(own.event));
  const [pair, ...more] = await twinsAt(b.store, own.event);
  expect(more).toEqual([]);
  expect(pair?.people.map(({ id }) => id)).toEqual(ids);
  expect(pair?.reasons.map(({ code }) => code)).toContain('same-name');
  expect(marks(b)).toHaveLength(2);
});
