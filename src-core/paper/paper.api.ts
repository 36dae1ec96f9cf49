import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import { isLocalTime } from '../events/index.ts';
import { printInput } from './paper.schema.ts';
import { enterCodes, enterWritten, momentOnPaper, readPaper } from './paper.store.ts';

const id = z.string().min(1).max(64);
const code = z.string().max(40);

const how = z.object({
  eventId: id,
  time: z
    .union([
      z.enum(['start', 'now']),
      z.object({ local: z.string().refine(isLocalTime, 'not a local time') }),
    ])
    .default('start'),
  isAllowed: z.boolean().default(false),
});

export const paperRouter = router({
  /** What has been printed and entered. */
  state: procedure('checkIn.read')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => readPaper(ctx.store, input.eventId)),

  /** Gives the id of a job; its file is had by `jobs.takeFile`. */
  print: procedure('attendance.export')
    .input(printInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('paper.print', input) })),

  /** Enters the codes of a sheet, in order; what came of each. */
  enter: procedure('checkIn.mark')
    .input(how.extend({ codes: z.array(code).min(1).max(2000) }))
    .mutation(async ({ ctx, input }) => {
      const { eventId, time, isAllowed, codes } = input;
      const at = await momentOnPaper(ctx.store, eventId, time, ctx.now());
      const { tx, value } = await ctx.store.write({ actor: ctx.actor.id, action: 'paper.enter' }, (writing) =>
        enterCodes(writing, codes, { eventId, at, isAllowed }),
      );
      return { tx, entries: value };
    }),

  /** Enters an empty line, on which somebody has written their name; or settles a code that means several people. */
  written: procedure('checkIn.mark')
    .input(
      how.extend({
        code,
        /** Family name, given name, patronymic, in one line. */
        name: z.string().trim().max(300),
        group: z.string().trim().max(60).default(''),
        who: z.union([z.enum(['match', 'new']), z.object({ personId: id })]).default('match'),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { eventId, time, isAllowed, ...line } = input;
      const at = await momentOnPaper(ctx.store, eventId, time, ctx.now());
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'paper.written' },
        (writing) => enterWritten(writing, line, { eventId, at, isAllowed }),
      );
      return { tx, entry: value };
    }),
});
