/**
 * `node tests/migrations/frozen/freeze.ts <version>`: makes the small database that a release leaves behind for the tests of
 * all later ones. It is run once, when the release is made; it refuses to replace a fixture that is there.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { migrations } from '../../../migrations/index.ts';
import { fillDemo } from '../../../src-core/demo/index.ts';
import { checkInId, checkInTable } from '../../../src-core/events/index.ts';
import {
  importBatchTable,
  importLayoutTable,
  personTable,
  savedViewTable,
} from '../../../src-core/people/index.ts';
import { openStore, record, undo } from '../../../src-core/store/index.ts';
import { allTables } from '../../../src-core/tables.ts';

const NOW = Date.UTC(2026, 8, 30, 9);
const ACTOR = 'freeze';

const [, , version = ''] = process.argv;
const target = fileURLToPath(new URL(`${version}.db.gz`, import.meta.url));
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('say the version, such as 0.1.0');
if (existsSync(target)) throw new Error(`${target} is there: a frozen database is never replaced`);

const folder = mkdtempSync(join(tmpdir(), 'orda-freeze-'));
let nowMs = NOW;
const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations, now: () => nowMs });
await fillDemo(store, { language: 'kk', now: NOW, people: 30 });

// What people do to a database: edits over edits, an edit taken back, somebody put away, a mark annulled, an import.
const first = store
  .localRows<{ person: string }>('SELECT person FROM person_search ORDER BY place LIMIT 3')
  .map(({ person }) => person);
const [edited = '', undone = '', away = ''] = first;
const write = (action: string, work: Parameters<typeof store.write<boolean>>[1]) => {
  nowMs += 60_000;
  return store.write({ actor: ACTOR, action }, work);
};
await write('people.edit', (tx) => record(tx, personTable, edited, { note: 'Бірінші жазба' }));
await write('people.edit', (tx) =>
  record(tx, personTable, edited, { note: 'Екінші «жазба»\n=1+1', attention: 'Ёлка 👩🏽‍🎓' }),
);
const taken = await write('people.edit', (tx) =>
  record(tx, personTable, undone, { study_group: 'Қате топ' }),
);
await undo(store, ACTOR, taken.tx ?? '');
await write('people.remove', (tx) => record(tx, personTable, away, { deleted_at: tx.at }));
const [mark] = store.localRows<{ event_id: string; person_id: string }>(
  'SELECT event_id, person_id FROM check_in WHERE annulled_at IS NULL ORDER BY id LIMIT 1',
);
await write('checkIn.annul', (tx) =>
  record(tx, checkInTable, checkInId(mark?.event_id ?? '', mark?.person_id ?? ''), {
    annulled_at: tx.at,
    annul_reason: 'Қате',
  }),
);
await write('views.save', (tx) =>
  record(tx, savedViewTable, 'view', {
    name: 'Телефоны жоқтар',
    screen: 'people',
    definition: '{"missing":["phone"]}',
    owner: ACTOR,
  }),
);
await write('people.import', (tx) =>
  record(tx, importLayoutTable, 'layout', { fingerprint: 'Аты|Тегі', mapping: '{"Аты":"given_name"}' }),
);
await write('people.import', (tx) =>
  record(tx, importBatchTable, 'batch', {
    file_name: 'тізім (1).xlsx',
    sha256: 'ab'.repeat(32),
    added: 2,
    changed: 1,
    same: 0,
    skipped: 3,
    tx: taken.tx ?? '',
    at: tx.at,
  }),
);
store.close();

const compact = join(folder, 'compact.db');
const db = new Database(join(folder, 'orda.db'));
db.prepare('VACUUM INTO ?').run(compact);
db.close();
writeFileSync(target, gzipSync(readFileSync(compact), { level: 9 }));
rmSync(folder, { recursive: true });
