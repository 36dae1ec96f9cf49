/** Migration 10, over a database that has been used for events: its rows stay to the last letter, what is minded begins empty. */
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { atVersion, bringTo, everyRow } from './atVersion.ts';

test('people keep what stands on their cards; flags, questions and acknowledgements are there and empty', () => {
  const place = migrations.findIndex((step) => step.name === 'attention');
  const db = atVersion(place);
  const person = db.prepare(
    `INSERT INTO person (id, family_name, kind, status, attention, code, clocks, seq) VALUES (?, ?, 'student', 'active', ?, ?, 'c1', ?)`,
  );
  for (const [n, text] of ['Аллергия: «орехи»', "O'Қыз \\ \n", null].entries())
    person.run(`p${n}`, 'Ким', text, `K${n}`, n);
  const before = everyRow(db);
  bringTo(db, place + 1);
  expect(everyRow(db)).toEqual({
    ...before,
    attention_flag: [],
    check_in_question: [],
    attention_acknowledgement: [],
  });
});
