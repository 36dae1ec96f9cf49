import { z } from 'zod';
import { fail, procedure, router } from '../access/index.ts';
import { cardsOf, findPeople, fullName } from '../people/index.ts';
import { undo } from '../store/index.ts';
import type { Reading } from '../store/index.ts';
import { attendanceFilterInput } from './attendance.input.ts';
import {
  annulMark,
  findByScan,
  leavePerson,
  livingEvent,
  markPerson,
  readLastMarkTx,
  walkIn,
} from './checkIn.store.ts';
import type { Answer, DoorPerson } from './checkIn.store.ts';
import { readAttendance } from './rooms/attendance.store.ts';
import { gateInput } from './rooms/rooms.inputs.ts';
import { readCounters, readRecent, readRoster, readEventsOfPerson } from './roster.store.ts';
import type { RosterLine } from './roster.store.ts';
import { walkInPatch, walkInTwins } from './walkIn.ts';

const id = z.string().min(1).max(64);

const UNKNOWN: Answer = { verdict: 'unknown', person: null, at: null, annulReason: null, room: null };

/** Whom the desk means: a chosen person, or whoever a scanner's text belongs to. */
const who = z.union([z.object({ personId: id }), z.object({ scan: z.string().min(1).max(200) })]);

const personMeant = async (reading: Reading, meant: z.output<typeof who>): Promise<string | undefined> =>
  'personId' in meant ? meant.personId : findByScan(reading, meant.scan);

/** A line of the door's list: who it is and whether they are in. */
export type DoorLine = DoorPerson & Pick<RosterLine, 'isRegistered' | 'at' | 'annulledAt'>;

const doorLine = ({ id: own, name, group, cardNo, isRegistered, at, annulledAt }: RosterLine): DoorLine => ({
  id: own,
  name,
  group,
  cardNo,
  isRegistered,
  at,
  annulledAt,
});

/** People who have neither a place nor a mark at the event. */
async function strangers(reading: Reading, ids: readonly string[]): Promise<DoorLine[]> {
  return (await cardsOf(reading, ids)).map((card) => ({
    id: card.id,
    name: fullName(card),
    group: card.study_group,
    cardNo: card.student_card_no,
    isRegistered: false,
    at: null,
    annulledAt: null,
  }));
}

const newcomer = z.object({
  /** Family name, given name, patronymic, in one line. */
  name: z.string().trim().min(2).max(300),
  group: z.string().trim().max(60).default(''),
  phone: z.string().trim().max(40).default(''),
});

export const checkInRouter = router({
  /** Marks by person, or by what a scanner typed (a card's code or a student card's number, under any layout). */
  mark: procedure('checkIn.mark')
    .input(
      z.object({
        eventId: id,
        who,
        gate: gateInput.optional(),
        source: z.enum(['desk.search', 'desk.scan', 'desk.camera', 'desk.list']),
        /** Someone at the desk has seen the objection (not on the list, full, annulled) and lets the person in. */
        isAllowed: z.boolean().default(false),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { eventId, gate, source, isAllowed } = input;
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'checkIn.mark' },
        async (writing): Promise<Answer> => {
          const personId = await personMeant(writing, input.who);
          if (personId === undefined) return UNKNOWN;
          return markPerson(writing, { eventId, personId, gate, source, isAllowed });
        },
      );
      return { tx, ...value };
    }),

  /** Checks somebody out by person or scan; `notInside` where they are not there. */
  leave: procedure('checkIn.mark')
    .input(z.object({ eventId: id, who, gate: gateInput.optional() }))
    .mutation(async ({ ctx, input: { eventId, gate, who: meant } }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'checkIn.leave' },
        async (writing): Promise<Answer> => {
          const personId = await personMeant(writing, meant);
          return personId === undefined ? UNKNOWN : leavePerson(writing, { eventId, personId, gate });
        },
      );
      return { tx, ...value };
    }),

  /** People of the base whom a newcomer may already be, with the reason. */
  twins: procedure('checkIn.mark')
    .input(newcomer)
    .query(({ ctx, input }) => walkInTwins(ctx.store, input)),

  /** Adds a person and marks them in one transaction. Throws POSSIBLE_TWIN where `isNew` does not say it was checked. */
  walkIn: procedure('checkIn.mark')
    .input(newcomer.extend({ eventId: id, gate: gateInput.optional(), isNew: z.boolean().default(false) }))
    .mutation(async ({ ctx, input }) => {
      const patch = walkInPatch(input);
      if (!input.isNew) {
        const twins = await walkInTwins(ctx.store, input);
        if (twins.length > 0)
          throw fail('conflict', 'POSSIBLE_TWIN', { people: twins.map(({ name }) => name) });
      }
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'checkIn.walkIn' },
        (writing) => walkIn(writing, input.eventId, patch, input.gate),
      );
      return { tx, ...value };
    }),

  annul: procedure('checkIn.annul')
    .input(z.object({ eventId: id, personId: id, reason: z.string().trim().min(1).max(500) }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'checkIn.annul' }, (writing) =>
        annulMark(writing, input.eventId, input.personId, input.reason),
      );
      return { tx };
    }),

  /** Takes back the newest check-in of whoever is at this desk, or the named one of theirs. Throws NOTHING_TO_UNDO. */
  undoLast: procedure('checkIn.mark')
    .input(z.object({ eventId: id, tx: id.optional() }))
    .mutation(async ({ ctx, input }) => {
      const last = await readLastMarkTx(ctx.store, input.eventId, ctx.actor.id, input.tx);
      if (last === undefined) throw fail('conflict', 'NOTHING_TO_UNDO');
      const { tx } = await undo(ctx.store, ctx.actor.id, last.tx);
      return { tx, undone: last.tx, person: last.person };
    }),

  /** Whom a scan means, without marking; null where nobody fits. */
  find: procedure('checkIn.read')
    .input(z.object({ eventId: id, scan: z.string().min(1).max(200) }))
    .query(async ({ ctx, input }): Promise<DoorLine | null> => {
      const found = await findByScan(ctx.store, input.scan);
      if (found === undefined) return null;
      const own = (await readRoster(ctx.store, input.eventId, { ids: [found] })).at(0);
      return own === undefined ? ((await strangers(ctx.store, [found])).at(0) ?? null) : doorLine(own);
    }),

  /** People for the door's search: those who have a place or a mark first, then everyone else of the base. */
  people: procedure('checkIn.read')
    .input(z.object({ eventId: id, text: z.string().max(200), limit: z.int().min(1).max(50).default(8) }))
    .query(async ({ ctx, input }): Promise<DoorLine[]> => {
      const { eventId, text, limit } = input;
      if (text.trim() === '') return [];
      const own = await readRoster(ctx.store, eventId, { text, limit });
      const known = new Set(own.map((line) => line.id));
      const others = findPeople(ctx.store, text, limit + known.size).filter((found) => !known.has(found));
      return [...own.map(doorLine), ...(await strangers(ctx.store, others.slice(0, limit - own.length)))];
    }),

  /** Everyone of the event who is shown by the filter, in alphabetical order. */
  roster: procedure('checkIn.read')
    .input(attendanceFilterInput.extend({ text: z.string().max(200).optional() }))
    .query(async ({ ctx, input: { eventId, ...filter } }) => {
      const event = await livingEvent(ctx.store, eventId);
      return (await readAttendance(ctx.store, event, filter, ctx.now())).map((line) => ({
        ...doorLine(line),
        source: line.source,
        annulReason: line.annulReason,
        rooms: line.rooms,
      }));
    }),

  /** The events that a person came to, newest first. */
  ofPerson: procedure('checkIn.read')
    .input(z.object({ personId: id, limit: z.int().min(1).max(500).default(100) }))
    .query(({ ctx, input }) => readEventsOfPerson(ctx.store, input.personId, input.limit)),

  counters: procedure('checkIn.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => readCounters(ctx.store, await livingEvent(ctx.store, input.eventId))),

  recent: procedure('checkIn.read')
    .input(z.object({ eventId: id, limit: z.int().min(1).max(100).default(12) }))
    .query(async ({ ctx, input }) =>
      (await readRecent(ctx.store, input.eventId, input.limit)).map((line) => ({
        ...doorLine(line),
        source: line.source,
      })),
    ),
});
