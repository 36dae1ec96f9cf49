import { z } from 'zod';
import { can, fail, procedure, router } from '../access/index.ts';
import { livingEvent, markOf } from '../events/index.ts';
import {
  acknowledge,
  addFlags,
  addQuestion,
  dueOf,
  flagsOfPerson,
  isQuestionOf,
  mindedAt,
  questionsOf,
  removeFlag,
  removeQuestion,
} from './attention.store.ts';
import { ANSWERS, FLAG_KINDS, withoutSecrets } from './attention.rules.ts';

const id = z.string().min(1).max(64);
const text = z
  .string()
  .trim()
  .max(500)
  .nullable()
  .transform((words) => (words === '' ? null : words));

export const attentionRouter = router({
  ofPerson: procedure('attention.read')
    .input(z.object({ personId: id }))
    .query(({ ctx, input }) => flagsOfPerson(ctx.store, input.personId)),

  /** Puts a flag on one person or on many. Throws FLAG_SAYS_NOTHING where `other` has no text. */
  add: procedure('attention.write')
    .input(
      z.object({
        personIds: z.array(id).min(1).max(2000),
        eventId: id.nullable().default(null),
        kind: z.enum(FLAG_KINDS),
        text: text.default(null),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      if (input.kind === 'other' && input.text === null) throw fail('invalid', 'FLAG_SAYS_NOTHING');
      if (input.eventId !== null) await livingEvent(ctx.store, input.eventId);
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'attention.add' },
        (writing) => addFlags(writing, input),
      );
      return { tx, added: value.length };
    }),

  remove: procedure('attention.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'attention.remove' }, (writing) =>
        removeFlag(writing, input.id),
      );
      return { tx };
    }),

  questions: procedure('checkIn.read')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => questionsOf(ctx.store, input.eventId)),

  /** A question to everybody who arrives. Throws TOO_MANY_QUESTIONS. */
  ask: procedure('events.write')
    .input(z.object({ eventId: id, text: z.string().trim().min(1).max(200) }))
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'attention.ask' },
        (writing) => addQuestion(writing, input.eventId, input.text),
      );
      return { tx, id: value };
    }),

  removeQuestion: procedure('events.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'attention.removeQuestion' },
        (writing) => removeQuestion(writing, input.id),
      );
      return { tx };
    }),

  /** What is still to be minded of people who have just arrived; of flags only that there are some, where the role may not read them. */
  ofArrivals: procedure('checkIn.read')
    .input(z.object({ eventId: id, personIds: z.array(id).max(50) }))
    .query(async ({ ctx, input }) => {
      // A mark that was taken back meanwhile is no arrival.
      const here = input.personIds.filter((personId) => markOf(ctx.store, input.eventId, personId));
      const due = await dueOf(ctx.store, input.eventId, here);
      return can(ctx.actor.role, 'attention.read') ? due : due.map(withoutSecrets);
    }),

  /** Somebody at the desk has seen a flag or asked a question. A flag takes the right to read flags. */
  acknowledge: procedure('checkIn.mark')
    .input(
      z.object({ eventId: id, personId: id, flagId: id, answer: z.enum(ANSWERS).nullable().default(null) }),
    )
    .mutation(async ({ ctx, input }) => {
      const mayRead = can(ctx.actor.role, 'attention.read');
      if (!mayRead && !(await isQuestionOf(ctx.store, input.eventId, input.flagId)))
        throw fail('refused', 'NOT_PERMITTED', { procedure: 'attention.acknowledge' });
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'attention.acknowledge' },
        (writing) => acknowledge(writing, { ...input, actor: ctx.actor.id }),
      );
      return { tx };
    }),

  /** All that is to be minded among those who came, with who has seen what. */
  atEvent: procedure('attention.read')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => mindedAt(ctx.store, input.eventId)),
});
