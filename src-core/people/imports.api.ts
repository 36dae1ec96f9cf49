import { z } from 'zod';
import { fail, LANGUAGES, procedure, router } from '../access/index.ts';
import { canUndo } from './import/commit.ts';
import { answersInput, decisionsInput, mappingInput } from './import/plan.schema.ts';
import type { PlannedRow } from './import/plan.ts';
import {
  checkImport,
  importOf,
  planOf,
  runStep,
  startImport,
  stateOf,
  takeAnalysis,
  writeImport,
} from './import/running.ts';
import { OUTCOMES, problemsOf, readPlanRows } from './import/session.ts';
import type { PeopleTables } from './people.schema.ts';

const id = z.string().min(1).max(200);
const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * An import goes through `start` → (analysis) → `setMapping`, `setHeader` → `dryRun` → `answer`, `decide` → `commit`. Long steps
 * are jobs: `get` says where the import is, and `live` tells when to ask again.
 */
export const importsRouter = router({
  /** Takes an uploaded file, or cells pasted as text. */
  start: procedure('people.import')
    .input(
      z.union([
        z.object({ token: z.string().max(200) }),
        z.object({ pasted: z.string().min(1).max(20_000_000), name: z.string().trim().min(1).max(200) }),
      ]),
    )
    .mutation(({ ctx, input }) => {
      const source = 'token' in input ? ctx.files.uploaded(input.token) : input;
      if (!source) throw fail('not-found', 'UPLOAD_NOT_FOUND');
      const started = startImport(ctx, source);
      return { id: started.id, job: started.job };
    }),

  get: procedure('people.import')
    .input(z.object({ id }))
    .query(({ ctx, input }) => stateOf(ctx, importOf(ctx.store, input.id))),

  setMapping: procedure('people.import')
    .input(z.object({ id, mapping: mappingInput }))
    .mutation(({ ctx, input }) => {
      const one = importOf(ctx.store, input.id);
      one.mapping = input.mapping;
      one.plan = null;
      one.decisions.clear();
      if (one.stage === 'check') one.stage = 'columns';
    }),

  /** Says where a table's header is (null: it has none); its columns are guessed anew. */
  setHeader: procedure('people.import')
    .input(z.object({ id, table: z.string().max(200), headerRow: z.int().min(1).nullable() }))
    .mutation(({ ctx, input }) => {
      const one = importOf(ctx.store, input.id);
      const { table, headerRow } = input;
      const work = { folder: one.folder, table, headerRow };
      const before = one.mapping;
      const job = runStep(ctx, one, 'people.import.header', work, 'reading', () => {
        takeAnalysis(one);
        const fresh = one.mapping;
        if (!fresh || !before) return;
        // The other tables stay as the user has them; this one is new.
        const tables = fresh.tables.map((proposed) =>
          proposed.table === table
            ? { ...proposed, headerRow }
            : (before.tables.find((kept) => kept.table === proposed.table) ?? proposed),
        );
        one.mapping = { kind: before.kind, tables };
      });
      return { job };
    }),

  dryRun: procedure('people.import')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => ({ job: checkImport(ctx, importOf(ctx.store, input.id)) })),

  /** One page of the plan's rows, of one outcome or of all, each with the user's decision. */
  rows: procedure('people.import')
    .input(z.object({ id, outcome: z.enum(OUTCOMES).optional(), ...page }))
    .query(({ ctx, input }) => {
      const one = importOf(ctx.store, input.id);
      const plan = planOf(one);
      const count = plan.offsets.length - 1;
      const keys =
        input.outcome === undefined
          ? range(input.offset, Math.min(count, input.offset + input.limit))
          : plan.keys[input.outcome].slice(input.offset, input.offset + input.limit);
      const rows = readPlanRows(one.folder, plan, keys).map((row): PlannedRow => ({
        ...row,
        decision: one.decisions.get(row.key) ?? null,
      }));
      return { rows, total: input.outcome === undefined ? count : plan.keys[input.outcome].length };
    }),

  /** One page of the rows that have something said about them; their `problems` hold it. */
  remarks: procedure('people.import')
    .input(z.object({ id, ...page }))
    .query(({ ctx, input }) => {
      const one = importOf(ctx.store, input.id);
      const plan = planOf(one);
      const keys = plan.withProblems.slice(input.offset, input.offset + input.limit);
      return { rows: readPlanRows(one.folder, plan, keys), total: plan.withProblems.length };
    }),

  /** Answers questions of the dry run; the plan is made anew. */
  answer: procedure('people.import')
    .input(z.object({ id, answers: answersInput }))
    .mutation(({ ctx, input }) => {
      const one = importOf(ctx.store, input.id);
      one.answers = { ...one.answers, ...input.answers };
      return { job: checkImport(ctx, one) };
    }),

  /** Says what rows are to become; `null` takes a decision back. */
  decide: procedure('people.import')
    .input(
      z.object({ id, decisions: decisionsInput, takeBack: z.array(z.int().min(0)).max(200_000).default([]) }),
    )
    .mutation(({ ctx, input }) => {
      const one = importOf(ctx.store, input.id);
      const plan = planOf(one);
      for (const { key, decision } of input.decisions) one.decisions.set(key, decision);
      for (const key of input.takeBack) one.decisions.delete(key);
      return { undecided: plan.keys.duplicate.filter((key) => !one.decisions.has(key)).length };
    }),

  commit: procedure('people.import')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => ({ job: await writeImport(ctx, importOf(ctx.store, input.id)) })),

  /** Everything that was said about the rows, as .xlsx. */
  problemsFile: procedure('people.import')
    .input(z.object({ id, language: z.enum(LANGUAGES) }))
    .mutation(async ({ ctx, input }) => {
      const one = importOf(ctx.store, input.id);
      const path = ctx.files.temporary('.xlsx');
      const { writeProblems } = await import('./import/problems.sheet.ts');
      const name = await writeProblems(
        path,
        one.fileName,
        problemsOf(one.folder, planOf(one)),
        input.language,
      );
      return { token: ctx.files.offer({ path, name, type: XLSX }) };
    }),

  /** Earlier imports, newest first. */
  list: procedure('people.import').query(async ({ ctx }) => {
    const batches = await ctx.store
      .read<PeopleTables>()
      .selectFrom('import_batch')
      .selectAll()
      .where('deleted_at', 'is', null)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute();
    return batches.map(({ clocks: _clocks, seq: _seq, deleted_at: _deleted, ...batch }) => ({
      ...batch,
      canUndo: canUndo(batch, ctx.now()),
    }));
  }),

  /** Takes an import back, as a job; its result says how many people stayed because they were used since. */
  undo: procedure('people.import')
    .input(z.object({ batch: id }))
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('people.import.undo', { batch: input.batch }) })),
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
