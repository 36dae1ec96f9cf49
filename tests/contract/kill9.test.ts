/**
 * Holds: `kill -9` at any moment loses no confirmed write and leaves a database that is whole. Processes, signals and files
 * are real; a power cut of the machine itself is not tried here, `synchronous=FULL` answers for it. The moments of the kills
 * come from a seed that a failure names.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { checkInTable } from '../../src-core/events/index.ts';
import { checkBackup, factId, listBackups, openStore, record } from '../../src-core/store/index.ts';
import type { Migration, Store } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { heavySteps } from './kill9.steps.ts';

const CHILD = fileURLToPath(new URL('./kill9.child.ts', import.meta.url));
const SEED = 20_260_901;

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-kill-'));
  path = join(folder, 'orda.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Starts the work, and kills it `delayMs` after it has confirmed `lines` things; out: what it had confirmed until it
 * died, whole lines only.
 */
async function killed(
  work: string,
  round: number,
  lines: number,
  delayMs: number,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [CHILD, work, path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const hasSaid = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('\n').length > lines + 1) resolve();
    });
  });
  await Promise.race([hasSaid, ended]);
  // A random moment is what is tried here; there is nothing to wait for.
  await wait(delayMs);
  child.kill('SIGKILL');
  await ended;
  return said.split('\n').slice(1, -1);
}

const open = (chain: readonly Migration[] = migrations): Store =>
  openStore({ path, tables: allTables, migrations: chain });

type Line = { seq: number; hlc: string; tx: string; row_id: string; kind: string; patch: string };
type Mark = { id: string; event_id: string; person_id: string; clocks: string; seq: number };

/** Opens the file as the desk does and holds rows, log, actions and clock against one another; out: the marks there. */
async function wholeMarks(store: Store): Promise<ReadonlyMap<string, Mark>> {
  const db = new Database(store.path, { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const marks = db.prepare<[], Mark>('SELECT * FROM check_in').all();
  const log = db.prepare<[], Line>('SELECT * FROM change ORDER BY seq').all();
  const loose = db.prepare('SELECT count(*) AS n FROM change WHERE tx NOT IN (SELECT id FROM action)').get();
  const empty = db.prepare('SELECT count(*) AS n FROM action WHERE id NOT IN (SELECT tx FROM change)').get();
  const clock =
    db.prepare<[], { value: string }>(`SELECT value FROM meta WHERE key = 'clock'`).get()?.value ?? '';
  db.close();
  expect([loose, empty]).toEqual([{ n: 0 }, { n: 0 }]);
  expect(marks).toHaveLength(log.length);
  const bySeq = new Map(log.map((line) => [line.seq, line]));
  const torn = marks.filter(({ id, event_id, person_id, clocks, seq }) => {
    const line = bySeq.get(seq);
    const patch = JSON.parse(line?.patch ?? '{}') as Partial<Mark>;
    return (
      line?.row_id !== id ||
      line.hlc !== clocks ||
      patch.event_id !== event_id ||
      patch.person_id !== person_id
    );
  });
  expect(torn).toEqual([]);
  const last = log.at(-1)?.hlc ?? '';
  expect(clock >= last).toBe(true);
  return new Map(marks.map((mark) => [mark.id, mark]));
}

/** Writes once more; the clock has gone on from the last change that was kept. */
async function goOn(store: Store, round: string): Promise<string> {
  const id = factId('check_in', round, 'the next day');
  const before = await store
    .read()
    .selectFrom('change')
    .select('hlc')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  const fields = {
    event_id: round,
    person_id: 'the next day',
    at: '2026-09-02T10:00:00.000Z',
    source: 'desk.search' as const,
  };
  await store.write({ actor: 'door', action: 'checkIn.mark' }, (tx) => record(tx, checkInTable, id, fields));
  const after = await store
    .read()
    .selectFrom('change')
    .select('hlc')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  expect((after?.hlc ?? '') > (before?.hlc ?? '')).toBe(true);
  return id;
}

test(`50 kills at the door lose no confirmed mark (seed ${SEED})`, { timeout: 120_000 }, async () => {
  const chance = chances(SEED);
  const confirmed: string[] = [];
  for (let round = 0; round < 50; round += 1) {
    const ids = await killed('door', round, Math.floor(chance() * 60), Math.floor(chance() * 3));
    confirmed.push(...ids);
    const store = open();
    const marks = await wholeMarks(store);
    expect(confirmed.filter((id) => !marks.has(id))).toEqual([]);
    // What was written and not yet confirmed may be there too: one a kill.
    expect(marks.size - confirmed.length).toBeLessThanOrEqual(round + 1);
    confirmed.push(await goOn(store, `after round ${round}`));
    store.close();
  }
});

describe('a kill', () => {
  test('in a large transaction leaves all of it or nothing', { timeout: 60_000 }, async () => {
    const chance = chances(SEED);
    const confirmed: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      confirmed.push(...(await killed('crowd', round, round % 2, Math.floor(chance() * 100))));
      const store = open();
      const marks = await wholeMarks(store);
      const crowds = Map.groupBy(marks.values(), (mark) => mark.event_id);
      expect([...crowds.values()].map((crowd) => crowd.length)).toEqual([...crowds].map(() => 1500));
      expect(confirmed.filter((event) => !crowds.has(event))).toEqual([]);
      store.close();
    }
  });

  test(
    'in a migration leaves the old schema or the new one, and a whole backup if any',
    { timeout: 60_000 },
    async () => {
      const chance = chances(SEED);
      const newest = [...migrations, ...heavySteps].at(-1)?.id;
      const before = open();
      for (let n = 0; n < 20; n += 1) await goOn(before, `before ${n}`);
      before.close();
      const original = join(folder, 'original.db');
      const db = new Database(path);
      db.prepare('VACUUM INTO ?').run(original);
      db.close();
      for (let round = 0; round < 8; round += 1) {
        for (const name of readdirSync(folder))
          if (name !== 'original.db') rmSync(join(folder, name), { recursive: true });
        const copy = new Database(original);
        copy.prepare('VACUUM INTO ?').run(path);
        copy.close();
        const said = await killed('migration', round, 0, Math.floor(chance() * 160));
        // Writable: what the killed process left half-way is rolled back by whoever opens the file next.
        const raw = new Database(path);
        const version = raw.pragma('user_version', { simple: true });
        const heavy = raw.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE tbl_name = 'heavy'`).get();
        raw.close();
        expect([version, heavy]).toEqual(
          version === newest ? [newest, { n: 3 }] : [migrations.at(-1)?.id, { n: 0 }],
        );
        expect(said.includes('migrated') && version !== newest).toBe(false);
        for (const backup of listBackups(join(folder, 'backups'), path))
          expect(checkBackup(backup.path)).toEqual({ ok: true, schema: migrations.at(-1)?.id, changes: 20 });
        const store = open([...migrations, ...heavySteps]);
        expect((await wholeMarks(store)).size).toBe(20);
        store.close();
      }
    },
  );

  test('in a backup leaves only whole backups under their names', { timeout: 60_000 }, async () => {
    const chance = chances(SEED);
    const store = open();
    for (let n = 0; n < 20; n += 1) await goOn(store, `before ${n}`);
    store.close();
    const confirmed: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      confirmed.push(...(await killed('backups', round, round, Math.floor(chance() * 20))));
      const backups = listBackups(join(dirname(path), 'backups'), path);
      expect(backups.map((backup) => checkBackup(backup.path))).toEqual(
        backups.map(() => ({ ok: true, schema: migrations.at(-1)?.id, changes: 20 })),
      );
      const names = backups.map((backup) => backup.name);
      expect(confirmed.filter((name) => !names.includes(name))).toEqual([]);
    }
    expect(existsSync(path)).toBe(true);
  });
});
