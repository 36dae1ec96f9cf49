import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../../store/index.ts';
import { countOf, PIECE_BYTES } from './blob.rules.ts';
import type { FolderShelf } from './folderShelf.ts';
import { ownFiles } from './ownFiles.ts';
import type { Survey } from './ownFiles.ts';
import type { BlobSeal } from './sealing.ts';
import type { Shelf, Shelved } from './shelf.ts';

type OwnShelfParts = { readonly store: Store; readonly seal: BlobSeal; readonly inbox: FolderShelf };

/**
 * What a laptop serves to another one: the files of its own rows, sealed as they are asked for, without a copy; and its inbox, for what
 * the other brings. What comes before its row waits there until somebody asks again.
 */
export function createOwnShelf({ store, seal, inbox }: OwnShelfParts): Shelf {
  const files = ownFiles(store, seal, inbox);
  const hashes = new Map<string, string>();
  /** By hash: a file's length never changes. */
  const counts = new Map<string, number>();
  /** The file that is being asked for piece by piece. */
  let last: { readonly sha256: string; readonly bytes: Buffer } | undefined;

  const survey = (): Survey => {
    const found = files.survey();
    for (const sha256 of [...found.held, ...found.lacking.keys()])
      if (!hashes.has(sha256)) hashes.set(sha256, seal.nameOf(sha256));
    return found;
  };
  const readOwn = (sha256: string): Buffer | undefined => {
    if (last?.sha256 !== sha256) {
      const bytes = files.read(sha256);
      last = bytes && { sha256, bytes };
    }
    return last?.bytes;
  };
  const countOfOwn = (sha256: string): number | undefined => {
    const known = counts.get(sha256);
    if (known !== undefined) return known;
    const bytes = files.read(sha256);
    if (bytes !== undefined) counts.set(sha256, countOf(bytes.length));
    return counts.get(sha256);
  };
  /** Of the files that are here, those with these names. */
  const ownOf = ({ held }: Survey, names: ReadonlySet<string>): ReadonlyMap<string, string> =>
    new Map(
      held.flatMap((sha256) => {
        const name = hashes.get(sha256) ?? '';
        return names.has(name) ? [[name, sha256]] : [];
      }),
    );
  const lackedBy = ({ lacking }: Survey, name: string): string | undefined =>
    [...lacking.keys()].find((sha256) => hashes.get(sha256) === name);

  return {
    async look(names) {
      let now = survey();
      const inInbox = new Set((await inbox.look([...hashes.values()])).keys());
      for (const [sha256, wanted] of now.lacking)
        if (inInbox.has(hashes.get(sha256) ?? '')) await files.take(sha256, wanted);
      now = survey();
      const own = ownOf(now, new Set(names));
      const shelved = new Map<string, Shelved>(await inbox.look(names.filter((name) => !own.has(name))));
      for (const [name, sha256] of own) {
        const isNew = !counts.has(sha256);
        const count = countOfOwn(sha256);
        if (count !== undefined) shelved.set(name, { count, missing: [] });
        if (isNew) await nextTurn();
      }
      return shelved;
    },
    async get(name, index) {
      const sha256 = ownOf(survey(), new Set([name])).get(name);
      const bytes = sha256 === undefined ? undefined : readOwn(sha256);
      if (bytes === undefined) return inbox.get(name, index);
      const count = countOf(bytes.length);
      if (index >= count) return undefined;
      if (index === count - 1) last = undefined;
      return seal.seal({ name, index, count }, pieceOf(bytes, index));
    },
    async put(piece, from) {
      const before = survey();
      if (ownOf(before, new Set([piece.name])).size > 0) return { kind: 'there' };
      const outcome = await inbox.put(piece, from);
      const sha256 = lackedBy(before, piece.name);
      if (sha256 === undefined || (outcome.kind !== 'kept' && outcome.kind !== 'there')) return outcome;
      const taken = await files.take(sha256, before.lacking.get(sha256) ?? []);
      if (taken.kind === 'refused') return taken;
      return taken.kind === 'damaged' ? { kind: 'damaged' } : outcome;
    },
    drop: (name, index, sha256) => inbox.drop(name, index, sha256),
  };
}

/** The bytes of one piece of a file. */
export const pieceOf = (bytes: Buffer, index: number): Buffer =>
  bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
