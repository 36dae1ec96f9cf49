import { z } from 'zod';
import { fail, procedure, router } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import { filterInput, idsOf } from '../people/index.ts';
import type { Reading, Store } from '../store/index.ts';
import { record } from '../store/index.ts';
import { audienceInput } from './audience.rules.ts';
import type { Audience } from './audience.rules.ts';
import { resolveAudience } from './audience.store.ts';
import { cancelMessage, listMessages, readMessage, sendAgain, statesOf } from './desk.store.ts';
import { MESSAGE_KINDS } from './messages.rules.ts';
import { messageTable } from './messages.schema.ts';
import { postsRouter } from './posts.api.ts';
import { preview } from './preview.ts';
import { channelsInput, rulesInput } from './rules.ts';
import { readRules, saveRules } from './settings.store.ts';
import { textsInput } from './texts.rules.ts';

const id = z.string().min(1).max(64);
const instant = z.iso.datetime();

/** Whom a screen may name: an audience, or whoever fits a list's filter just now. */
const whoInput = z.union([audienceInput, z.object({ kind: z.literal('filter'), filter: filterInput })]);

const messageInput = z.object({
  who: whoInput,
  texts: textsInput,
  channels: channelsInput.nullable().default(null),
  kind: z.enum(MESSAGE_KINDS).default('broadcast'),
  eventId: id.nullable().default(null),
  formUseId: id.nullable().default(null),
});

/** What a message can be for at most. */
const MOST = 50_000;
/** Messages that a preview shows to the letter. */
const SAMPLES = 50;

/** A filter's people are fixed at this moment: the relay cannot read what the filter may ask. Throws NOBODY_TO_TELL, TOO_MANY_TO_TELL. */
async function audienceOf(store: Store & Reading, who: z.output<typeof whoInput>): Promise<Audience> {
  const audience: Audience =
    who.kind === 'filter' ? { kind: 'persons', ids: [...idsOf(store, who.filter, BY_NAME)] } : who;
  // A rule may find nobody yet: whoever comes to tomorrow's event.
  if (audience.kind !== 'persons') return audience;
  const ids = await resolveAudience(store, audience);
  if (ids.length === 0) throw fail('invalid', 'NOBODY_TO_TELL');
  if (ids.length > MOST) throw fail('invalid', 'TOO_MANY_TO_TELL', { most: MOST });
  return { kind: 'persons', ids: [...ids] };
}

const BY_NAME = { by: 'name', direction: 'asc' } as const;

export const messagesRouter = router({
  list: procedure('messages.read')
    .input(z.object({ eventId: id.optional(), limit: z.int().min(1).max(500).default(100) }))
    .query(({ ctx, input }) => listMessages(ctx.store, input)),

  /** One message and what became of it for each person. */
  get: procedure('messages.read')
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => ({
      message: await readMessage(ctx.store, input.id),
      people: await statesOf(ctx.store, input.id),
    })),

  /** What sending it now would be: how many by which channel, what it costs, who is not reached; the first messages to the letter. */
  preview: procedure('messages.read')
    .input(messageInput)
    .query(async ({ ctx, input: { who, ...what } }) => {
      const audience = await audienceOf(ctx.store, who);
      const { messages, ...sums } = await preview(ctx.store, { ...what, audience }, ctx.now());
      return { ...sums, total: messages.length, messages: messages.slice(0, SAMPLES) };
    }),

  /** Writes a message; a relay sends it when its time comes. Throws MESSAGE_EXPIRES_EARLY, EVENT_NOT_FOUND, NOBODY_TO_TELL. */
  compose: procedure('messages.write')
    .input(
      messageInput.extend({
        /** Null for as soon as it can be. */
        sendAt: instant.nullable().default(null),
        expiresAt: instant.nullable().default(null),
        isUrgent: z.boolean().default(false),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const sendAt = input.sendAt ?? new Date(ctx.now()).toISOString();
      if (input.expiresAt !== null && input.expiresAt <= sendAt)
        throw fail('invalid', 'MESSAGE_EXPIRES_EARLY');
      if (input.eventId !== null) await livingEvent(ctx.store, input.eventId);
      const audience = await audienceOf(ctx.store, input.who);
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'messages.compose' },
        async (writing) => {
          const made = writing.newId();
          await record(writing, messageTable, made, {
            kind: input.kind,
            event_id: input.eventId,
            form_use_id: input.formUseId,
            audience: JSON.stringify(audience),
            texts: JSON.stringify(input.texts),
            channels: input.channels === null ? null : JSON.stringify(input.channels),
            send_at: sendAt,
            expires_at: input.expiresAt,
            is_urgent: input.isUrgent ? 1 : null,
          });
          return made;
        },
      );
      return { tx, id: value };
    }),

  cancel: procedure('messages.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'messages.cancel' }, (writing) =>
        cancelMessage(writing, input.id),
      );
      return { tx };
    }),

  /** Sends once more to whom it may not have come: it may come twice then. */
  sendAgain: procedure('messages.write')
    .input(z.object({ id, personIds: z.array(id).min(1).max(MOST) }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'messages.sendAgain' },
        (writing) => sendAgain(writing, input.id, input.personIds),
      );
      return { tx, people: value };
    }),

  settings: procedure('messages.read').query(({ ctx }) => readRules(ctx.store)),

  saveSettings: procedure('messages.settings')
    .input(rulesInput)
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'messages.settings' }, (writing) =>
        saveRules(writing, input),
      );
      return { tx };
    }),

  posts: postsRouter,
});
