import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import { audienceInput } from './audience.rules.ts';
import { broadcastId, findMessage, moveMessage, sendBroadcast } from './broadcast.store.ts';
import { callListInput } from './callList.input.ts';
import { cancelMessage, sendAgain } from './desk.store.ts';
import { listMessages, peopleOfMessage, showMessage } from './listing.store.ts';
import { readEvent } from './plan.store.ts';
import { postsRouter } from './posts.api.ts';
import { namesOf, previewMessage } from './preview.store.ts';
import { channelsInput, rulesInput } from './rules.ts';
import { readHouse, saveRules } from './settings.store.ts';
import { textsInput } from './texts.rules.ts';

const id = z.string().min(1).max(64);
const localTime = z.iso.datetime({ local: true, precision: -1 });
const draft = z.object({
  audience: audienceInput,
  channels: channelsInput.nullable().default(null),
  eventId: id.nullable().default(null),
});
/** People whom one wish to send again may name. */
const MOST = 50_000;

export const messagesRouter = router({
  /** The latest first; of one event, or of all. */
  list: procedure('messages.read')
    .input(z.object({ eventId: id.optional() }).default({}))
    .query(({ ctx, input }) => listMessages(ctx.store, input, ctx.now())),

  get: procedure('messages.read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => showMessage(ctx.store, input.id, ctx.now())),

  /** Each of its people with what became of it. */
  people: procedure('messages.read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => peopleOfMessage(ctx.store, input.id, ctx.now())),

  /** How people are called, by name. */
  names: procedure('messages.read')
    .input(z.object({ ids: z.array(id).max(100) }))
    .query(({ ctx, input }) => namesOf(ctx.store, input.ids)),

  /** What would happen if it were sent now: counts, cost, who would not get it, and how it looks. */
  preview: procedure('messages.write')
    .input(draft.extend({ texts: textsInput.nullable().default(null) }))
    .query(async ({ ctx, input }) => {
      const event = input.eventId === null ? null : await readEvent(ctx.store, input.eventId);
      return previewMessage(ctx.store, { ...input, event }, ctx.now());
    }),

  /** Puts a message on its way, once for each key; `tx` is null where it was there already. */
  send: procedure('messages.write')
    .input(
      draft.extend({
        key: z.string().min(8).max(64),
        texts: textsInput,
        sendAt: localTime.nullable().default(null),
        isUrgent: z.boolean().default(false),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const known = await findMessage(ctx.store, broadcastId(input.key));
      if (known !== undefined) return { tx: null, id: known.id };
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'messages.send' },
        (writing) => sendBroadcast(writing, input),
      );
      return { tx, id: value };
    }),

  move: procedure('messages.write')
    .input(z.object({ id, sendAt: localTime }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'messages.move' }, (writing) =>
        moveMessage(writing, input.id, input.sendAt),
      );
      return { tx };
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

  /** Prints whom it did not reach, to be called; out: the id of a job, whose file is had by `jobs.takeFile`. */
  callList: procedure('messages.write')
    .input(callListInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('messages.callList', input) })),

  /** The organisation's rules for messages, with the currency that their prices are in. */
  rules: procedure('messages.read').query(async ({ ctx }) => {
    const { rules, currency } = await readHouse(ctx.store);
    return { ...rules, currency };
  }),

  saveRules: procedure('messages.settings')
    .input(rulesInput)
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'messages.settings' }, (writing) =>
        saveRules(writing, input),
      );
      return { tx };
    }),

  posts: postsRouter,
});
