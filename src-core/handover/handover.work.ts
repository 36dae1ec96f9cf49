/** Making an event's file, and taking one over: long work, in a thread of its own. */
import { open, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import {
  adoptAccount,
  fail,
  keepOwnAccount,
  LANGUAGES,
  LONGEST_PHRASE,
  readOrganisation,
  SHORTEST_PHRASE,
} from '../access/index.ts';
import type { JobFile, JobTools, JobWork } from '../access/index.ts';
import { applyChanges, MOST_AHEAD_MS, readConflicts } from '../sync/index.ts';
import type { Applied, KeptReason } from '../sync/index.ts';
import { frameShape, isWhole, keepFiles } from './attached.ts';
import type { AttachedSoFar } from './attached.ts';
import { insideOf, packLog, wholeFile } from './eventFile.ts';
import { EVENT_FILE_EXTENSION, keyOf, newSalt, openEventFile } from './fileFormat.ts';
import type { OpenFile } from './fileFormat.ts';
import { fileNameOf } from './fileName.rules.ts';

const TYPE = 'application/octet-stream';
/** Bytes: as large as the desk takes from a screen. */
const LARGEST_FILE = 64 * 1_048_576;

export const phraseInput = z.string().trim().min(SHORTEST_PHRASE).max(LONGEST_PHRASE);
const eventId = z.string().min(1).max(64);
const makeInput = z.object({ eventId, phrase: phraseInput });
const packInput = z.object({ eventId, key: z.string().regex(/^[0-9a-f]{64}$/), salt: z.string() });
const takeInput = z.object({
  path: z.string(),
  phrase: phraseInput,
  /** Who will sit at a laptop that has nothing yet. */
  owner: z.object({ name: z.string(), language: z.enum(LANGUAGES) }).nullable(),
});

/** A file of the event for download. Throws EVENT_NOT_FOUND. */
export const makeEventFile: JobWork = async (input, tools): Promise<JobFile> => {
  const { eventId: id, phrase } = makeInput.parse(input);
  const key = await keyOf(phrase, newSalt());
  const inside = await insideOf(tools.store, id);
  const packed = await packLog(tools.store, id, key, (done, total) => tools.progress(done, total));
  const { bytes } = wholeFile(tools.store, inside, key, packed);
  const path = tools.temporary(EVENT_FILE_EXTENSION);
  await writeAll(path, bytes);
  return { path, name: fileNameOf(inside.title, EVENT_FILE_EXTENSION), type: TYPE };
};

/** What packing leaves for the one who keeps a file fresh: the frames one after the other in a file. */
export type PackedFrames = {
  readonly path: string;
  readonly upTo: number;
  readonly changes: number;
  readonly attached: AttachedSoFar;
  readonly frames: readonly { readonly bytes: number; readonly sha256: string }[];
};

/** Packs the log of an event, for the one who keeps its file fresh. */
export const packEventLog: JobWork = async (input, tools): Promise<PackedFrames> => {
  const { eventId: id, key, salt } = packInput.parse(input);
  const { frames, upTo, changes, attached } = await packLog(
    tools.store,
    id,
    { key: Buffer.from(key, 'hex'), salt },
    (done, total) => tools.progress(done, total),
  );
  const path = tools.temporary('.frames');
  await writeAll(
    path,
    frames.map(({ bytes }) => bytes),
  );
  return {
    path,
    upTo,
    changes,
    attached,
    frames: frames.map(({ bytes, sha256 }) => ({ bytes: bytes.length, sha256 })),
  };
};

async function writeAll(path: string, parts: readonly Buffer[]): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const part of parts) await file.writeFile(part);
  } finally {
    await file.close();
  }
}

/** Reads and opens a file. Throws what `openEventFile` throws, and EVENT_FILE_TOO_LARGE. */
export async function openFileAt(path: string, phrase: string): Promise<OpenFile> {
  if ((await stat(path)).size > LARGEST_FILE) throw fail('invalid', 'EVENT_FILE_TOO_LARGE');
  return openEventFile(await readFile(path), phrase);
}

/** What taking a file over did. */
export type Taken = {
  readonly eventId: string;
  readonly applied: number;
  readonly known: number;
  /** Changes that were kept aside. */
  readonly kept: number;
  readonly conflicts: number;
};

/** Applies a file to this laptop's own base, whatever is in it already. Throws EVENT_FILE_FROM_FUTURE, and what `openFileAt` throws. */
export const takeEventFile: JobWork = async (input, tools): Promise<Taken> => {
  const { path, phrase, owner } = takeInput.parse(input);
  const file = await openFileAt(path, phrase);
  const { header, manifest } = file;
  const aheadMs = Date.parse(header.madeAt) - tools.now();
  if (aheadMs > MOST_AHEAD_MS)
    throw fail('conflict', 'EVENT_FILE_FROM_FUTURE', { hours: Math.round(aheadMs / 3_600_000) });
  const { store } = tools;
  const isFresh = (await readOrganisation(store)) === null;
  if (isFresh && owner === null) throw fail('invalid', 'OWNER_MISSING');
  // All pieces are opened before the first is applied: a damaged file changes nothing.
  for (let number = 0; number < manifest.frames.length; number += 1) {
    await batchIn(file, number);
    tools.progress(0, manifest.changes);
  }
  if (!isFresh) await store.write({ actor: tools.actor.id, action: 'handover.take' }, keepOwnAccount);
  const total = await applyFrames(file, tools);
  if (isFresh && owner !== null)
    await store.write({ actor: tools.actor.id, action: 'handover.take' }, (tx) => adoptAccount(tx, owner));
  return { ...total, eventId: manifest.eventId, conflicts: readConflicts(store, store.tables).length };
};

/** A frame of the file, checked. Throws EVENT_FILE_DAMAGED. */
async function batchIn(file: OpenFile, number: number) {
  const batch = frameShape.safeParse(await file.frame(number)).data;
  if (batch === undefined || !batch.files.every(isWhole)) throw fail('invalid', 'EVENT_FILE_DAMAGED');
  return batch;
}

async function applyFrames(file: OpenFile, tools: JobTools) {
  const { store, actor } = tools;
  const { manifest } = file;
  let applied = 0;
  let known = 0;
  let kept = 0;
  for (let number = 0; number < manifest.frames.length; number += 1) {
    const batch = await batchIn(file, number);
    const { value } = await store.write({ actor: actor.id, action: 'handover.take' }, async (tx) => {
      keepFiles(tx.engine, store.tables, batch.files);
      return applyChanges(store, tx, batch);
    });
    applied += value.applied;
    known += value.known;
    kept += sum(value.kept);
    tools.progress(applied + known + kept, manifest.changes);
  }
  return { applied, known, kept };
}

function sum(kept: Applied['kept']): number {
  return Object.values(kept satisfies Partial<Record<KeptReason, number>>).reduce(
    (total, count) => total + count,
    0,
  );
}
