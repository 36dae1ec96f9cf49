import { z } from 'zod';
import { procedure, readOrganisation, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { localTimeOf } from '../events/index.ts';
import { FUNNEL_STEPS } from './funnel.rules.ts';
import { funnelScope } from './funnel.schema.ts';
import { noShows, peopleBehind, readFunnel } from './funnel.store.ts';

const localNow = async ({ store, now }: Pick<DeskContext, 'store' | 'now'>): Promise<string> =>
  localTimeOf(now(), (await readOrganisation(store))?.time_zone ?? 'UTC');

/** People that a list shows; the rest is in the file. */
const SHOWN = 500;

export const funnelRouter = router({
  /** The steps of a scope, and each of its events. */
  of: procedure('funnel.read')
    .input(z.object({ scope: funnelScope }))
    .query(async ({ ctx, input }) => readFunnel(ctx.store, input.scope, await localNow(ctx))),

  /** Who stands behind a number. */
  people: procedure('funnel.read')
    .input(z.object({ scope: funnelScope, step: z.enum(FUNNEL_STEPS), side: z.enum(['reached', 'off']) }))
    .query(async ({ ctx, input: { scope, ...behind } }) =>
      peopleBehind(ctx.store, scope, await localNow(ctx), { ...behind, limit: SHOWN }),
    ),

  /** Who stayed away most often. */
  noShows: procedure('funnel.read')
    .input(z.object({ scope: funnelScope }))
    .query(async ({ ctx, input }) => noShows(ctx.store, input.scope, await localNow(ctx), SHOWN)),

  /** Gives the id of a job; its file (.xlsx: the steps, the events, the people) is had by `jobs.takeFile`. */
  export: procedure('funnel.read')
    .input(z.object({ scope: funnelScope, language: z.enum(['ru', 'kk', 'en']) }))
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('funnel.export', input) })),
});
