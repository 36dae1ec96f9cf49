/** The process that `kill9.test.ts` kills: it works on a real file without end and says each thing after it was confirmed. */
import { writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { checkInTable } from '../../src-core/events/index.ts';
import { backupDatabase, factId, openStore, record } from '../../src-core/store/index.ts';
import type { Store, Tx } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { heavySteps } from './kill9.steps.ts';

const [, , work = '', path = '', round = ''] = process.argv;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const open = (): Store => openStore({ path, tables: allTables, migrations });

/** Marks a person as come; out: the row's id. */
async function mark(tx: Tx, event: string, person: string): Promise<string> {
  const id = factId('check_in', event, person);
  await record(tx, checkInTable, id, {
    event_id: event,
    person_id: person,
    at: tx.at,
    source: 'desk.search',
  });
  return id;
}

/** One transaction a person, as at the door. */
async function door(): Promise<void> {
  const store = open();
  say('ready');
  for (let n = 0; ; n += 1) {
    const { value } = await store.write({ actor: 'door', action: 'checkIn.mark' }, (tx) =>
      mark(tx, `event ${round}`, `person ${n}`),
    );
    say(value);
  }
}

/** Many rows in one transaction, as an import. */
async function crowd(): Promise<void> {
  const store = open();
  say('ready');
  for (let n = 0; ; n += 1) {
    const event = `crowd ${round}.${n}`;
    await store.write({ actor: 'door', action: 'import' }, async (tx) => {
      for (let person = 0; person < 1500; person += 1) await mark(tx, event, `person ${person}`);
    });
    say(event);
  }
}

function migration(): void {
  const folder = join(dirname(path), 'backups');
  say('ready');
  openStore({
    path,
    tables: allTables,
    migrations: [...migrations, ...heavySteps],
    beforeMigration: (db) => void backupDatabase(db, folder, 'migration', Date.now()),
  });
  say('migrated');
}

function backups(): void {
  const db = new Database(path, { readonly: true });
  say('ready');
  for (;;) say(backupDatabase(db, join(dirname(path), 'backups'), 'schedule', Date.now()).name);
}

const WORKS: Readonly<Record<string, () => void | Promise<void>>> = { door, crowd, migration, backups };
await WORKS[work]?.();
