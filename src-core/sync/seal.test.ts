/** Holds the rules R1–R4 of docs/sync.md: what the relay may only carry is closed to it, and comes back to the letter. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TableDef } from '../store/index.ts';
import { createSealer, newOrganisationKey, relayTables } from './seal.ts';
import type { SentChange } from './wire.ts';

const cardTable = defineTable({
  name: 'card',
  columns: {
    title: z.string(),
    note: z.string().nullable(),
    iin: z.string(),
    pay: z.int().nullable(),
    ['__proto__']: z.string().nullable(),
  },
  relay: { title: 'open', note: 'sealed', iin: 'sealed', pay: 'sealed', ['__proto__']: 'sealed' },
});
const tables = new Map<string, TableDef>([['card', cardTable]]);
const key = newOrganisationKey();
const sealer = createSealer([key], tables);

const NODE = '0a1b2c3d';
const change = (patch: string, over: Partial<SentChange> = {}): SentChange => ({
  hlc: `0mgz1abcd-0000-${NODE}`,
  tx: `0mgz1abcd-0000-${NODE}`,
  node: NODE,
  actor: 'somebody',
  table_name: 'card',
  row_id: 'row-1',
  kind: 'insert',
  patch,
  base: null,
  schema: 17,
  ...over,
});
const sealedIn = (sent: SentChange, column: string): string =>
  String(new Map(Object.entries(JSON.parse(sent.patch) as object)).get(column));

const VALUES: readonly (readonly [string, string | number])[] = [
  ['a number', 125_000],
  ['a negative number', -1],
  ['a fraction', 0.1],
  ['nothing but a sign', ' '],
  ['an empty text', ''],
  ['Kazakh letters', 'Әмірұлы Өркен — ғылым, қала, үміт, һәм іңкәр'],
  ['a picture and a half of one', '👩🏽‍🎓 \uD83D'],
  ['text that looks like JSON', '{"iin":"1"}\\u0000'],
  ['text that looks sealed', '~1abcdefgh.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['the name of a part of every object', '__proto__'],
  ['a very long text', 'ұзақ мәтін '.repeat(90_000)],
];

describe('R1 what is sealed comes back to the letter', () => {
  test.each(VALUES)('%s', (_, value) => {
    const patch = JSON.stringify({ title: 'Карточка', note: value, pay: value });
    const sealed = sealer.seal(change(patch));
    expect(sealedIn(sealed, 'note')).toMatch(/^~1[\w-]{8}\.[\w-]+$/);
    expect(sealedIn(sealed, 'title')).toBe('Карточка');
    expect(sealer.open(sealed)).toEqual(change(patch));
  });

  test('any change of any values, in any order of its columns', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    const columns = fc.shuffledSubarray(['title', 'note', 'iin', 'pay', '__proto__', 'deleted_at'], {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        columns,
        fc.array(cell, { minLength: 6, maxLength: 6 }),
        fc.string(),
        (names, values, row) => {
          const text = names
            .map((name, at) => `${JSON.stringify(name)}:${JSON.stringify(values[at])}`)
            .join(',');
          const written = change(`{${text}}`, { row_id: row });
          expect(sealer.open(sealer.seal(written))).toEqual(written);
        },
      ),
    );
  });

  test('nothing of a value is left in what the relay gets', () => {
    const { patch } = sealer.seal(change(JSON.stringify({ note: 'аллергия на орехи', pay: 125_000 })));
    for (const part of ['аллерг', 'орех', '125000']) expect(patch).not.toContain(part);
  });

  test('an empty cell says that it is empty; deletion and open columns stay readable', () => {
    const patch = `{"title":"a","note":null,"deleted_at":"2026-09-01T00:00:00.000Z"}`;
    expect(sealer.seal(change(patch))).toEqual(change(patch));
  });
});

test('R2 sent again it is the same text; another value at the same place shares nothing with it', () => {
  const of = (note: string) => sealedIn(sealer.seal(change(JSON.stringify({ note }))), 'note');
  expect(of('астма')).toBe(of('астма'));
  expect(of('астма').slice(11, 27)).not.toBe(of('астме').slice(11, 27));
});

test('R2 the same value at two places looks different', () => {
  const patch = JSON.stringify({ note: '990101300123', iin: '990101300123' });
  const texts = [
    sealer.seal(change(patch)),
    sealer.seal(change(patch, { row_id: 'row-2' })),
    sealer.seal(change(patch, { hlc: `0mgz1abcd-0001-${NODE}` })),
  ].flatMap((sent) => [sealedIn(sent, 'note'), sealedIn(sent, 'iin')]);
  expect(new Set(texts).size).toBe(6);
});

describe('R3 is refused', () => {
  const sealed = sealer.seal(change(JSON.stringify({ note: 'аллергия', iin: '990101300123' })));
  const put = (column: string, value: unknown): SentChange =>
    change(JSON.stringify({ ...(JSON.parse(sealed.patch) as object), [column]: value }));

  test('a text of which any sign has changed', () => {
    const text = sealedIn(sealed, 'note');
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'A' ? 'B' : 'A';
      const touched = text.slice(0, at) + other + text.slice(at + 1);
      expect([at, sealer.open(put('note', touched))]).toEqual([at, 'locked']);
    }
  });

  test('a text that was cut or made longer', () => {
    const text = sealedIn(sealed, 'note');
    for (const touched of [text.slice(0, -1), text.slice(0, 12), `${text}A`, `${text}=`, ` ${text}`, ''])
      expect(sealer.open(put('note', touched))).toBe('locked');
  });

  test('another key', () => {
    expect(createSealer([newOrganisationKey()], tables).open(sealed)).toBe('locked');
  });

  test('a value at another column, row, table or change', () => {
    expect(sealer.open(put('iin', sealedIn(sealed, 'note')))).toBe('locked');
    expect(sealer.open({ ...sealed, row_id: 'row-2' })).toBe('locked');
    expect(sealer.open({ ...sealed, table_name: 'another' })).toBe('locked');
    expect(sealer.open({ ...sealed, hlc: `0mgz1abcd-0001-${NODE}` })).toBe('locked');
  });

  test('a value that somebody wrote in the clear where it has to be sealed', () => {
    expect(sealer.open(put('note', 'forged'))).toBe('locked');
    expect(sealer.open(put('pay', 5))).toBe('locked');
  });
});

test('R3 a second key opens what another laptop sealed before the two became one', () => {
  const other = newOrganisationKey();
  const sealed = createSealer([other], tables).seal(change(`{"note":"a"}`));
  expect(createSealer([key, other], tables).open(sealed)).toEqual(change(`{"note":"a"}`));
});

test('R4 what this program does not know is sealed, and opened where it is', () => {
  const unknown = change(`{"title":"a","mood":"кешкі"}`);
  const sealed = sealer.seal(unknown);
  expect(sealed.patch).not.toContain('кешкі');
  expect(sealer.open(sealed)).toEqual(unknown);
  // A newer program may have declared it open.
  expect(sealer.open(unknown)).toEqual(unknown);
});

test('R4 a relay takes sealed texts where they have to be sealed, and refuses anything else', () => {
  const [relayed] = relayTables([cardTable]);
  const row = { title: 'a', iin: 'x', note: null, pay: null };
  const sealed = sealer.seal(change(JSON.stringify({ title: 'a', iin: '990101300123', pay: 100 })));
  expect(relayed?.checkRow(JSON.parse(sealed.patch) as never)).toMatchObject({ title: 'a' });
  expect(() => relayed?.checkRow(row)).toThrow('Invalid string');
  expect(() => relayed?.checkPatch({ pay: 100 })).toThrow('expected string');
  expect(() => relayed?.checkPatch({ iin: null })).toThrow('expected string');
  expect(relayed?.checkPatch({ note: null, title: 'b' })).toEqual({ note: null, title: 'b' });
});
