/**
 * Holds R5 of docs/sync.md for every table of the program: what its schema calls sealed is nowhere in the files of a relay that has
 * everything, neither in its rows nor in its log, and comes back to another laptop to the letter.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PLACEHOLDERS } from '../../src-core/certificates/certificate.layout.rules.ts';
import { paperCode } from '../../src-core/events/paperCode.rules.ts';
import { openMachine } from '../../src-core/laptops/laptops.test-support.ts';
import type { Machine } from '../../src-core/laptops/laptops.test-support.ts';
import { record } from '../../src-core/store/index.ts';
import type { Cell, TableDef } from '../../src-core/store/index.ts';
import { createLink, createSealer, newOrganisationKey } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';

const withSecrets = allTables.filter((table) => Object.values(table.relay).includes('sealed'));
const key = newOrganisationKey();

let made = 0;
/** Values of all kinds, no two of them alike, the most telling first. */
function candidates(): readonly Cell[] {
  made += 1;
  const digits = String(made).padStart(4, '0');
  const word = `құпия${digits}`;
  const hex = `5ec2e7${digits}`;
  return [
    word,
    JSON.stringify(Object.fromEntries(PLACEHOLDERS.map((name) => [name, word]))),
    hex.padEnd(64, 'f'),
    hex.padEnd(40, 'f'),
    JSON.stringify({ kind: 'file', sha256: hex.padEnd(64, 'f') }),
    JSON.stringify({ fields: [], qr: null }),
    `+7705${digits.padStart(7, '9')}`,
    `${hex}@example.org`,
    `99${digits.padStart(10, '1')}`,
    `secret_${digits}`,
    `1931-07-${String((made % 28) + 1).padStart(2, '0')}`,
    `1931-07-01T00:00:00.${digits.slice(-3)}Z`,
    73_500_000 + made,
    '19:30',
    paperCode(made, 0),
    '2031-07-01T19:30',
    '2031-07-01T19:30:00',
    JSON.stringify([{ name: 'Кружка', count: 1 }]),
    JSON.stringify(['Кружка']),
    '[]',
    '{}',
    1,
    2026,
    // Millimetres of paper.
    297,
    'A7K2',
    '00000000',
    '00000000000',
    '0a1b2c3d',
    null,
  ];
}

/** The words that a column chooses from, wherever in its schema they stand. */
const wordsOf = (type: z.ZodType<Cell>): readonly Cell[] =>
  [...JSON.stringify(z.toJSONSchema(type, { unrepresentable: 'any' })).matchAll(/"enum":\["([^"]+)"/g)].map(
    ([, word = '']) => word,
  );

const fitting = (type: z.ZodType<Cell>): Cell | undefined =>
  [...wordsOf(type), ...candidates()].find((cell) => type.safeParse(cell).success);

/** A row with something telling in each column. */
function rowOf(table: TableDef): Readonly<Record<string, Cell>> {
  return Object.fromEntries(
    Object.entries(table.columns).map(([column, type]) => {
      const cell = fitting(type);
      if (cell === undefined) throw new Error(`${table.name}.${column}: give this test a value that fits`);
      return [column, cell];
    }),
  );
}

/** What would be found: texts and numbers that nobody else would have written. */
const isTelling = (cell: Cell | undefined): cell is string | number =>
  /құпия|5ec2e7|secret_|7350\d{4}|\+7705|^99\d{10}$|^1931-/.test(String(cell));

const rows = new Map(withSecrets.map((table) => [table.name, rowOf(table)]));
let a: Machine;
let b: Machine;
let relay: Machine;
let files = '';
let rounds: readonly unknown[] = [];

const linkTo = (own: Machine) =>
  createLink({
    store: own.store,
    peer: 'relay',
    sealer: createSealer([key], own.store.tables),
    send: (message) => relay.hub.answer(message),
  });

beforeAll(async () => {
  [a, b, relay] = [await openMachine(), await openMachine(), await openMachine({ isRelay: true })];
  await a.store.write({ actor: 'someone', action: 'write' }, async (tx) => {
    for (const table of withSecrets)
      await record(tx, table, `row of ${table.name}`, rows.get(table.name) ?? {});
  });
  rounds = [await linkTo(a).round(), await linkTo(b).round()];
  files = ['', '-wal'].map((end) => readFileSync(relay.path + end).toString('utf8')).join('\n');
});
afterAll(() => {
  for (const machine of [a, b, relay]) machine.close();
});

describe.each(withSecrets.map((table) => [table.name, table] as const))('%s', (name, table) => {
  const row = rows.get(name) ?? {};
  const sealed = Object.keys(table.relay).filter((column) => table.relay[column] === 'sealed');

  test('R5 is carried closed: the relay has no sealed value of it in the clear', () => {
    const [kept] = relay.store.localRows<Readonly<Record<string, Cell>>>(`SELECT * FROM ${name}`);
    for (const column of sealed.filter((one) => row[one] !== null))
      expect([column, kept?.[column]]).toEqual([column, expect.stringMatching(/^~1[\w-]{8}\.[\w-]+$/)]);
    for (const column of sealed.filter((one) => isTelling(row[one]))) {
      const [start] = /құпия\d+|5ec2e7\d+/.exec(String(row[column])) ?? [String(row[column])];
      expect([column, files.includes(start)]).toEqual([column, false]);
    }
  });

  test('R5 comes back to the letter', () => {
    const [back] = b.store.localRows(`SELECT * FROM ${name}`);
    expect(back).toMatchObject(row);
  });
});

test('R5 the relay takes all of it, and every log is the same', () => {
  expect(rounds).toMatchObject([{ outcome: 'same', keptThere: {} }, { outcome: 'same' }]);
});

test('R5 the search finds what is open, so that it would find what is not', () => {
  const open = allTables.flatMap((table) =>
    Object.entries(rows.get(table.name) ?? {}).filter(
      ([column, cell]) => table.relay[column] === 'open' && /^құпия\d+$/.test(String(cell)),
    ),
  );
  expect(open.length).toBeGreaterThan(20);
  for (const [, cell] of open) expect(files).toContain(String(cell));
});

test('R5 nearly every sealed column was given something telling', () => {
  const dull = withSecrets.flatMap((table) =>
    Object.keys(table.relay)
      .filter((column) => table.relay[column] === 'sealed' && !isTelling(rows.get(table.name)?.[column]))
      .map((column) => `${table.name}.${column}`),
  );
  // Of these there are a handful of words, or five digits: their closed form is what the first test looks at.
  expect(dull.toSorted()).toEqual([
    'attention_acknowledgement.answer',
    'attention_flag.kind',
    'paper_line.code',
  ]);
});
