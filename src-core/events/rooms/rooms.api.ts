import { z } from 'zod';
import { fail, procedure, router } from '../../access/index.ts';
import type { DeskContext } from '../../access/index.ts';
import { record } from '../../store/index.ts';
import type { Reading, Tx } from '../../store/index.ts';
import { livingEvent, register } from '../checkIn.store.ts';
import { eventTable } from '../events.schema.ts';
import { readRoster } from '../roster.store.ts';
import { idsMeant, sourceOf, who } from '../who.ts';
import { readRoomCounts } from './presence.store.ts';
import { idInput as id, listPatch, NEW_LIST, NEW_SECTION, sectionPatch } from './rooms.inputs.ts';
import type { RoomsTables } from './rooms.schema.ts';
import {
  addList,
  addSeat,
  addSection,
  editList,
  editSection,
  livingList,
  livingSection,
  readRooms,
  removeList,
  removeSeat,
  removeSection,
  turnRoomsOn,
} from './rooms.store.ts';
import type { ListFields, SeatOwner, SectionFields } from './rooms.store.ts';

const owner = z.union([z.object({ sectionId: id }), z.object({ listId: id })]);

async function write<T>(ctx: DeskContext, action: string, work: (tx: Tx) => Promise<T>) {
  const { tx, value } = await ctx.store.write({ actor: ctx.actor.id, action }, work);
  return { tx, value };
}

/** In a transaction of its own: what is defined next may be taken back, this stays. */
async function turnOn(ctx: DeskContext, eventId: string): Promise<void> {
  const event = await livingEvent(ctx.store, eventId);
  if (event.has_rooms !== 1) await write(ctx, 'rooms.turnOn', (tx) => turnRoomsOn(tx, eventId));
}

function refuseBackwards(from: string | null, to: string | null): void {
  if (from !== null && to !== null && from >= to) throw fail('invalid', 'ROOM_ENDS_BEFORE_START');
}

/** Throws SECTION_NOT_FOUND, LIST_NEEDS_SECTION, ROOM_ENDS_BEFORE_START. */
async function checkList(reading: Reading, eventId: string, list: ListFields): Promise<void> {
  refuseBackwards(list.opens_at, list.closes_at);
  if (list.section_id === null) {
    if (list.admits === 'section') throw fail('invalid', 'LIST_NEEDS_SECTION');
    return;
  }
  const section = await livingSection(reading, list.section_id);
  if (section.event_id !== eventId) throw fail('not-found', 'SECTION_NOT_FOUND');
}

/** The event that a section or list belongs to. Throws SECTION_NOT_FOUND, LIST_NOT_FOUND. */
const eventOf = async (reading: Reading, meant: SeatOwner): Promise<string> =>
  ('sectionId' in meant
    ? await livingSection(reading, meant.sectionId)
    : await livingList(reading, meant.listId)
  ).event_id;

export const roomsRouter = router({
  /** An event's sections and lists, and whether people are checked out. */
  get: procedure('checkIn.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => readRooms(ctx.store, await livingEvent(ctx.store, input.eventId))),

  counts: procedure('checkIn.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) =>
      readRoomCounts(ctx.store, await livingEvent(ctx.store, input.eventId), ctx.now()),
    ),

  setCheckOut: procedure('events.write')
    .input(z.object({ eventId: id, isOn: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      const { tx } = await write(ctx, 'rooms.setCheckOut', (writing) =>
        record(writing, eventTable, input.eventId, { has_check_out: input.isOn ? 1 : 0 }),
      );
      return { tx };
    }),

  addSection: procedure('events.write')
    .input(z.object({ eventId: id, fields: sectionPatch.required({ name: true }) }))
    .mutation(async ({ ctx, input: { eventId, fields } }) => {
      const section: SectionFields = { ...NEW_SECTION, ...defined(fields), name: fields.name };
      refuseBackwards(section.starts_at, section.ends_at);
      await turnOn(ctx, eventId);
      const { tx, value } = await write(ctx, 'rooms.addSection', (writing) =>
        addSection(writing, eventId, section),
      );
      return { tx, id: value };
    }),

  editSection: procedure('events.write')
    .input(z.object({ id, patch: sectionPatch }))
    .mutation(async ({ ctx, input }) => {
      const patch = defined(input.patch);
      const { starts_at, ends_at } = { ...(await livingSection(ctx.store, input.id)), ...patch };
      refuseBackwards(starts_at, ends_at);
      const { tx } = await write(ctx, 'rooms.editSection', (writing) =>
        editSection(writing, input.id, patch),
      );
      return { tx };
    }),

  removeSection: procedure('events.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await write(ctx, 'rooms.removeSection', (writing) => removeSection(writing, input.id));
      return { tx };
    }),

  addList: procedure('events.write')
    .input(z.object({ eventId: id, fields: listPatch.required({ name: true }) }))
    .mutation(async ({ ctx, input: { eventId, fields } }) => {
      const list: ListFields = { ...NEW_LIST, ...defined(fields), name: fields.name };
      await checkList(ctx.store, eventId, list);
      await turnOn(ctx, eventId);
      const { tx, value } = await write(ctx, 'rooms.addList', (writing) => addList(writing, eventId, list));
      return { tx, id: value };
    }),

  editList: procedure('events.write')
    .input(z.object({ id, patch: listPatch }))
    .mutation(async ({ ctx, input }) => {
      const patch = defined(input.patch);
      const before = await livingList(ctx.store, input.id);
      await checkList(ctx.store, before.event_id, { groups: [], ...before, ...patch });
      const { tx } = await write(ctx, 'rooms.editList', (writing) => editList(writing, input.id, patch));
      return { tx };
    }),

  removeList: procedure('events.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await write(ctx, 'rooms.removeList', (writing) => removeList(writing, input.id));
      return { tx };
    }),

  /** Who has a seat in a section or on a list of chosen people, in alphabetical order. */
  seats: procedure('checkIn.read')
    .input(z.object({ owner }))
    .query(async ({ ctx, input }) => {
      const eventId = await eventOf(ctx.store, input.owner);
      const seats = ctx.store.read<RoomsTables>().selectFrom('seat').where('deleted_at', 'is', null);
      const own =
        'sectionId' in input.owner
          ? seats.where('section_id', '=', input.owner.sectionId)
          : seats.where('list_id', '=', input.owner.listId);
      const ids = (await own.where('event_id', '=', eventId).select('person_id').execute()).map(
        ({ person_id }) => person_id,
      );
      return (await readRoster(ctx.store, eventId, { ids })).map(
        ({ id: person, name, group, cardNo, at }) => ({
          id: person,
          name,
          group,
          cardNo,
          at,
        }),
      );
    }),

  /** Gives people a seat, and with it a place at the event. */
  addSeats: procedure('events.write')
    .input(z.object({ owner, who }))
    .mutation(async ({ ctx, input }) => {
      const eventId = await eventOf(ctx.store, input.owner);
      await livingEvent(ctx.store, eventId);
      const ids = idsMeant(ctx.store, input.who);
      const { tx, value } = await write(ctx, 'rooms.addSeats', async (writing) => {
        let added = 0;
        for (const person of ids) {
          await register(writing, eventId, person, sourceOf(input.who));
          if (await addSeat(writing, eventId, input.owner, person)) added += 1;
        }
        return added;
      });
      return { tx, added: value, already: ids.length - value };
    }),

  /** Takes people's seats; their place at the event stays. */
  removeSeats: procedure('events.write')
    .input(z.object({ owner, personIds: z.array(id).min(1).max(100_000) }))
    .mutation(async ({ ctx, input }) => {
      await eventOf(ctx.store, input.owner);
      const { tx, value } = await write(ctx, 'rooms.removeSeats', async (writing) => {
        let removed = 0;
        for (const person of input.personIds) {
          if (await removeSeat(writing, input.owner, person)) removed += 1;
        }
        return removed;
      });
      return { tx, removed: value };
    }),
});

/** The fields that are there: a patch leaves the others as they are. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
