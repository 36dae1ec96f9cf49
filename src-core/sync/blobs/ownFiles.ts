import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Attachments, Store } from '../../store/index.ts';
import type { FolderShelf } from './folderShelf.ts';
import type { BlobSeal } from './sealing.ts';

/** The attachments of one table. */
export type Keeper = Attachments & { readonly table: string };

/** A piece that does not open, and the SHA-256 of its sealed bytes. */
export type BadPiece = { readonly index: number; readonly sha256: string };

/** What became of a file whose pieces have come. */
export type Taken =
  | { readonly kind: 'kept' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'damaged'; readonly pieces: readonly BadPiece[] }
  | { readonly kind: 'refused'; readonly code: string };

/** The files that rows name, by their SHA-256: those that are here, and those that are not, with the tables that want them. */
export type Survey = {
  readonly held: readonly string[];
  readonly lacking: ReadonlyMap<string, readonly Keeper[]>;
};

export type OwnFiles = {
  readonly survey: () => Survey;
  /** The bytes, where any table has them. */
  readonly read: (sha256: string) => Buffer | undefined;
  /**
   * Takes a file that is lacking out of the inbox once all of its pieces lie there, or over from another table of this laptop. It is
   * opened, compared with its hash and judged like an upload; what is damaged or refused does not stay in the inbox.
   */
  readonly take: (sha256: string, wanted: readonly Keeper[]) => Promise<Taken>;
};

/** The files of a store, the seal they travel under, and the inbox for those on their way. */
export function ownFiles(store: Store, seal: BlobSeal, inbox: FolderShelf): OwnFiles {
  const keepers: readonly Keeper[] = [...store.tables].flatMap(([table, { attachments }]) =>
    attachments === undefined ? [] : [{ table, ...attachments }],
  );

  const read = (sha256: string): Buffer | undefined => {
    for (const keeper of keepers) {
      const bytes = keeper.read(store, sha256);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  };

  const keep = async (bytes: Buffer, wanted: readonly Keeper[]): Promise<Taken> => {
    try {
      const intent = { actor: 'sync', action: 'sync.receive' };
      const { value: tx } = await store.write(intent, async (writing) => {
        for (const keeper of wanted) keeper.keep(writing.engine, bytes);
        return writing.id;
      });
      // The log has no line of it, yet whoever shows such a row has its picture now.
      store.announce({ tx, tables: new Set(wanted.map(({ table }) => table)) });
      return { kind: 'kept' };
    } catch (error) {
      if (error instanceof Database.SqliteError) throw error;
      return { kind: 'refused', code: codeOf(error) };
    }
  };

  return {
    survey() {
      const lacking = new Map<string, readonly Keeper[]>();
      const named = new Set<string>();
      for (const keeper of keepers)
        for (const sha256 of keeper.all(store)) {
          named.add(sha256);
          if (!keeper.has(store, sha256)) lacking.set(sha256, [...(lacking.get(sha256) ?? []), keeper]);
        }
      return { held: [...named].filter((sha256) => !lacking.has(sha256)), lacking };
    },
    read,
    async take(sha256, wanted) {
      const own = read(sha256);
      if (own !== undefined) return keep(own, wanted);
      const name = seal.nameOf(sha256);
      const pieces = await allPieces(inbox, name);
      if (pieces === undefined) return { kind: 'incomplete' };
      const plain = pieces.map((sealed, index) => seal.open({ name, index, count: pieces.length }, sealed));
      const whole = plain.every((part) => part !== undefined) ? Buffer.concat(plain) : undefined;
      if (whole !== undefined && hashOf(whole) === sha256) {
        const taken = await keep(whole, wanted);
        await inbox.clear(name);
        return taken;
      }
      // Pieces that all open and yet make another file were sealed by someone who has the key; none of them is good.
      const bad = pieces.flatMap((sealed, index) =>
        whole !== undefined || plain[index] === undefined ? [{ index, sha256: hashOf(sealed) }] : [],
      );
      for (const piece of bad) await inbox.drop(name, piece.index, piece.sha256);
      return { kind: 'damaged', pieces: bad };
    },
  };
}

/** The sealed pieces of a file that lies whole in the inbox. */
async function allPieces(inbox: FolderShelf, name: string): Promise<readonly Buffer[] | undefined> {
  const shelved = (await inbox.look([name])).get(name);
  if (shelved === undefined || shelved.missing.length > 0) return undefined;
  const pieces: Buffer[] = [];
  for (let index = 0; index < shelved.count; index += 1) {
    const sealed = await inbox.get(name, index);
    if (sealed === undefined) return undefined;
    pieces.push(sealed);
  }
  return pieces;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'NOT_UNDERSTOOD';
