import { z } from 'zod';
import { historyOfRow, record, undo } from '../store/index.ts';
import { LANGUAGES, organisationTable } from './access.schema.ts';
import { ORGANISATION_ID, readAccountNames, readOrganisation, startOwn } from './access.store.ts';
import { fail } from './failure.ts';
import { procedure, router } from './procedure.ts';
import type { JobFile } from './work.ts';

const language = z.enum(LANGUAGES);
const timeZone = z.string().refine(isTimeZone, 'unknown time zone');
const organisationInput = z.object({
  name: z.string().trim().min(1).max(200),
  language,
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone,
});

const jobFile = z.object({
  path: z.string(),
  name: z.string(),
  type: z.string(),
}) satisfies z.ZodType<JobFile>;

/** The first start: look around with demo data, or begin one's own. */
const setup = router({
  state: procedure('desk.use').query(async ({ ctx }) => {
    const organisation = await readOrganisation(ctx.store);
    return { space: ctx.spaces.current(), isReady: organisation !== null, organisation, actor: ctx.actor };
  }),
  startOwn: procedure('organisation.write')
    .input(organisationInput.extend({ owner: z.string().trim().min(1).max(200) }))
    .mutation(async ({ ctx, input }) => {
      if ((await readOrganisation(ctx.store)) !== null) throw fail('conflict', 'ALREADY_SET_UP');
      return { tx: (await startOwn(ctx.store, input)).tx };
    }),
  startDemo: procedure('organisation.write')
    .input(z.object({ language }))
    .mutation(({ ctx, input }) => ctx.spaces.openDemo(input.language)),
  removeDemo: procedure('organisation.write').mutation(({ ctx }) => ctx.spaces.removeDemo()),
});

const organisation = router({
  get: procedure('organisation.read').query(({ ctx }) => readOrganisation(ctx.store)),
  change: procedure('organisation.write')
    .input(organisationInput.partial())
    .mutation(async ({ ctx, input }) => {
      const { timeZone: time_zone, ...rest } = input;
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'organisation.change' },
        (writing) =>
          record(
            writing,
            organisationTable,
            ORGANISATION_ID,
            time_zone === undefined ? rest : { ...rest, time_zone },
          ),
      );
      return { tx };
    }),
});

const journal = router({
  /** Every field of one row over time, newest first, with the name of whoever wrote it where an account has it. */
  ofRow: procedure('journal.read')
    .input(z.object({ table: z.string().max(64), id: z.string().max(64) }))
    .query(async ({ ctx, input }) => {
      if (!ctx.store.tables.has(input.table))
        throw fail('not-found', 'NO_SUCH_TABLE', { table: input.table });
      const [changes, names] = await Promise.all([
        historyOfRow(ctx.store, input.table, input.id),
        readAccountNames(ctx.store),
      ]);
      return changes.map((change) => ({ ...change, who: names.get(change.actor) ?? null }));
    }),
  undo: procedure('undo')
    .input(z.object({ tx: z.string().max(64) }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await undo(ctx.store, ctx.actor.id, input.tx);
      if (value === null) throw fail('conflict', 'ALREADY_UNDONE');
      return { tx, ...value };
    }),
});

const backups = router({
  list: procedure('backup.read').query(async ({ ctx }) => ({
    secondFolder: ctx.backups.secondFolder(),
    files: (await ctx.backups.list()).map(({ name, at, reason, bytes }) => ({ name, at, reason, bytes })),
  })),
  make: procedure('backup.make').mutation(async ({ ctx }) => {
    const { name, at, reason, bytes } = await ctx.backups.make();
    return { name, at, reason, bytes };
  }),
  restore: procedure('backup.restore')
    .input(z.object({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) => ctx.backups.restore(input.name)),
  setSecondFolder: procedure('backup.make')
    .input(z.object({ folder: z.string().max(1000).nullable() }))
    .mutation(({ ctx, input }) => ctx.backups.setSecondFolder(input.folder)),
});

const jobs = router({
  get: procedure('jobs.watch')
    .input(z.object({ id: z.string().max(64) }))
    .query(({ ctx, input }) => ctx.jobs.get(input.id) ?? null),
  cancel: procedure('jobs.watch')
    .input(z.object({ id: z.string().max(64) }))
    .mutation(({ ctx, input }) => ctx.jobs.cancel(input.id)),
  /** Offers the file that a job has made for one download; out: the token. Throws NO_JOB_FILE. */
  takeFile: procedure('jobs.watch')
    .input(z.object({ id: z.string().max(64) }))
    .mutation(({ ctx, input }) => {
      const made = jobFile.safeParse(ctx.jobs.get(input.id)?.result);
      if (!made.success) throw fail('not-found', 'NO_JOB_FILE');
      return { token: ctx.files.offer(made.data), name: made.data.name };
    }),
});

export const accessRouters = { setup, organisation, journal, backups, jobs };

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
