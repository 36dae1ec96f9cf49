/**
 * Keeps one event's file fresh in a folder, mostly a USB stick: after each commit that concerns the event it is written
 * anew, beside the door's work and never in its way. A stick that is out is waited for; a laptop that died goes on at its next start.
 */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { copyFile, open, readFile, rename, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { fail, type EventFiles, type EventFileState, type Jobs } from '../../src-core/access/index.ts';
import {
  createFreshFile,
  EVENT_FILE_EXTENSION,
  fileNameOf,
  keyOf,
  newSalt,
  type FileKey,
  type FreshFile,
  type PackedFrames,
} from '../../src-core/handover/index.ts';
import type { Store } from '../../src-core/store/index.ts';

type Options = {
  /** What is kept, and its key, so that it goes on by itself after a crash. Beside the database, which it opens a part of. */
  readonly settingsFile: string;
  readonly jobs: Jobs;
  readonly onError: (error: unknown) => void;
};

export type HostEventFiles = EventFiles & {
  /** Goes on with what was kept fresh over this database when the program ended. */
  readonly resume: (store: Store) => void;
  /** Stops writing and remembers what was kept. */
  readonly pause: () => Promise<void>;
};

/** Milliseconds between a commit and the writing: the marks of a moment share one. */
const GATHER = 50;
/** Milliseconds between two copies of the file as it was before. */
const PREVIOUS = 30_000;
/** Milliseconds until the next attempt where the last one failed. */
const RETRY = 2_000;

const settings = z.object({
  eventId: z.string(),
  folder: z.string(),
  name: z.string(),
  key: z.string(),
  salt: z.string(),
  database: z.string(),
});
type Settings = z.output<typeof settings>;

const packed = z.object({
  path: z.string(),
  upTo: z.int(),
  changes: z.int(),
  attached: z.object({ hashes: z.array(z.string()), bytes: z.int() }),
  frames: z.array(z.object({ bytes: z.int(), sha256: z.string() })),
}) satisfies z.ZodType<PackedFrames>;

type Keeping = { readonly state: () => EventFileState; readonly stop: () => Promise<void> };

/** The event file of this laptop; there is one at a time. */
export const createEventFiles = ({ settingsFile, jobs, onError }: Options): HostEventFiles => {
  let current: Keeping | undefined;

  const pause = async (): Promise<void> => {
    const keeping = current;
    current = undefined;
    await keeping?.stop();
  };

  return {
    state: () => current?.state() ?? null,
    keep: async ({ store, eventId, folder, phrase }) => {
      if (!isAbsolute(folder)) throw fail('invalid', 'FOLDER_NOT_ABSOLUTE');
      if (!isFolder(folder)) throw fail('not-found', 'FOLDER_NOT_FOUND');
      const [event] = store.localRows<{ title: string }>('SELECT title FROM event WHERE id = ?', eventId);
      if (event === undefined) throw fail('not-found', 'EVENT_NOT_FOUND', { id: eventId });
      await pause();
      const { key, salt } = await keyOf(phrase, newSalt());
      const name = fileNameOf(event.title, EVENT_FILE_EXTENSION);
      const kept = { eventId, folder, name, key: key.toString('hex'), salt, database: store.path };
      writeFileSync(settingsFile, JSON.stringify(kept satisfies Settings), { mode: 0o600 });
      current = keepFresh(store, kept, jobs, onError);
      return current.state();
    },
    stop: async () => {
      rmSync(settingsFile, { force: true });
      await pause();
    },
    pause,
    resume: (store) => {
      const kept = readSettings(settingsFile);
      if (kept !== undefined && kept.database === store.path) current = keepFresh(store, kept, jobs, onError);
    },
  };
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const readSettings = (file: string): Settings | undefined => {
  try {
    return settings.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
};

/** Packs the log in a thread once; from then on only what is new is packed here. */
const packOnce = async (store: Store, kept: Settings, key: FileKey, jobs: Jobs): Promise<FreshFile> => {
  const { eventId, salt } = kept;
  const job = await jobs.ended(jobs.start('handover.pack', { eventId, key: kept.key, salt }));
  const result = packed.parse(job.result);
  const bytes = await readFile(result.path);
  await rm(result.path, { force: true });
  let at = 0;
  const frames = result.frames.map(({ bytes: length, sha256 }) => ({
    bytes: bytes.subarray(at, (at += length)),
    sha256,
  }));
  return createFreshFile(store, eventId, key, { ...result, frames });
};

const keepFresh = (store: Store, kept: Settings, jobs: Jobs, onError: (error: unknown) => void): Keeping => {
  const { eventId, folder, name } = kept;
  const key: FileKey = { key: Buffer.from(kept.key, 'hex'), salt: kept.salt };
  let state: EventFileState = { eventId, folder, name, writtenAt: null, marks: 0, problem: null };
  let fresh: FreshFile | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let isWanted = false;
  let previousMs = 0;
  let isStopped = false;

  const writeOnce = async (): Promise<void> => {
    try {
      fresh ??= await packOnce(store, kept, key, jobs);
      if (isStopped) return;
      const isForced = state.writtenAt === null || state.problem !== null;
      const made = await fresh.next(isForced);
      if (made === null) return;
      const nowMs = store.now();
      if (nowMs - previousMs > PREVIOUS) {
        const isKept = await keepPrevious(folder, name);
        if (isKept) previousMs = nowMs;
      }
      await replaceFile(folder, name, made.bytes);
      state = { ...state, writtenAt: made.madeAt, marks: made.inside.marks, problem: null };
    } catch (error) {
      if (isStopped) return;
      const problem = problemOf(error, folder);
      if (problem !== state.problem) onError(error);
      state = { ...state, problem };
    }
  };

  const schedule = (delay: number): void => {
    if (isStopped || timer !== undefined) return;
    if (writing !== undefined) {
      isWanted = true;
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      isWanted = false;
      writing = writeOnce().finally(() => {
        writing = undefined;
        if (state.problem !== null) schedule(RETRY);
        else if (isWanted) schedule(GATHER);
      });
    }, delay);
    timer.unref();
  };

  const stopHearing = store.onCommit(() => schedule(GATHER));
  schedule(0);

  return {
    state: () => state,
    stop: async () => {
      isStopped = true;
      stopHearing();
      clearTimeout(timer);
      await writing;
    },
  };
};

/** Writes beside the file and puts it in its place in one step when it is on the disk: there is a whole file at every moment. */
const replaceFile = async (folder: string, name: string, parts: readonly Buffer[]): Promise<void> => {
  const target = join(folder, name);
  const unfinished = `${target}.part`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(Buffer.concat(parts));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, target);
  await syncFolder(folder);
};

/** Copies the file as it is under another name, should a stick break in the very moment of a writing; out: whether there was one. */
const keepPrevious = async (folder: string, name: string): Promise<boolean> => {
  const target = join(folder, name);
  if (!existsSync(target)) return false;
  const previous = join(folder, previousName(name));
  await copyFile(target, `${previous}.part`);
  await rename(`${previous}.part`, previous);
  return true;
};

const previousName = (name: string): string =>
  `${name.slice(0, -EVENT_FILE_EXTENSION.length)}.previous${EVENT_FILE_EXTENSION}`;

/** Not every file system has a folder's list of names to flush; the file itself is on the disk by then. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
};

const problemOf = (error: unknown, folder: string): NonNullable<EventFileState['problem']> => {
  if (!isFolder(folder)) return 'missing';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'full';
  if (['EACCES', 'EPERM', 'EROFS', 'EIO'].includes(code)) return 'refused';
  return 'broken';
};
