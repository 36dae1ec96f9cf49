import type { Reading } from '../../store/index.ts';
import { isOnList } from '../admission.rules.ts';
import type { Gate } from '../admission.rules.ts';
import { presenceOf } from '../attendance.rules.ts';
import type { EventRow } from '../events.schema.ts';
import { readRoster } from '../roster.store.ts';
import type { RosterFilter, RosterLine } from '../roster.store.ts';
import { readExpected, readPresence } from './presence.store.ts';
import type { Presence } from './presence.store.ts';
import { listsOf, sectionsOf } from './rooms.queries.ts';
import { listRule } from './rooms.store.ts';

/** Where somebody was, beside their line of the attendance list. */
export type RoomsOfLine = {
  readonly isInside: boolean;
  /** Where they are now; null: outside of all sections, or not inside. */
  readonly section: string | null;
  readonly onSiteMs: number;
  /** The sections that they were in, with the time in each. */
  readonly sections: readonly { readonly name: string; readonly ms: number }[];
};

/** `rooms` is null of those who did not come, and at an event without sections, lists and check-out. */
export type AttendanceLine = RosterLine & { readonly rooms: RoomsOfLine | null };

/** `gate`: only those who came there or are waited for there; who "came" is then who came there. */
export type AttendanceFilter = RosterFilter & { readonly gate?: Gate | undefined };

/** Whether an event has anything to tell of where people were. */
export const isWithRooms = (event: EventRow): boolean => event.has_rooms === 1 || event.has_check_out === 1;

/** The lines of an event's attendance list, in alphabetical order. */
export async function readAttendance(
  reading: Reading,
  event: EventRow,
  { gate, ...filter }: AttendanceFilter,
  nowMs: number,
): Promise<readonly AttendanceLine[]> {
  if (!isWithRooms(event))
    return (await readRoster(reading, event.id, filter)).map((line) => ({ ...line, rooms: null }));
  const presence = await readPresence(reading, event, nowMs);
  const names = new Map(sectionsOf(reading, event.id).map(({ id, name }) => [id, name]));
  const owner = gate?.listId ?? gate?.sectionId ?? null;
  if (owner === null) {
    const lines = await readRoster(reading, event.id, filter);
    return lines.map((line) => withRooms(line, presence.get(line.id), names));
  }
  const awaited = await awaitedAt(reading, event.id, owner);
  const lines = await readRoster(reading, event.id, { ...filter, presence: 'all' });
  return lines.flatMap((line) => {
    const own = presence.get(line.id);
    const hasCome = own !== undefined && (own.sections.has(owner) || own.lists.has(owner));
    if (!hasCome && !awaited.has(line.id)) return [];
    const state = hasCome ? 'came' : line.annulledAt === null ? 'notYet' : presenceOf(line);
    if (filter.presence !== undefined && filter.presence !== 'all' && filter.presence !== state) return [];
    return [withRooms(line, own, names)];
  });
}

/** The ids of those who belong to a section or to a list that says whom it is for. */
async function awaitedAt(reading: Reading, eventId: string, owner: string): Promise<ReadonlySet<string>> {
  const row = listsOf(reading, eventId).find(({ id }) => id === owner);
  const list = row && listRule(row);
  const expected = await readExpected(reading, eventId);
  const own = expected.filter((person) =>
    list === undefined ? person.seats.includes(owner) : list.admits !== 'everyone' && isOnList(list, person),
  );
  return new Set(own.map(({ id }) => id));
}

function withRooms(
  line: RosterLine,
  presence: Presence | undefined,
  names: ReadonlyMap<string, string>,
): AttendanceLine {
  if (presence === undefined) return { ...line, rooms: null };
  const { isInside, sectionId, onSiteMs, bySection, sections } = presence;
  return {
    ...line,
    rooms: {
      isInside,
      section: names.get(sectionId ?? '') ?? null,
      onSiteMs,
      sections: [...names].flatMap(([id, name]) =>
        sections.has(id) ? [{ name, ms: bySection.get(id) ?? 0 }] : [],
      ),
    },
  };
}
