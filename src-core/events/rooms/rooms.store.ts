import { fail } from '../../access/index.ts';
import { factId, record } from '../../store/index.ts';
import type { PatchOf, Reading, Tx } from '../../store/index.ts';
import type { ListRule } from '../admission.rules.ts';
import { eventTable } from '../events.schema.ts';
import type { EventsTables } from '../events.schema.ts';
import type { LocalTime } from '../localTime.rules.ts';
import { listsOf, sectionsOf } from './rooms.queries.ts';
import { roomsOf } from './roomsPlan.rules.ts';
import type { RoomsPlan } from './roomsPlan.rules.ts';
import { entryListTable, seatTable, sectionTable } from './rooms.schema.ts';
import type { EntryList, Rooms, RoomsTables, Section } from './rooms.schema.ts';

type ListRow = ReturnType<typeof listsOf>[number];

const groupsOf = (row: Pick<ListRow, 'study_groups'>): readonly string[] => {
  const groups: unknown = JSON.parse(row.study_groups);
  return Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [];
};

/** A list as the rule of admission takes it. */
export const listRule = (row: ListRow): ListRule => ({
  id: row.id,
  admits: row.admits,
  groups: groupsOf(row),
  sectionId: row.section_id,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
});

/** An event's sections and lists, in their order. */
export function readRooms(
  reading: Reading,
  event: Pick<EventsTables['event'], 'id' | 'has_check_out'>,
): Rooms {
  return {
    hasCheckOut: event.has_check_out === 1,
    sections: sectionsOf(reading, event.id).map(({ position: _position, ...section }) => section),
    lists: listsOf(reading, event.id).map(({ position: _position, study_groups, ...list }) => ({
      ...list,
      groups: groupsOf({ study_groups }),
    })),
  };
}

/** From now on marks at this event ask for sections and lists; out: whether they did not before. */
export function turnRoomsOn(tx: Tx, eventId: string): Promise<boolean> {
  return record(tx, eventTable, eventId, { has_rooms: 1 });
}

/** Gives a new event the rooms of a plan. */
export async function layOutRooms(
  tx: Tx,
  event: { readonly id: string; readonly startsAt: LocalTime },
  plan: RoomsPlan,
): Promise<void> {
  const { sections, lists } = roomsOf(plan, event.startsAt);
  if (sections.length + lists.length > 0) await turnRoomsOn(tx, event.id);
  if (plan.hasCheckOut) await record(tx, eventTable, event.id, { has_check_out: 1 });
  const ids: string[] = [];
  for (const section of sections) ids.push(await addSection(tx, event.id, section));
  for (const { section, ...list } of lists)
    await addList(tx, event.id, { ...list, section_id: section === null ? null : (ids[section] ?? null) });
}

export type SectionFields = Omit<Section, 'id'>;
export type ListFields = Omit<EntryList, 'id'>;

/** Adds a section after the others; out: its id. */
export async function addSection(tx: Tx, eventId: string, fields: SectionFields): Promise<string> {
  const id = tx.newId();
  const position = nextPosition(sectionsOf(tx, eventId));
  await record(tx, sectionTable, id, { event_id: eventId, ...fields, position });
  return id;
}

/** Adds a list after the others; out: its id. */
export async function addList(tx: Tx, eventId: string, fields: ListFields): Promise<string> {
  const id = tx.newId();
  const position = nextPosition(listsOf(tx, eventId));
  await record(tx, entryListTable, id, { event_id: eventId, ...listPatch(fields), position });
  return id;
}

const nextPosition = (rows: readonly { readonly position: number }[]): number =>
  (rows.at(-1)?.position ?? 0) + 1;

const listPatch = ({ groups, ...fields }: Partial<ListFields>): PatchOf<typeof entryListTable> => ({
  ...fields,
  ...(groups && { study_groups: JSON.stringify(groups) }),
});

/** Throws SECTION_NOT_FOUND. */
export async function editSection(tx: Tx, id: string, patch: Partial<SectionFields>): Promise<void> {
  await livingSection(tx, id);
  await record(tx, sectionTable, id, patch);
}

/** Throws LIST_NOT_FOUND. */
export async function editList(tx: Tx, id: string, patch: Partial<ListFields>): Promise<void> {
  await livingList(tx, id);
  await record(tx, entryListTable, id, listPatch(patch));
}

/**
 * Puts a section away with the lists that lead into it; who was there stays noted. Throws SECTION_NOT_FOUND.
 */
export async function removeSection(tx: Tx, id: string): Promise<void> {
  const section = await livingSection(tx, id);
  for (const list of listsOf(tx, section.event_id).filter(({ section_id }) => section_id === id))
    await record(tx, entryListTable, list.id, { deleted_at: tx.at });
  await record(tx, sectionTable, id, { deleted_at: tx.at });
}

/** Throws LIST_NOT_FOUND. */
export async function removeList(tx: Tx, id: string): Promise<void> {
  await livingList(tx, id);
  await record(tx, entryListTable, id, { deleted_at: tx.at });
}

/** Throws SECTION_NOT_FOUND. */
export async function livingSection(reading: Reading, id: string): Promise<RoomsTables['section']> {
  const section = await reading
    .read<RoomsTables>()
    .selectFrom('section')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (section === undefined) throw fail('not-found', 'SECTION_NOT_FOUND');
  return section;
}

/** Throws LIST_NOT_FOUND. */
export async function livingList(reading: Reading, id: string): Promise<RoomsTables['entry_list']> {
  const list = await reading
    .read<RoomsTables>()
    .selectFrom('entry_list')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (list === undefined) throw fail('not-found', 'LIST_NOT_FOUND');
  return list;
}

/** Where a seat is: in a section, or on a list of chosen people. */
export type SeatOwner = { readonly sectionId: string } | { readonly listId: string };

const ownerId = (owner: SeatOwner): string => ('sectionId' in owner ? owner.sectionId : owner.listId);

/** Gives a person a seat; out: whether they had none. */
export function addSeat(tx: Tx, eventId: string, owner: SeatOwner, personId: string): Promise<boolean> {
  return record(tx, seatTable, factId('seat', ownerId(owner), personId), {
    event_id: eventId,
    person_id: personId,
    section_id: 'sectionId' in owner ? owner.sectionId : null,
    list_id: 'listId' in owner ? owner.listId : null,
    deleted_at: null,
  });
}

/** Takes a person's seat; out: whether they had one. */
export async function removeSeat(tx: Tx, owner: SeatOwner, personId: string): Promise<boolean> {
  const id = factId('seat', ownerId(owner), personId);
  if (tx.engine.rows(seatTable).get(id) === undefined) return false;
  return record(tx, seatTable, id, { deleted_at: tx.at });
}
