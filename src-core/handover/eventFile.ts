import { readOrganisation } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import type { EventsTables } from '../events/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Store } from '../store/index.ts';
import { filesOf, mayAttach, NOTHING_ATTACHED } from './attached.ts';
import type { AttachedSoFar } from './attached.ts';
import { createBelonging, portionsOf } from './belonging.ts';
import { fileOf, sealFrame } from './fileFormat.ts';
import type { FileKey, Frame } from './fileFormat.ts';

/** Changes in one frame: small enough to unpack and apply at one go. */
const IN_FRAME = 4000;
/** Brotli's quality for what is made once in a thread of its own, and for what is made after each mark at the door. */
const ONCE = 5;
const OFTEN = 2;
/** A tail as long as this is closed, so that the next writing has little to pack. */
const LONG_TAIL = 500;

/** The log of an event up to a number, packed and encrypted. */
export type PackedLog = {
  readonly frames: readonly Frame[];
  readonly upTo: number;
  readonly changes: number;
  readonly attached: AttachedSoFar;
};

/** Packs all that belongs to an event. `onProgress`: lines of the log read, of how many. */
export async function packLog(
  store: Store,
  eventId: string,
  key: FileKey,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<PackedLog> {
  const [last] = store.localRows<{ seq: number | null }>('SELECT max(seq) AS seq FROM change');
  const frames: Frame[] = [];
  let changes = 0;
  let upTo = 0;
  const belongs = createBelonging(store, store.tables, eventId);
  for (const portion of portionsOf(store, belongs, 0, IN_FRAME)) {
    upTo = portion.upTo;
    changes += portion.batch.changes.length;
    if (portion.batch.changes.length > 0) frames.push(await sealFrame(key, portion.batch, ONCE));
    onProgress(upTo, Math.max(upTo, last?.seq ?? 0));
  }
  const more = await sealFiles(store, eventId, key, NOTHING_ATTACHED, ONCE);
  return { frames: [...frames, ...more.frames], upTo, changes, attached: more.attached };
}

async function sealFiles(
  store: Store,
  eventId: string,
  key: FileKey,
  before: AttachedSoFar,
  quality: number,
): Promise<Pick<PackedLog, 'frames' | 'attached'>> {
  const frames: Frame[] = [];
  let attached = before;
  for (const { content, sofar } of filesOf(store, store.tables, eventId, before)) {
    frames.push(await sealFrame(key, content, quality));
    attached = sofar;
  }
  return { frames, attached };
}

/** What an event's file tells before anything is taken from it. */
export type Inside = {
  readonly eventId: string;
  readonly title: string;
  /** Wall-clock time. */
  readonly startsAt: string;
  readonly organisation: string;
  readonly people: number;
  readonly marks: number;
};

/** What the file says it has, it has: to be asked before the log is read. Throws EVENT_NOT_FOUND. */
export async function insideOf(store: Store, eventId: string): Promise<Inside> {
  const event = await livingEvent(store, eventId);
  const reading = store.read<PeopleTables & EventsTables>();
  const { people } = await reading
    .selectFrom('person')
    .where('deleted_at', 'is', null)
    .select((build) => build.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow();
  const { marks } = await reading
    .selectFrom('check_in')
    .where('event_id', '=', eventId)
    .where('annulled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .select((build) => build.fn.countAll<number>().as('marks'))
    .executeTakeFirstOrThrow();
  const organisation = (await readOrganisation(store))?.name ?? '';
  return { eventId, title: event.title, startsAt: event.starts_at, organisation, people, marks };
}

export type MadeFile = {
  readonly bytes: readonly Buffer[];
  readonly inside: Inside;
  readonly madeAt: string;
};

/** A whole file of an event out of its packed log. */
export function wholeFile(
  store: Store,
  inside: Inside,
  key: FileKey,
  packed: Pick<PackedLog, 'frames' | 'changes'>,
): MadeFile {
  const madeAt = new Date(store.now()).toISOString();
  const header = { schema: store.schema, node: store.node, madeAt };
  const bytes = fileOf(key, header, { ...inside, changes: packed.changes }, packed.frames);
  return { bytes, inside, madeAt };
}

/** A file that is made again after each writing: only what is new is packed anew. */
export type FreshFile = {
  /** The file as of now; null where nothing of the event has been written since the last one. */
  readonly next: (isForced: boolean) => Promise<MadeFile | null>;
};

/** Keeps the packed log of an event up with its store. */
export function createFreshFile(store: Store, eventId: string, key: FileKey, packed: PackedLog): FreshFile {
  const belongs = createBelonging(store, store.tables, eventId);
  const closed = [...packed.frames];
  let { upTo, changes, attached } = packed;
  let written = -1;
  return {
    next: async (isForced) => {
      const inside = await insideOf(store, eventId);
      const tail: Frame[] = [];
      let length = 0;
      let isAttaching = isForced;
      for (const portion of portionsOf(store, belongs, upTo, IN_FRAME)) {
        const more = portion.batch.changes.length;
        if (more === 0) continue;
        isAttaching ||= mayAttach(store.tables, portion.batch);
        const frame = await sealFrame(key, portion.batch, OFTEN);
        if (more < LONG_TAIL) {
          tail.push(frame);
          length += more;
          continue;
        }
        closed.push(frame);
        upTo = portion.upTo;
        changes += more;
      }
      if (isAttaching) {
        const files = await sealFiles(store, eventId, key, attached, OFTEN);
        closed.push(...files.frames);
        ({ attached } = files);
      }
      const total = changes + length;
      if (total === written && !isForced) return null;
      written = total;
      return wholeFile(store, inside, key, { frames: [...closed, ...tail], changes: total });
    },
  };
}
