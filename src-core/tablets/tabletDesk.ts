import { z } from 'zod';
import { fail, readOrganisation } from '../access/index.ts';
import {
  livingEvent,
  momentOf,
  readCounters,
  readLastMarkTx,
  readRooms,
  readRoster,
} from '../events/index.ts';
import { cardsOf, findPeople, foldedWords, fullName } from '../people/index.ts';
import { undo } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { openTabletMarks } from './tabletMarks.ts';
import type { TabletPerson } from './tabletMarks.ts';
import { mayCall, TABLET_RIGHTS } from './tablets.rights.ts';
import type { TabletProcedure } from './tablets.rights.ts';
import { isNamed, MOST_FOUND, refusalOf, searchOf } from './tablets.rules.ts';
import type { TabletRefusal, TabletRole } from './tablets.rules.ts';
import type { Tablet } from './tablets.schema.ts';
import { actorOf, invitedBy, pair, tabletOfToken } from './tablets.store.ts';

export type FoundPerson = Required<TabletPerson> & {
  readonly state: 'came' | 'annulled' | 'expected' | 'stranger';
};

export type TabletState = {
  readonly title: string;
  readonly timeZone: string;
  readonly name: string;
  readonly role: TabletRole;
  /** The list or section where this device lets people in; null for the event as a whole. */
  readonly gate: string | null;
  readonly came: number;
  readonly registered: number;
  readonly free: number | null;
  /** People are checked out here, too. */
  readonly hasExit: boolean;
};

const searchInput = z.object({ text: z.string().max(200) });
const undoInput = z.object({ tx: z.string().min(1).max(64) });

/** A device that has shown its token, or why it is sent away. */
export type Entered =
  | { readonly tablet: Tablet; readonly refusal?: undefined }
  | { readonly refusal: TabletRefusal; readonly tablet?: undefined };

export type TabletDesk = {
  face(): Promise<{ readonly title: string; readonly timeZone: string }>;
  enter(token: string): Promise<Entered>;
  /** Whom a pairing code invites, so that the device can ask before it takes the code. */
  invited(code: string): Promise<{ readonly name: string; readonly role: TabletRole } | undefined>;
  /** Uses a pairing code up; out: the device's token. */
  pair(code: string, device: string): Promise<string | undefined>;
  /** Calls a procedure with whatever was sent. Throws NOT_PERMITTED, a ZodError, TABLET_REFUSED and what the procedure throws. */
  call(tablet: Tablet, procedure: TabletProcedure, input: unknown): Promise<unknown>;
  /** When each device was last heard of, by its id; milliseconds. */
  seen(): Readonly<Record<string, number>>;
  close(): void;
};

/** Of so many people that a search brings the names are looked at; the needle also finds groups, the names sort those out. */
const MOST_LOOKED_AT = 200;

type Event = Awaited<ReturnType<typeof livingEvent>>;
type Config = {
  readonly event: Event | undefined;
  readonly endMs: number;
  readonly timeZone: string;
  /** Names of sections and lists by their ids. */
  readonly rooms: ReadonlyMap<string, string>;
};

async function readConfig(store: Store, eventId: string): Promise<Config> {
  const timeZone = (await readOrganisation(store))?.time_zone ?? 'UTC';
  // An event that was put away takes its devices with it.
  const event = await livingEvent(store, eventId).catch(() => undefined);
  const { sections, lists } = event === undefined ? { sections: [], lists: [] } : readRooms(store, event);
  const rooms = new Map([...sections, ...lists].map(({ id, name }) => [id, name]));
  return { event, timeZone, rooms, endMs: event === undefined ? 0 : momentOf(event.ends_at, timeZone) };
}

const CONFIG_TABLES = ['event', 'organisation', 'section', 'entry_list'];
const COUNTED_TABLES = ['event', 'check_in', 'registration', 'person'];

/** All that the volunteers' devices of one event may ask of the laptop. */
export function openTabletDesk(store: Store, eventId: string): TabletDesk {
  const now = (): number => store.now();
  const lastSeen = new Map<string, number>();
  const marks = openTabletMarks(store, eventId);
  let config = readConfig(store, eventId);
  config.catch(() => undefined);
  let counted: ReturnType<typeof readCounters> | undefined;
  const stop = store.onCommit(({ tables }) => {
    if (COUNTED_TABLES.some((table) => tables.has(table))) counted = undefined;
    if (!CONFIG_TABLES.some((table) => tables.has(table))) return;
    config = readConfig(store, eventId);
    config.catch(() => undefined);
  });

  const refusal = async (tablet: Tablet): Promise<TabletRefusal | undefined> => {
    const { event, endMs } = await config;
    const own = { eventId: tablet.event_id, isRevoked: tablet.revoked_at !== null };
    return refusalOf(own, event && { id: event.id, endMs }, now());
  };

  const eventNow = async (): Promise<Event> => {
    const { event } = await config;
    if (event === undefined) throw fail('not-found', 'EVENT_NOT_FOUND', { id: eventId });
    return event;
  };

  const search = async (text: string): Promise<readonly FoundPerson[]> => {
    const { words, isWide } = searchOf(foldedWords(text));
    if (words.length === 0) return [];
    const needle = words.join(' ');
    const isMeant = (name: string): boolean => isNamed(foldedWords(name), words);
    const own = (await readRoster(store, eventId, { text: needle, limit: MOST_LOOKED_AT }))
      .filter(({ name }) => isMeant(name))
      .slice(0, MOST_FOUND)
      .map(({ id, name, group, at, annulledAt }): FoundPerson => ({
        id,
        name,
        group,
        state: at === null ? 'expected' : annulledAt === null ? 'came' : 'annulled',
      }));
    if (!isWide || own.length === MOST_FOUND) return own;
    const known = new Set(own.map(({ id }) => id));
    const others = findPeople(store, needle, MOST_FOUND * 4).filter((id) => !known.has(id));
    const strangers = (await cardsOf(store, others))
      .map((card): FoundPerson => ({
        id: card.id,
        name: fullName(card),
        group: card.study_group,
        state: 'stranger',
      }))
      .filter(({ name }) => isMeant(name));
    return [...own, ...strangers].slice(0, MOST_FOUND);
  };

  const takeBack = async (tablet: Tablet, tx: string): Promise<{ readonly name: string }> => {
    const last = await readLastMarkTx(store, eventId, actorOf(tablet.id));
    if (last === undefined || last.tx !== tx) throw fail('conflict', 'NOTHING_TO_UNDO');
    await undo(store, actorOf(tablet.id), tx);
    return { name: last.person?.name ?? '' };
  };

  const state = async (tablet: Tablet): Promise<TabletState> => {
    const event = await eventNow();
    const { came, registered, free } = await (counted ??= readCounters(store, event));
    const { timeZone, rooms } = await config;
    const gate = rooms.get(tablet.list_id ?? tablet.section_id ?? '') ?? null;
    const { name, role } = tablet;
    return {
      title: event.title,
      timeZone,
      name,
      role,
      gate,
      came,
      registered,
      free,
      hasExit: event.has_check_out === 1,
    };
  };

  const procedures: Readonly<Record<TabletProcedure, (tablet: Tablet, input: unknown) => Promise<unknown>>> =
    {
      state,
      scan: marks.scan,
      mark: marks.mark,
      leave: marks.leave,
      acknowledge: marks.acknowledge,
      search: (_, input) => search(searchInput.parse(input).text),
      undo: (tablet, input) => takeBack(tablet, undoInput.parse(input).tx),
    };

  return {
    face: async () => ({ title: (await config).event?.title ?? '', timeZone: (await config).timeZone }),
    async enter(token) {
      const tablet = tabletOfToken(store, token);
      if (tablet === undefined) return { refusal: 'unknown' };
      const refused = await refusal(tablet);
      if (refused !== undefined) return { refusal: refused };
      lastSeen.set(tablet.id, now());
      return { tablet };
    },
    async invited(code) {
      const tablet = await invitedBy(store, eventId, code, now());
      if (tablet === undefined || (await refusal(tablet)) !== undefined) return undefined;
      return { name: tablet.name, role: tablet.role };
    },
    async pair(code, device) {
      const { event, endMs } = await config;
      const gone = refusalOf({ eventId, isRevoked: false }, event && { id: event.id, endMs }, now());
      if (gone !== undefined) return undefined;
      const intent = { actor: 'tablet', action: 'tablets.pair' };
      const { value } = await store.write(intent, (tx) => pair(tx, eventId, code, device));
      return value?.token;
    },
    async call(tablet, procedure, input) {
      const { permission } = TABLET_RIGHTS[procedure];
      if (!mayCall(tablet.role, procedure)) throw fail('refused', 'NOT_PERMITTED', { procedure, permission });
      return procedures[procedure](tablet, input);
    },
    seen: () => Object.fromEntries(lastSeen),
    close: stop,
  };
}
