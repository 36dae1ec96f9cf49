import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { createCaller, Failure, router } from '../access/index.ts';
import type { DeskContext, JobFile, Jobs, JobState, JobWork } from '../access/index.ts';
import { noLinks } from '../noLinks.test-support.ts';
import { openStore, undo } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { commitPlan, dryRunImport, moveHeader, readImport, undoPlan } from './import/import.work.ts';
import { peopleRouters } from './index.ts';
import { importBatchTable, importLayoutTable, personTable, savedViewTable } from './people.schema.ts';
import { exportPeople } from './people.work.ts';

const WORKS: Readonly<Record<string, JobWork>> = {
  'people.export': exportPeople,
  'people.import.read': readImport,
  'people.import.header': moveHeader,
  'people.import.dryRun': dryRunImport,
  'people.import.commit': commitPlan,
  'people.import.undo': undoPlan,
};

const callerOf = createCaller(router(peopleRouters));

export type PeopleDesk = {
  readonly store: Store;
  readonly call: ReturnType<typeof callerOf>;
  /** Hands a file in as a screen does; out: its token. */
  upload(path: string, name: string): string;
  /** Waits for a job; out: its state at the end. */
  ended(job: string | null): Promise<JobState>;
  /** The file that a job has made, or that a token offers. */
  fileOf(job: string): Promise<JobFile>;
  offered(token: string): { readonly path: string; readonly name: string };
  undo(tx: string | null): Promise<unknown>;
  /** How many backups were taken. */
  backups(): number;
  close(): void;
};

/** The slice's procedures over a real store; jobs run in the same thread, on the same connection. */
export function openPeopleDesk(): PeopleDesk {
  const folder = mkdtempSync(join(tmpdir(), 'orda-desk-'));
  mkdirSync(join(folder, 'temporary'));
  const nowMs = Date.UTC(2026, 8, 1, 12);
  const store = openStore({
    path: join(folder, 'orda.db'),
    tables: [personTable, savedViewTable, importLayoutTable, importBatchTable],
    migrations,
    now: () => nowMs,
  });
  const actor = { id: 'aigerim', name: 'Айгерім', role: 'owner' } as const;
  const uploads = new Map<string, { readonly path: string; readonly name: string }>();
  const offers = new Map<string, { readonly path: string; readonly name: string }>();
  let count = 0;
  let backups = 0;
  const temporary = (extension: string): string => join(folder, 'temporary', `${(count += 1)}${extension}`);
  const jobs = runInline((kind, input) => {
    const work = WORKS[kind];
    if (!work) throw new Error(`no work of the kind ${kind}`);
    return work(input, {
      store,
      place: { database: store.path, backups: folder },
      actor,
      now: () => nowMs,
      signal: new AbortController().signal,
      progress: () => undefined,
      temporary,
    });
  });
  const nothing = async (): Promise<void> => undefined;
  const ctx: DeskContext = {
    store,
    actor,
    now: () => nowMs,
    jobs,
    files: {
      uploaded: (token) => uploads.get(token),
      offer(file) {
        const token = `offer${(count += 1)}`;
        offers.set(token, file);
        return token;
      },
      temporary,
    },
    backups: {
      list: async () => [],
      async make(reason = 'manual') {
        backups += 1;
        return { path: '', name: '', at: '', reason, bytes: 0 };
      },
      restore: nothing,
      secondFolder: () => null,
      setSecondFolder: () => undefined,
    },
    spaces: { current: () => 'own', openDemo: nothing, removeDemo: nothing },
    doors: {
      addresses: () => [],
      state: () => null,
      open: () => Promise.reject(new Error('no door here')),
      close: nothing,
    },
    eventFiles: {
      state: () => null,
      keep: () => Promise.reject(new Error('no event file here')),
      stop: nothing,
    },
    links: noLinks,
  };
  const offered = (token: string) => {
    const file = offers.get(token);
    if (!file || statSync(file.path).size === 0) throw new Error('nothing is offered');
    return file;
  };
  const ended = async (job: string | null): Promise<JobState> => {
    if (job === null) throw new Error('no job was started');
    const state = await jobs.ended(job);
    // What waits for the job hears of its end before the test goes on.
    await new Promise((resolve) => setImmediate(resolve));
    return state;
  };
  return {
    store,
    call: callerOf(ctx),
    upload(path, name) {
      const token = `upload${(count += 1)}`;
      uploads.set(token, { path, name });
      return token;
    },
    ended,
    fileOf: async (job) => (await ended(job)).result as JobFile,
    offered,
    undo: (tx) => undo(store, actor.id, tx ?? ''),
    backups: () => backups,
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function runInline(work: (kind: string, input: unknown) => Promise<unknown>): Jobs {
  const states = new Map<string, JobState>();
  const runs = new Map<string, Promise<JobState>>();
  const run = async (id: string, kind: string, input: unknown): Promise<JobState> => {
    const base = { id, kind, done: 0, total: null, result: null, failure: null };
    let state: JobState;
    try {
      state = { ...base, status: 'done', result: structuredClone(await work(kind, structuredClone(input))) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      state = { ...base, status: 'failed', failure: { code: error.code, fields: error.fields } };
    }
    states.set(id, state);
    return state;
  };
  return {
    start(kind, input) {
      const id = `job${runs.size + 1}`;
      states.set(id, { id, kind, status: 'running', done: 0, total: null, result: null, failure: null });
      runs.set(id, run(id, kind, input));
      return id;
    },
    get: (id) => states.get(id),
    cancel: () => undefined,
    async ended(id) {
      const running = runs.get(id);
      if (!running) throw new Error('no such job');
      return running;
    },
    onChange: () => () => undefined,
  };
}
