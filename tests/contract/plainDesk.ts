import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { fail, startOwn } from '../../src-core/access/index.ts';
import type {
  Backups,
  DeskContext,
  Doors,
  EventFiles,
  Files,
  Jobs,
  JobState,
  Links,
  Role,
  Spaces,
} from '../../src-core/access/index.ts';
import { deskRouter } from '../../src-core/api.ts';
import { backupDatabase, listBackups, openStore } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';

export type PlainDesk = {
  /** What a procedure gets when somebody of that role calls it. */
  readonly contextOf: (role: Role) => DeskContext;
  /** How often anything besides the store was asked to do something. */
  readonly deeds: () => number;
  readonly close: () => void;
};

/**
 * A desk without a window, a socket or threads: a real store on a real file, and about it the smallest things that keep
 * the promises of `DeskContext`. A job is only noted, and ends at once.
 */
export async function openPlainDesk(): Promise<PlainDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-plain-'));
  const path = join(folder, 'orda.db');
  const store = openStore({ path, tables: allTables, migrations });
  await startOwn(store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  let deeds = 0;
  const note = (): void => void (deeds += 1);
  const parts = {
    store,
    now: Date.now,
    jobs: plainJobs(note),
    files: plainFiles(folder, note),
    backups: plainBackups(path, note),
    spaces: plainSpaces(note),
    doors: plainDoors(note),
    eventFiles: plainEventFiles(note),
    links: plainLinks(note),
  };
  return {
    contextOf: (role) => ({ ...parts, actor: { id: `the ${role}`, name: role, role } }),
    deeds: () => deeds,
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function plainJobs(note: () => void): Jobs {
  const states = new Map<string, JobState>();
  return {
    start(kind) {
      note();
      const id = randomBytes(8).toString('hex');
      states.set(id, { id, kind, status: 'cancelled', done: 0, total: null, result: null, failure: null });
      return id;
    },
    get: (id) => states.get(id),
    cancel: note,
    async ended(id) {
      const state = states.get(id);
      if (state === undefined) throw fail('not-found', 'JOB_NOT_FOUND', { id });
      return state;
    },
    onChange: () => () => undefined,
  };
}

function plainFiles(folder: string, note: () => void): Files {
  return {
    uploaded: () => undefined,
    offer(file) {
      note();
      return randomBytes(8).toString('hex') + basename(file.path).length;
    },
    temporary: (extension) => join(folder, `${randomBytes(8).toString('hex')}.${extension}`),
  };
}

function plainBackups(path: string, note: () => void): Backups {
  const folder = join(path, '..', 'backups');
  let second: string | null = null;
  return {
    list: async () => listBackups(folder, path),
    async make() {
      note();
      const db = new Database(path, { readonly: true });
      try {
        return backupDatabase(db, folder, 'manual', Date.now());
      } finally {
        db.close();
      }
    },
    async restore(name) {
      note();
      if (!listBackups(folder, path).some((file) => file.name === name))
        throw fail('not-found', 'BACKUP_NOT_FOUND', { name });
    },
    secondFolder: () => second,
    setSecondFolder(wanted) {
      note();
      if (wanted !== null && !(existsSync(wanted) && statSync(wanted).isDirectory()))
        throw fail('invalid', 'NOT_A_FOLDER');
      second = wanted;
    },
  };
}

function plainEventFiles(note: () => void): EventFiles {
  return {
    state: () => null,
    async keep({ eventId, folder }) {
      note();
      return { eventId, folder, name: 'x.orda-event', writtenAt: null, marks: 0, problem: null };
    },
    stop: async () => note(),
  };
}

function plainLinks(note: () => void): Links {
  return {
    state: () => ({ links: [], lan: null, hasKey: false }),
    onChange: () => () => undefined,
    connectRelay: async () => note(),
    async invite() {
      note();
      throw fail('conflict', 'NO_WAY_IN');
    },
    async join({ address }) {
      note();
      throw fail('unavailable', 'JOIN_UNREACHABLE', { address });
    },
    async cancelJoin() {
      note();
      return 'free';
    },
    syncNow: async () => note(),
    forget: async () => note(),
    async openLan({ address }) {
      note();
      throw fail('unavailable', 'ADDRESS_GONE', { address });
    },
    closeLan: async () => note(),
    keptAt: async () => [],
    decideKept: async () => note(),
  };
}

function plainSpaces(note: () => void): Spaces {
  return {
    current: () => 'own',
    openDemo: async () => note(),
    removeDemo: async () => note(),
  };
}

export type ListedProcedure = {
  readonly path: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly meta: { readonly permission?: string } | undefined;
  /** The zod schemas of its input, one after the other. */
  readonly inputs: readonly unknown[];
};

/** Every procedure that a screen can call. */
export function everyProcedure(): readonly ListedProcedure[] {
  // oxlint-disable-next-line no-underscore-dangle -- tRPC's own name for what a router is made of
  const procedures = deskRouter._def.procedures as unknown as Readonly<
    Record<string, { readonly _def: Omit<ListedProcedure, 'path'> }>
  >;
  return Object.entries(procedures).map(([path, { _def }]) => ({
    path,
    type: _def.type,
    meta: _def.meta,
    inputs: _def.inputs,
  }));
}

function plainDoors(note: () => void): Doors {
  return {
    addresses: () => [],
    state: () => null,
    async open({ address }) {
      note();
      throw fail('unavailable', 'ADDRESS_GONE', { address });
    },
    async close() {
      note();
    },
  };
}
