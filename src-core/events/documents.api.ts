import { can, fail, procedure, router } from '../access/index.ts';
import { attendanceInput, cardsInput } from './documents.schema.ts';

/** Both give the id of a job; its file is had by `jobs.takeFile`. */
export const attendanceRouter = router({
  export: procedure('attendance.export')
    .input(attendanceInput)
    .mutation(({ ctx, input }) => {
      if (input.flagKinds && !can(ctx.actor.role, 'attention.read'))
        throw fail('refused', 'NOT_PERMITTED', { procedure: 'attendance.export' });
      return { job: ctx.jobs.start('attendance.export', input) };
    }),
});

export const cardsRouter = router({
  pdf: procedure('people.export')
    .input(cardsInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('cards.pdf', input) })),
});
