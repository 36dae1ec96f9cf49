/** The imports that screens are in the middle of. What they have read lies in files; what the user chose is kept here until it is written. */
import { writeFileSync } from 'node:fs';
import { fail } from '../../access/index.ts';
import type { DeskContext } from '../../access/index.ts';
import type { Store } from '../../store/index.ts';
import { proposedMapping } from './analyse.ts';
import type { CommitResult } from './commit.ts';
import type { Analysis, Answer, Decision, Mapping, PlanSummary } from './plan.ts';
import { readKeptAnalysis, readKeptPlan } from './session.ts';
import type { KeptPlan } from './session.ts';

/** Where an import is: `reading` → `columns` → `checking` → `check` → `writing` → `done`. */
export type ImportStage = 'reading' | 'columns' | 'checking' | 'check' | 'writing' | 'done';

export type RunningImport = {
  readonly id: string;
  readonly folder: string;
  readonly fileName: string;
  stage: ImportStage;
  job: string | null;
  failure: { readonly code: string; readonly fields: Readonly<Record<string, unknown>> } | null;
  analysis: Analysis | null;
  mapping: Mapping | null;
  answers: Record<string, Answer>;
  readonly decisions: Map<number, Decision>;
  plan: KeptPlan | null;
  result: CommitResult | null;
};

/** What a screen sees of it. */
export type ImportState = {
  readonly id: string;
  readonly fileName: string;
  readonly stage: ImportStage;
  readonly job: { readonly id: string; readonly done: number; readonly total: number | null } | null;
  readonly failure: RunningImport['failure'];
  readonly analysis: Analysis | null;
  readonly mapping: Mapping | null;
  readonly summary: PlanSummary | null;
  /** How many rows have a decision of the user. */
  readonly decided: number;
  readonly result: CommitResult | null;
};

const MOST = 8;
const running = new WeakMap<Store, Map<string, RunningImport>>();

function allOf(store: Store): Map<string, RunningImport> {
  let all = running.get(store);
  if (!all) running.set(store, (all = new Map()));
  return all;
}

/** The import with this id. Throws IMPORT_NOT_FOUND where the program was started anew in between. */
export function importOf(store: Store, id: string): RunningImport {
  const found = allOf(store).get(id);
  if (!found) throw fail('not-found', 'IMPORT_NOT_FOUND');
  return found;
}

export type ImportSource =
  { readonly path: string; readonly name: string } | { readonly pasted: string; readonly name: string };

/** Begins an import: the file is read in a thread of its own. */
export function startImport(ctx: DeskContext, source: ImportSource): RunningImport {
  const folder = ctx.files.temporary('.import');
  const path = 'path' in source ? source.path : ctx.files.temporary('.txt');
  if ('pasted' in source) writeFileSync(path, source.pasted);
  const started: RunningImport = {
    id: folder.replace(/^.*[\\/]/, '').replace(/\W/g, ''),
    folder,
    fileName: source.name,
    stage: 'reading',
    job: null,
    failure: null,
    analysis: null,
    mapping: null,
    answers: {},
    decisions: new Map(),
    plan: null,
    result: null,
  };
  const all = allOf(ctx.store);
  const [oldest] = all.keys();
  if (all.size >= MOST && oldest !== undefined) all.delete(oldest);
  all.set(started.id, started);
  const input = { folder, path, name: source.name, isPasted: 'pasted' in source };
  runStep(ctx, started, 'people.import.read', input, 'reading', () => takeAnalysis(started));
  return started;
}

/** Takes what was found in the file; the proposal of the analysis is the mapping until the user changes it. */
export function takeAnalysis(one: RunningImport): void {
  one.analysis = readKeptAnalysis(one.folder);
  one.mapping = proposedMapping(one.analysis);
  one.stage = 'columns';
}

/** Compares with the roster, anew after every change of the mapping or of an answer. */
export function checkImport(ctx: DeskContext, one: RunningImport): string {
  if (one.mapping === null) throw fail('conflict', 'IMPORT_NOT_READ');
  const input = { folder: one.folder, mapping: one.mapping, answers: one.answers };
  one.decisions.clear();
  one.plan = null;
  return runStep(ctx, one, 'people.import.dryRun', input, 'checking', () => {
    one.plan = readKeptPlan(one.folder);
    one.stage = 'check';
  });
}

/** Writes the plan after a backup. Throws QUESTIONS_OPEN where an answer is missing. */
export async function writeImport(ctx: DeskContext, one: RunningImport): Promise<string> {
  if (one.plan === null || one.mapping === null) throw fail('conflict', 'IMPORT_NOT_CHECKED');
  if (!one.plan.summary.isReady) throw fail('conflict', 'QUESTIONS_OPEN');
  one.stage = 'writing';
  try {
    await ctx.backups.make('import');
  } catch (error) {
    one.stage = 'check';
    throw error;
  }
  const decisions = Array.from(one.decisions, ([key, decision]) => ({ key, decision }));
  const input = { folder: one.folder, mapping: one.mapping, decisions };
  return runStep(ctx, one, 'people.import.commit', input, 'writing', (result) => {
    one.result = result as CommitResult;
    one.stage = 'done';
  });
}

/** Runs one step as a job. Where it fails or is cancelled, the import is where it was before, with the failure. */
export function runStep(
  ctx: DeskContext,
  one: RunningImport,
  kind: string,
  input: unknown,
  stage: ImportStage,
  onDone: (result: unknown) => void,
): string {
  if (one.job !== null) ctx.jobs.cancel(one.job);
  const before: ImportStage = stage === 'writing' ? 'check' : stage === 'checking' ? 'columns' : one.stage;
  const job = ctx.jobs.start(kind, input);
  one.job = job;
  one.stage = stage;
  one.failure = null;
  const settle = async (): Promise<void> => {
    const state = await ctx.jobs.ended(job);
    if (one.job !== job) return;
    one.job = null;
    if (state.status === 'done') return onDone(state.result);
    one.stage = before;
    one.failure = state.failure ?? (state.status === 'cancelled' ? { code: 'CANCELLED', fields: {} } : null);
  };
  settle().catch(() => {
    one.job = null;
    one.stage = before;
    one.failure = { code: 'JOB_BROKE', fields: {} };
  });
  return job;
}

/** What the screen shows of an import. */
export function stateOf(ctx: DeskContext, one: RunningImport): ImportState {
  const job = one.job === null ? undefined : ctx.jobs.get(one.job);
  return {
    id: one.id,
    fileName: one.fileName,
    stage: one.stage,
    job: job ? { id: job.id, done: job.done, total: job.total } : null,
    failure: one.failure,
    analysis: one.analysis,
    mapping: one.mapping,
    summary: one.plan?.summary ?? null,
    decided: one.decisions.size,
    result: one.result,
  };
}

/** The plan of an import that has been checked. */
export function planOf(one: RunningImport): KeptPlan {
  if (one.plan === null) throw fail('conflict', 'IMPORT_NOT_CHECKED');
  return one.plan;
}
