import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import { record } from '../store/index.ts';
import { savedViewTable } from './people.schema.ts';
import type { PeopleTables } from './people.schema.ts';

export const viewsRouter = router({
  list: procedure('people.read')
    .input(z.object({ screen: z.string().max(40) }))
    .query(({ ctx, input }) =>
      ctx.store
        .read<PeopleTables>()
        .selectFrom('saved_view')
        .select(['id', 'name', 'screen', 'definition', 'owner'])
        .where('screen', '=', input.screen)
        .where('deleted_at', 'is', null)
        .orderBy('id')
        .execute(),
    ),

  /** Makes a view, or changes the one with this id. */
  save: procedure('people.read')
    .input(
      z.object({
        id: z.string().min(1).max(64).optional(),
        name: z.string().trim().min(1).max(100),
        screen: z.string().min(1).max(40),
        definition: z.string().max(100_000),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id: known, ...view } = input;
      const intent = { actor: ctx.actor.id, action: 'views.save' };
      const { tx, value } = await ctx.store.write(intent, async (writing) => {
        const id = known ?? writing.newId();
        await record(writing, savedViewTable, id, { ...view, owner: ctx.actor.id });
        return id;
      });
      return { tx, id: value };
    }),

  remove: procedure('people.read')
    .input(z.object({ id: z.string().min(1).max(64) }))
    .mutation(async ({ ctx, input }) => {
      const intent = { actor: ctx.actor.id, action: 'views.remove' };
      const { tx } = await ctx.store.write(intent, async (writing) => {
        const view = await writing
          .read<PeopleTables>()
          .selectFrom('saved_view')
          .select('id')
          .where('id', '=', input.id)
          .executeTakeFirst();
        if (view) await record(writing, savedViewTable, input.id, { deleted_at: writing.at });
      });
      return { tx };
    }),
});
