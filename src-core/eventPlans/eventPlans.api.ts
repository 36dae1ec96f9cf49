import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import type { FormsTables } from '../forms/index.ts';
import type { MessagesTables } from '../messages/index.ts';
import { askNow } from './askNow.ts';

const id = z.string().min(1).max(64);

export const eventPlansRouter = router({
  /** The forms that a plan may ask after an event, by name. */
  forms: procedure('forms.read').query(({ ctx }) =>
    ctx.store
      .read<FormsTables>()
      .selectFrom('form')
      .where('kind', '=', 'feedback')
      .where('deleted_at', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .select(['id', 'name'])
      .execute(),
  ),

  /** When feedback goes out or went out at an event, soonest first, with the form that it brings; instants in UTC. */
  feedback: procedure('forms.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => {
      const rows = await ctx.store
        .read<MessagesTables>()
        .selectFrom('message')
        .where('event_id', '=', input.eventId)
        .where('kind', '=', 'feedback')
        .where('cancelled_at', 'is', null)
        .where('deleted_at', 'is', null)
        .orderBy('send_at')
        .select(['send_at as sendAt', 'form_use_id as useId'])
        .execute();
      return rows.map((row) => ({ ...row, isDue: Date.parse(row.sendAt) <= ctx.now() }));
    }),

  /** Has a form sent to everybody who came, now. */
  askNow: procedure('messages.write')
    .input(z.object({ eventId: id, formId: id, isAnonymous: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'eventPlans.askNow' },
        (writing) => askNow(writing, input),
      );
      return { tx, useId: value };
    }),
});
