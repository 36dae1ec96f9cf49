import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import { openFonts } from '../documents/pdf/fonts.ts';
import { badgeSvg } from './badgeSvg.ts';
import { badgesInput, designInput } from './nameBadges.schema.ts';
import {
  badgeOfPerson,
  idsToPrint,
  notePrint,
  printingOf,
  printLog,
  timesPrinted,
} from './nameBadges.store.ts';

const id = z.string().min(1).max(64);

export const nameBadgesRouter = router({
  /** A badge as a picture; nothing is noted. Without a person, of the sample that the screen names. */
  preview: procedure('checkIn.read')
    .input(
      z.object({
        eventId: id,
        personId: id.nullable().default(null),
        sample: z.object({ name: z.string().max(200), group: z.string().max(60) }),
        design: designInput,
      }),
    )
    .query(async ({ ctx, input }) => {
      const printing = await printingOf(ctx.store, input.eventId, input.design);
      const { event, organisation } = printing;
      const badge =
        input.personId === null
          ? { ...input.sample, event, organisation, code: 'PD335JZNJ11' }
          : await badgeOfPerson(ctx.store, input.personId, printing);
      return { svg: badgeSvg(await openFonts(), badge, input.design) };
    }),

  /**
   * Notes a print and gives the picture to print. With `arrival` a badge that was printed before is not printed again by itself:
   * `svg` is null then.
   */
  print: procedure('checkIn.mark')
    .input(
      z.object({
        eventId: id,
        personId: id,
        design: designInput,
        way: z.enum(['arrival', 'key']),
        reason: z
          .string()
          .trim()
          .max(200)
          .nullable()
          .default(null)
          .transform((words) => (words === '' ? null : words)),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { eventId, personId, design, way, reason } = input;
      const badge = await badgeOfPerson(ctx.store, personId, await printingOf(ctx.store, eventId, design));
      const svg = badgeSvg(await openFonts(), badge, design);
      const { tx, value: times } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'nameBadges.print' },
        async (writing) => {
          const before = await timesPrinted(writing, eventId, personId);
          if (way === 'arrival' && before > 0) return null;
          await notePrint(writing, { eventId, personId, actor: ctx.actor.id, way, reason });
          return before + 1;
        },
      );
      return { tx, times, name: badge.name, svg: times === null ? null : svg };
    }),

  /** Whose badges were printed, when, by whom, how often. */
  log: procedure('checkIn.read')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => printLog(ctx.store, input.eventId)),

  /** How many badges each choice of people comes to. */
  counts: procedure('checkIn.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => {
      const [all, came, waiting] = await Promise.all(
        (['all', 'came', 'waiting'] as const).map((who) => idsToPrint(ctx.store, input.eventId, who)),
      );
      return { all: all?.length ?? 0, came: came?.length ?? 0, waiting: waiting?.length ?? 0 };
    }),

  /** Out: the id of a job; its file is had by `jobs.takeFile`. */
  pdf: procedure('people.export')
    .input(badgesInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('nameBadges.pdf', input) })),
});
