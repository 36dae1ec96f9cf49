/** Migration 2, over a database of schema 1 that has been used: its rows stay to the last letter, people begin empty. */
import { expect, test } from 'vitest';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

const AWKWARD = [
  'Клуб «Ғылым & Өнер»; DROP TABLE change',
  'O\'Қыз "тырнақша" \\ \n\t жаңа жол',
  '𐱅𐰇𐰼𐰰 👩🏽‍🎓 e\u0301',
  ' ',
];

test('the organisation, its accounts and the log stay as they were; people, views and imports are there and empty', () => {
  const db = atVersion(1);
  const organisation = db.prepare(
    `INSERT INTO organisation VALUES (?, ?, 'kk', 'KZT', 'Asia/Almaty', ?, ?, ?)`,
  );
  const account = db.prepare(`INSERT INTO account VALUES (?, ?, 'owner', 'ru', ?, ?, ?)`);
  const change = db.prepare(
    `INSERT INTO change VALUES (?, ?, 't1', 'aaaaaaaa', 'owner', 'account', ?, 'insert', ?, ?, 1)`,
  );
  for (const [n, name] of AWKWARD.entries()) {
    organisation.run(`organisation${n}`, name, n % 2 ? '2026-01-01T00:00:00.000Z' : null, `c${n} name=c9`, n);
    account.run(`id ${name}`, name, null, `c${n}`, 2 ** 53 - 1 - n);
    change.run(
      1 + n * 1_000_000_000_000,
      `00mf5k2q8-000${n}-aaaaaaaa`,
      `id ${name}`,
      JSON.stringify({ name }),
      n ? '{}' : null,
    );
  }
  db.exec(
    `INSERT INTO action VALUES ('t1', 'setup.startOwn', 'owner', 'aaaaaaaa', '2026-01-01T00:00:00.000Z', NULL)`,
  );
  db.exec(`INSERT INTO meta VALUES ('clock', '00mf5k2q8-0003-aaaaaaaa')`);
  const before = everyRow(db);
  bringTo(db, 2);
  expect(everyRow(db)).toEqual({
    ...before,
    person: [],
    saved_view: [],
    import_layout: [],
    import_batch: [],
    person_search: [],
  });
});
