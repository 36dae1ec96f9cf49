import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import {
  addPostChannel,
  changePost,
  listPostChannels,
  listPosts,
  planPost,
  previewPost,
  removePostChannel,
} from './deskPosts.store.ts';
import { textsInput } from './texts.rules.ts';

const id = z.string().min(1).max(64);

export const postsRouter = router({
  channels: procedure('messages.read').query(({ ctx }) => listPostChannels(ctx.store)),

  addChannel: procedure('messages.write')
    .input(
      z.object({
        title: z.string().trim().min(1).max(200),
        chat: z.string().regex(/^(@[A-Za-z0-9_]{4,32}|-?\d{1,20})$/),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'messages.addChannel' },
        (writing) => addPostChannel(writing, input),
      );
      return { tx, id: value };
    }),

  removeChannel: procedure('messages.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'messages.removeChannel' },
        (writing) => removePostChannel(writing, input.id),
      );
      return { tx };
    }),

  list: procedure('messages.read')
    .input(z.object({ eventId: id.optional(), limit: z.int().min(1).max(500).default(100) }))
    .query(({ ctx, input }) => listPosts(ctx.store, input)),

  /** What a post would say. */
  preview: procedure('messages.read')
    .input(z.object({ eventId: id.nullable(), texts: textsInput.nullable() }))
    .query(({ ctx, input }) => previewPost(ctx.store, input)),

  /** Plans a post; without texts it says what its event says. */
  plan: procedure('messages.write')
    .input(
      z
        .object({
          channelId: id,
          eventId: id.nullable().default(null),
          texts: textsInput.nullable().default(null),
          sendAt: z.iso.datetime().nullable().default(null),
        })
        .refine(({ eventId, texts }) => eventId !== null || texts !== null, 'nothing to say'),
    )
    .mutation(async ({ ctx, input }) => {
      if (input.eventId !== null) await livingEvent(ctx.store, input.eventId);
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'messages.planPost' },
        (writing) =>
          planPost(writing, {
            channel_id: input.channelId,
            event_id: input.eventId,
            texts: input.texts === null ? null : JSON.stringify(input.texts),
            send_at: input.sendAt ?? new Date(ctx.now()).toISOString(),
          }),
      );
      return { tx, id: value };
    }),

  /** Says something else, or with null what its event says; where the post stands already, it is edited there. */
  edit: procedure('messages.write')
    .input(z.object({ id, texts: textsInput.nullable() }))
    .mutation(async ({ ctx, input }) => {
      const texts = input.texts === null ? null : JSON.stringify(input.texts);
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'messages.editPost' }, (writing) =>
        changePost(writing, input.id, { texts }),
      );
      return { tx };
    }),

  withdraw: procedure('messages.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'messages.withdrawPost' },
        (writing) => changePost(writing, input.id, { withdrawn_at: writing.at }),
      );
      return { tx };
    }),

  /** Puts a post that failed into its channel once more: it may stand there twice then. */
  postAgain: procedure('messages.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'messages.postAgain' }, (writing) =>
        changePost(writing, input.id, { state: 'planned', reason: null, send_at: writing.at }),
      );
      return { tx };
    }),
});
