/** Migration 3, over people of schema 2: every card stays to the last letter, and so does the search; events begin empty. */
import { expect, test } from 'vitest';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('people, views, imports, the search and the log stay as they were; events are there and empty', () => {
  const db = atVersion(2);
  const person = db.prepare(
    `INSERT INTO person (id, family_name, given_name, kind, status, phone, note, code, deleted_at, clocks, seq)
     VALUES (?, ?, ?, 'student', 'active', ?, ?, ?, ?, ?, ?)`,
  );
  person.run(
    'p1',
    'Әбдірахманқызы',
    null,
    '+77000000001',
    '"\'; DROP TABLE person; --',
    'code1',
    null,
    'c1',
    1,
  );
  person.run(
    'p2',
    null,
    'Ёлка 👩🏽‍🎓',
    null,
    '\n\t',
    'code2',
    '2026-01-01T00:00:00.000Z',
    'c1 note=c2',
    2 ** 53 - 1,
  );
  db.exec(`INSERT INTO saved_view VALUES ('v1', 'Ғ-топ', 'people', '{"a":[null]}', 'owner', NULL, 'c1', 3)`);
  db.exec(`INSERT INTO import_layout VALUES ('l1', 'аты|тегі', '{}', NULL, 'c1', 4)`);
  db.exec(
    `INSERT INTO import_batch VALUES ('b1', 'тізім (1).xlsx', '00', 2, 0, 0, 1, 't1', '2026-01-01', NULL, NULL, NULL, 'c1', 5)`,
  );
  db.exec(`INSERT INTO person_search VALUES (1024, 'p1', 'abd', 'абдирахманкызы')`);
  db.exec(`INSERT INTO person_trigram (rowid, text) VALUES (1024, 'абдирахманкызы')`);
  db.exec(
    `INSERT INTO change VALUES (1, '00mf5k2q8-0000-aaaaaaaa', 't1', 'aaaaaaaa', 'owner', 'person', 'p1', 'insert', '{}', NULL, 2)`,
  );
  const before = everyRow(db);
  bringTo(db, 3);
  expect(everyRow(db)).toEqual({
    ...before,
    club: [],
    event_template: [],
    event: [],
    registration: [],
    check_in: [],
  });
  const found = db
    .prepare(`SELECT rowid AS place FROM person_trigram WHERE person_trigram MATCH 'рах'`)
    .all();
  expect(found).toEqual([{ place: 1024 }]);
});
