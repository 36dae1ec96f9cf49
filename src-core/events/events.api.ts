import { z } from 'zod';
import { fail, LANGUAGES, procedure, readOrganisation, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { record } from '../store/index.ts';
import type { PatchOf, Reading, Tx } from '../store/index.ts';
import { livingEvent } from './checkIn.store.ts';
import { eventPlanInput, readEventPlan } from './eventPlan.rules.ts';
import type { EventPlan } from './eventPlan.rules.ts';
import { eventTable, REGISTRATION_KINDS } from './events.schema.ts';
import type { EventRow, EventsTables } from './events.schema.ts';
import { addEvent, countOfTemplate, readEvents, readLastEvent } from './events.store.ts';
import type { EventFields } from './events.store.ts';
import { calendarDays, isLocalTime, LOCAL_DATE, localTimeOf, minutesBetween } from './localTime.rules.ts';
import type { LocalTime } from './localTime.rules.ts';
import { registeredRouter } from './registered.api.ts';
import { layOutRooms, readRooms } from './rooms/rooms.store.ts';
import { planOf } from './rooms/roomsPlan.rules.ts';
import type { RoomsPlan } from './rooms/roomsPlan.rules.ts';
import { nextDate, spanOfCopy, spanOn, titleOf } from './schedule.rules.ts';
import { findTemplate, templatesRouter } from './templates.api.ts';

const id = z.string().min(1).max(64);
const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => text.trim() || null)
    .nullable();
const localTime = z.string().refine(isLocalTime, 'not a local time');

const eventFieldsInput = z.object({
  title: z.string().trim().min(1).max(300),
  club_id: id.nullable(),
  place: line(300),
  starts_at: localTime,
  ends_at: localTime,
  capacity: z.int().min(1).max(1_000_000).nullable(),
  registration: z.enum(REGISTRATION_KINDS),
  note: line(5000),
});

/** The wall clock of this moment where the organisation is. */
async function localNow(ctx: Pick<DeskContext, 'store' | 'now'>): Promise<LocalTime> {
  const organisation = await readOrganisation(ctx.store);
  return localTimeOf(ctx.now(), organisation?.time_zone ?? 'UTC');
}

const refuseBackwards = (span: Pick<EventFields, 'starts_at' | 'ends_at'>): void => {
  if (minutesBetween(span.starts_at, span.ends_at) <= 0) throw fail('invalid', 'EVENT_ENDS_BEFORE_START');
};

const origin = z.discriminatedUnion('kind', [
  /** From a template or preset; on its next day, or on the day given. */
  z.object({
    kind: z.literal('template'),
    templateId: id,
    date: z.string().regex(LOCAL_DATE).optional(),
    language: z.enum(LANGUAGES),
  }),
  /** A copy of the named event, or of the last one; whole weeks later. */
  z.object({ kind: z.literal('copy'), eventId: id.optional(), clubId: id.optional() }),
]);

/** What a new event would be: the screen shows it to be changed before it is made. */
type Draft = EventFields & { readonly plan: EventPlan | null };

async function draftOf(
  ctx: Pick<DeskContext, 'store' | 'now'>,
  from: z.output<typeof origin>,
): Promise<Draft | null> {
  const now = await localNow(ctx);
  if (from.kind === 'copy') return copyOf(ctx.store, from, now);
  const template = await findTemplate(ctx.store, from.templateId, from.language);
  const date = from.date ?? nextDate(template.weekday, template.start_time, now);
  const number = (await countOfTemplate(ctx.store, template.id)) + 1;
  return {
    title: titleOf(template.title_pattern, date, number, from.language),
    club_id: template.club_id,
    template_id: template.id,
    place: template.place,
    ...spanOn(date, template.start_time, template.duration_minutes),
    capacity: template.capacity,
    registration: template.registration,
    note: template.note,
    plan: template.plan,
  };
}

/** The rooms that an event gets from where it comes: a template's, or those of the event that is copied. */
async function roomsFrom(reading: Reading, from: z.output<typeof origin>): Promise<RoomsPlan | null> {
  if (from.kind === 'template') return (await findTemplate(reading, from.templateId, from.language)).rooms;
  const original = await originalOf(reading, from);
  return original === undefined ? null : planOf(readRooms(reading, original), original.starts_at);
}

const originalOf = (
  reading: Reading,
  from: { readonly eventId?: string | undefined; readonly clubId?: string | undefined },
): Promise<EventRow | undefined> =>
  from.eventId === undefined ? readLastEvent(reading, from.clubId) : livingEvent(reading, from.eventId);

async function copyOf(
  reading: Reading,
  from: { readonly eventId?: string | undefined; readonly clubId?: string | undefined },
  now: LocalTime,
): Promise<Draft | null> {
  const original = await originalOf(reading, from);
  if (original === undefined) return null;
  const { title, club_id, template_id, place, capacity, registration, note } = original;
  return {
    title,
    club_id,
    template_id,
    place,
    capacity,
    registration,
    note,
    plan: readEventPlan(original.plan),
    ...spanOfCopy(original, now),
  };
}

/**
 * Called in the transaction that made an event or changed one, with the row as it then is: what follows from it (messages that are planned)
 * is written together with it, and taken back together. `isPlanned`: its plan is new.
 */
export type FollowEvent = (tx: Tx, event: EventRow, isPlanned: boolean) => Promise<void>;

type Changing = {
  readonly ctx: DeskContext;
  readonly follow: FollowEvent;
  readonly action: string;
  readonly eventId: string;
};

async function change({ ctx, follow, action, eventId }: Changing, patch: PatchOf<typeof eventTable>) {
  await livingEvent(ctx.store, eventId);
  const { tx } = await ctx.store.write({ actor: ctx.actor.id, action }, async (writing) => {
    if (await record(writing, eventTable, eventId, patch))
      await follow(writing, await eventNow(writing, eventId), patch.plan !== undefined);
  });
  return { tx };
}

/** The event as it is in the transaction, also one that has just been put away. */
const eventNow = (tx: Tx, eventId: string): Promise<EventRow> =>
  tx.read<EventsTables>().selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirstOrThrow();

const stored = (plan: EventPlan | null): string | null => plan && JSON.stringify(plan);

/** In: what follows from an event's being made or changed. */
export const eventsRouterWith = (follow: FollowEvent) =>
  router({
    /** Events of a month with the whole weeks around it (the calendar), or upcoming or past ones (the list). */
    list: procedure('events.read')
      .input(
        z.union([
          z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), clubId: id.optional() }),
          z.object({
            when: z.enum(['upcoming', 'past']),
            clubId: id.optional(),
            limit: z.int().min(1).max(500).default(100),
          }),
        ]),
      )
      .query(async ({ ctx, input }) => {
        const now = await localNow(ctx);
        if ('month' in input) {
          const days = calendarDays(input.month);
          const events = await readEvents(ctx.store, { ...days, clubId: input.clubId, limit: 2000 });
          return { now, ...days, events };
        }
        const { when, clubId, limit } = input;
        const events = await readEvents(ctx.store, { when: { kind: when, now }, clubId, limit });
        return { now, from: null, to: null, events };
      }),

    get: procedure('events.read')
      .input(z.object({ id }))
      .query(async ({ ctx, input }) => {
        const {
          clocks: _clocks,
          seq: _seq,
          deleted_at: _deletedAt,
          plan,
          ...event
        } = await livingEvent(ctx.store, input.id);
        return { now: await localNow(ctx), event: { ...event, plan: readEventPlan(plan) } };
      }),

    /** What a new event would be; null where there is no event to copy yet. */
    draft: procedure('events.write')
      .input(z.object({ from: origin }))
      .query(({ ctx, input }) => draftOf(ctx, input.from)),

    /** Makes an event as the draft of its origin says, with the fields that the screen has changed. */
    create: procedure('events.write')
      .input(
        z.object({
          from: origin.optional(),
          fields: eventFieldsInput.partial().default({}),
          /** What it asks and tells by itself; left out: as its origin says. */
          plan: eventPlanInput.nullable().optional(),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        const draft = input.from === undefined ? undefined : await draftOf(ctx, input.from);
        if (draft === null) throw fail('not-found', 'NO_EVENT_TO_COPY');
        const { plan: usual, ...drafted } = draft ?? { plan: null };
        const fields =
          'title' in drafted
            ? { ...drafted, ...input.fields }
            : { template_id: null, ...eventFieldsInput.parse(input.fields) };
        refuseBackwards(fields);
        const plan = stored(input.plan === undefined ? usual : input.plan);
        const { tx, value } = await ctx.store.write(
          { actor: ctx.actor.id, action: 'events.create' },
          async (writing) => {
            const made = await addEvent(writing, { ...fields, plan });
            const rooms = input.from && (await roomsFrom(writing, input.from));
            if (rooms) await layOutRooms(writing, { id: made, startsAt: fields.starts_at }, rooms);
            await follow(writing, await eventNow(writing, made), true);
            return made;
          },
        );
        return { tx, id: value };
      }),

    edit: procedure('events.write')
      .input(
        z.object({
          id,
          patch: eventFieldsInput.extend({ plan: eventPlanInput.nullable() }).partial(),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        const { plan, ...patch } = input.patch;
        refuseBackwards({ ...(await livingEvent(ctx.store, input.id)), ...patch });
        return change(
          { ctx, follow, action: 'events.edit', eventId: input.id },
          { ...patch, ...(plan !== undefined && { plan: stored(plan) }) },
        );
      }),

    cancel: procedure('events.write')
      .input(z.object({ id, reason: line(500).default(null) }))
      .mutation(({ ctx, input }) =>
        change(
          { ctx, follow, action: 'events.cancel', eventId: input.id },
          {
            cancelled_at: new Date(ctx.now()).toISOString(),
            cancel_reason: input.reason,
          },
        ),
      ),

    /** Takes a cancellation back. */
    hold: procedure('events.write')
      .input(z.object({ id }))
      .mutation(({ ctx, input }) =>
        change(
          { ctx, follow, action: 'events.hold', eventId: input.id },
          { cancelled_at: null, cancel_reason: null },
        ),
      ),

    /** Puts an event away; its marks stay in the log and come back with "undo". */
    remove: procedure('events.write')
      .input(z.object({ id }))
      .mutation(({ ctx, input }) =>
        change(
          { ctx, follow, action: 'events.remove', eventId: input.id },
          { deleted_at: new Date(ctx.now()).toISOString() },
        ),
      ),

    templates: templatesRouter,
    registered: registeredRouter,
  });
