import { z } from 'zod';
import { fail, LANGUAGES, procedure, router } from '../access/index.ts';
import { record } from '../store/index.ts';
import type { Reading } from '../store/index.ts';
import { CLUB_COLOURS, clubTable, eventTemplateTable, REGISTRATION_KINDS } from './events.schema.ts';
import type { EventsTables } from './events.schema.ts';
import { eventPlanInput, readEventPlan, USUAL_PLAN } from './eventPlan.rules.ts';
import type { EventPlan } from './eventPlan.rules.ts';
import { livingEvent } from './checkIn.store.ts';
import { CLOCK_TIME } from './localTime.rules.ts';
import { presets } from './presets.texts.ts';
import { readRooms } from './rooms/rooms.store.ts';
import { planOf, readPlan } from './rooms/roomsPlan.rules.ts';
import type { RoomsPlan } from './rooms/roomsPlan.rules.ts';

const id = z.string().min(1).max(64);
const language = z.enum(LANGUAGES);
const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => text.trim() || null)
    .nullable();

/** A template of the organisation, or a ready-made one. */
export type Template = Omit<
  EventsTables['event_template'],
  'clocks' | 'seq' | 'deleted_at' | 'rooms' | 'plan'
> & {
  readonly isPreset: boolean;
  readonly rooms: RoomsPlan | null;
  /** What its events ask and tell by themselves; null where nothing. */
  readonly plan: EventPlan | null;
};

/** The organisation's own templates by name, then the ready-made ones in the language. */
async function readTemplates(reading: Reading, words: z.output<typeof language>): Promise<Template[]> {
  const own = await reading
    .read<EventsTables>()
    .selectFrom('event_template')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return [
    ...own.map(({ clocks: _clocks, seq: _seq, deleted_at: _deletedAt, rooms, plan, ...template }) => ({
      ...template,
      rooms: readPlan(rooms),
      plan: readEventPlan(plan),
      isPreset: false,
    })),
    ...presets(words).map((preset) => ({
      ...preset,
      club_id: null,
      place: null,
      note: null,
      rooms: null,
      plan: USUAL_PLAN,
      isPreset: true,
    })),
  ];
}

/** Throws TEMPLATE_NOT_FOUND. */
export async function findTemplate(
  reading: Reading,
  templateId: string,
  words: z.output<typeof language>,
): Promise<Template> {
  const found = (await readTemplates(reading, words)).find((template) => template.id === templateId);
  if (found === undefined) throw fail('not-found', 'TEMPLATE_NOT_FOUND', { id: templateId });
  return found;
}

/** Throws EVENT_NOT_FOUND. */
async function roomsMeant(
  reading: Reading,
  meant: { readonly eventId: string } | 'none',
): Promise<string | null> {
  if (meant === 'none') return null;
  const event = await livingEvent(reading, meant.eventId);
  const plan = planOf(readRooms(reading, event), event.starts_at);
  return plan && JSON.stringify(plan);
}

export const templatesRouter = router({
  list: procedure('events.read')
    .input(z.object({ language }))
    .query(({ ctx, input }) => readTemplates(ctx.store, input.language)),

  /** Writes a template: a new one without an id. Throws PRESET_STAYS, TEMPLATE_NOT_FOUND, EVENT_NOT_FOUND. */
  save: procedure('events.write')
    .input(
      z.object({
        id: id.optional(),
        /** The sections, lists and check-out of its events: as they are at an event, or none; left out: as they were. */
        rooms: z.union([z.object({ eventId: id }), z.literal('none')]).optional(),
        /** What its events ask and tell by themselves; left out: as it was. */
        plan: eventPlanInput.nullable().optional(),
        fields: z.object({
          name: z.string().trim().min(1).max(200),
          title_pattern: z.string().trim().min(1).max(300),
          club_id: id.nullable(),
          place: line(300),
          weekday: z.int().min(1).max(7).nullable(),
          start_time: z.string().regex(CLOCK_TIME),
          duration_minutes: z.int().min(5).max(10_080),
          capacity: z.int().min(1).max(1_000_000).nullable(),
          registration: z.enum(REGISTRATION_KINDS),
          note: line(5000),
        }),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'events.templates.save' },
        async (writing) => {
          if (input.id?.startsWith('preset:') === true) throw fail('refused', 'PRESET_STAYS');
          if (input.id !== undefined) await findTemplate(writing, input.id, 'en');
          const own = input.id ?? writing.newId();
          const rooms = input.rooms && { rooms: await roomsMeant(writing, input.rooms) };
          await record(writing, eventTemplateTable, own, {
            ...(input.id === undefined && { rooms: null }),
            ...(input.plan !== undefined && { plan: input.plan && JSON.stringify(input.plan) }),
            ...input.fields,
            ...rooms,
          });
          return own;
        },
      );
      return { tx, id: value };
    }),

  remove: procedure('events.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      await findTemplate(ctx.store, input.id, 'en');
      if (input.id.startsWith('preset:')) throw fail('refused', 'PRESET_STAYS');
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'events.templates.remove' },
        (writing) => record(writing, eventTemplateTable, input.id, { deleted_at: writing.at }),
      );
      return { tx };
    }),
});

export const clubsRouter = router({
  list: procedure('events.read').query(({ ctx }) =>
    ctx.store
      .read<EventsTables>()
      .selectFrom('club')
      .select(['id', 'name', 'colour', 'note'])
      .where('deleted_at', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .execute(),
  ),

  /** Writes a club: a new one without an id, whose colour is then the least used one. */
  save: procedure('events.write')
    .input(
      z.object({
        id: id.optional(),
        name: z.string().trim().min(1).max(200),
        colour: z.enum(CLUB_COLOURS).optional(),
        note: line(2000).optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id: known, ...fields } = input;
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'clubs.save' },
        async (writing) => {
          const own = known ?? writing.newId();
          const colour = fields.colour ?? (known === undefined ? await freeColour(writing) : undefined);
          await record(writing, clubTable, own, { ...fields, ...(colour ? { colour } : {}) });
          return own;
        },
      );
      return { tx, id: value };
    }),

  remove: procedure('events.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'clubs.remove' }, (writing) =>
        record(writing, clubTable, input.id, { deleted_at: writing.at }),
      );
      return { tx };
    }),
});

async function freeColour(reading: Reading): Promise<(typeof CLUB_COLOURS)[number]> {
  const clubs = await reading
    .read<EventsTables>()
    .selectFrom('club')
    .select('colour')
    .where('deleted_at', 'is', null)
    .execute();
  const uses = (colour: string): number => clubs.filter((club) => club.colour === colour).length;
  const [least = 'lazur'] = CLUB_COLOURS.toSorted((a, b) => uses(a) - uses(b));
  return least;
}
