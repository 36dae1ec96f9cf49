/**
 * A shelf in a folder: `ab/<name>.<piece>.<count>.<laptop>`, the sealed bytes after their SHA-256. What lies there is read once at
 * the start; one process has the folder.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { missingOf } from './blob.rules.ts';
import type { PieceId } from './sealing.ts';
import { UNFINISHED_MS } from './shelf.ts';
import type { PutOutcome, Shelf, ShelfLimits } from './shelf.ts';

export type FolderShelf = Shelf & {
  /** Takes all of a file away: it is where it belongs. */
  readonly clear: (name: string) => Promise<void>;
  /** Takes away what was begun and left for a week; out: how many files. */
  readonly sweep: () => Promise<number>;
};

type FolderShelfParts = {
  readonly folder: string;
  readonly limits: ShelfLimits;
  readonly now?: () => number;
  /** Whole files lie here only on their way elsewhere: they are swept like unfinished ones. */
  readonly isInbox?: boolean;
};

type Piece = { readonly path: string; readonly bytes: number; readonly laptop: string };
type Held = { readonly count: number; readonly pieces: Map<number, Piece>; newestMs: number };

const FILE = /^([0-9a-f]{64})\.(\d{1,3})\.(\d{1,3})\.([0-9A-Za-z_-]{1,64})$/;
const HASH = 32;
const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Opens a shelf in a folder, which need not be there yet; what a crash left half-written is removed. */
export async function openFolderShelf({
  folder,
  limits,
  now = Date.now,
  isInbox = false,
}: FolderShelfParts): Promise<FolderShelf> {
  const held = new Map<string, Held>();
  const brought = new Map<string, number>();
  const turns = new Map<string, Promise<unknown>>();
  let total = 0;

  const count = (laptop: string, bytes: number): void => {
    total += bytes;
    brought.set(laptop, (brought.get(laptop) ?? 0) + bytes);
  };
  const note = ({ name, index, count: of }: PieceId, piece: Piece, atMs: number): void => {
    const file = held.get(name) ?? { count: of, pieces: new Map<number, Piece>(), newestMs: 0 };
    file.pieces.set(index, piece);
    file.newestMs = Math.max(file.newestMs, atMs);
    held.set(name, file);
  };
  const forget = async (name: string, index: number): Promise<void> => {
    const file = held.get(name);
    const piece = file?.pieces.get(index);
    if (file === undefined || piece === undefined) return;
    file.pieces.delete(index);
    if (file.pieces.size === 0) held.delete(name);
    count(piece.laptop, -piece.bytes);
    await rm(piece.path, { force: true });
  };
  const clear = async (name: string): Promise<void> => {
    for (const index of held.get(name)?.pieces.keys() ?? []) await forget(name, index);
  };

  /** One thing at a time with one file. */
  const inTurn = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(name) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    turns.set(name, settled);
    try {
      return await mine;
    } finally {
      if (turns.get(name) === settled) turns.delete(name);
    }
  };

  const sweep = async (): Promise<number> => {
    const old = [...held].filter(
      ([, { pieces, count: of, newestMs }]) =>
        newestMs < now() - UNFINISHED_MS && (isInbox || pieces.size < of),
    );
    for (const [name] of old) await inTurn(name, () => clear(name));
    return old.length;
  };

  const lacksRoom = (bytes: number, laptop: string): PutOutcome | undefined => {
    if (total + bytes > limits.shelf) return { kind: 'full', of: 'shelf', most: limits.shelf };
    if ((brought.get(laptop) ?? 0) + bytes > limits.laptop)
      return { kind: 'full', of: 'laptop', most: limits.laptop };
    return undefined;
  };

  const put: Shelf['put'] = async ({ bytes, ...id }, laptop) => {
    if (lacksRoom(bytes.length, laptop) !== undefined) await sweep();
    return inTurn(id.name, async () => {
      const file = held.get(id.name);
      if (file !== undefined && file.count !== id.count) return { kind: 'otherCount' };
      if (file?.pieces.has(id.index) === true) return { kind: 'there' };
      const refused = lacksRoom(bytes.length, laptop);
      if (refused !== undefined) return refused;
      const within = join(folder, id.name.slice(0, 2));
      const path = join(within, `${id.name}.${id.index}.${id.count}.${laptop}`);
      // Counted before it is written: pieces of other files are being written meanwhile.
      count(laptop, bytes.length);
      try {
        await mkdir(within, { recursive: true });
        await writeWhole(within, path, Buffer.concat([hashOf(bytes), bytes]));
      } catch (error) {
        count(laptop, -bytes.length);
        if (FULL.includes(codeOf(error))) return { kind: 'full', of: 'disk', most: null };
        throw error;
      }
      note(id, { path, bytes: bytes.length, laptop }, now());
      return { kind: 'kept' };
    });
  };

  const read = async (name: string, index: number): Promise<Buffer | undefined> => {
    const piece = held.get(name)?.pieces.get(index);
    if (piece === undefined) return undefined;
    const file = await readFile(piece.path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    const bytes = file.subarray(HASH);
    if (hashOf(bytes).equals(file.subarray(0, HASH))) return bytes;
    // The disk has damaged it: whoever has the file brings it again.
    await forget(name, index);
    return undefined;
  };

  for (const { id, piece, atMs } of await found(folder)) {
    count(piece.laptop, piece.bytes);
    note(id, piece, atMs);
  }
  await sweep();

  return {
    look: (names) =>
      Promise.resolve(
        new Map(
          names.flatMap((name) => {
            const file = held.get(name);
            if (file === undefined) return [];
            return [
              [name, { count: file.count, missing: missingOf(file.count, new Set(file.pieces.keys())) }],
            ];
          }),
        ),
      ),
    get: (name, index) => inTurn(name, () => read(name, index)),
    put,
    drop: (name, index, sha256) =>
      inTurn(name, async () => {
        const bytes = await read(name, index);
        if (bytes !== undefined && hashOf(bytes).toString('hex') === sha256) await forget(name, index);
      }),
    clear: (name) => inTurn(name, () => clear(name)),
    sweep,
  };
}

/** All whole pieces of a folder; of a file with two counts, the count that stands first. Half-written ones are removed. */
async function found(folder: string) {
  // The folder is made with the first piece.
  const entries = existsSync(folder) ? await readdir(folder, { recursive: true, withFileTypes: true }) : [];
  const counts = new Map<string, number>();
  const pieces: { readonly id: PieceId; readonly piece: Piece; readonly atMs: number }[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (entry.name.endsWith('.part')) await rm(path, { force: true });
    const [, name, index = '', of = '', laptop = ''] = FILE.exec(entry.name) ?? [];
    if (name === undefined) continue;
    const id = { name, index: Number(index), count: Number(of) };
    if (!counts.has(name)) counts.set(name, id.count);
    const { size, mtimeMs } = await stat(path);
    if (counts.get(name) === id.count)
      pieces.push({ id, piece: { path, bytes: Math.max(0, size - HASH), laptop }, atMs: mtimeMs });
  }
  return pieces;
}

/** Writes beside, flushes, and puts it in its place in one step: there is a whole piece or none. */
async function writeWhole(within: string, path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await flushFolder(within);
}

/** Not every system lets a folder's list of names be flushed; the file itself is on the disk by then. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
}

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
