/** The files of one running import: what was read, how it is understood, and the plan, each as one step leaves it for the next. */
import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Workbook } from '../../documents/workbook/workbook.ts';
import type { Plan } from './dryRun.ts';
import type { Analysis, Outcome, PlannedRow, PlanSummary, Problem } from './plan.ts';

export const OUTCOMES = [
  'new',
  'changed',
  'same',
  'duplicate',
  'unreadable',
  'skipped',
] as const satisfies readonly Outcome[];

export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
}

export function keepWorkbook(folder: string, workbook: Workbook): void {
  writeFileSync(join(folder, 'workbook.bin'), serialize(workbook));
}

export function readKeptWorkbook(folder: string): Workbook {
  return deserialize(readFileSync(join(folder, 'workbook.bin'))) as Workbook;
}

export function keepAnalysis(folder: string, analysis: Analysis): void {
  writeFileSync(join(folder, 'analysis.json'), JSON.stringify(analysis));
}

export function readKeptAnalysis(folder: string): Analysis {
  return JSON.parse(readFileSync(join(folder, 'analysis.json'), 'utf8')) as Analysis;
}

/** The plan on disk: a line of JSON for each row, and where each line begins, so that a screen takes its page and no more. */
export type KeptPlan = {
  readonly summary: PlanSummary;
  readonly basis: number;
  /** Byte offsets of the lines, one more than there are lines. */
  readonly offsets: readonly number[];
  /** Keys of the rows by outcome. */
  readonly keys: Readonly<Record<Outcome, readonly number[]>>;
  /** Keys of the rows that have something said about them. */
  readonly withProblems: readonly number[];
};

const CHUNK = 2000;

export function keepPlan(folder: string, plan: Plan, basis: number): void {
  const keys: Record<Outcome, number[]> = {
    new: [],
    changed: [],
    same: [],
    duplicate: [],
    unreadable: [],
    skipped: [],
  };
  const withProblems: number[] = [];
  const offsets = [0];
  const file = openSync(join(folder, 'plan.jsonl'), 'w');
  try {
    let at = 0;
    for (let from = 0; from < plan.rows.length; from += CHUNK) {
      const lines = plan.rows.slice(from, from + CHUNK).map((row) => {
        keys[row.outcome].push(row.key);
        if (row.problems.length > 0) withProblems.push(row.key);
        const line = Buffer.from(`${JSON.stringify(row)}\n`);
        offsets.push((at += line.length));
        return line;
      });
      writeSync(file, Buffer.concat(lines));
    }
  } finally {
    closeSync(file);
  }
  const kept: KeptPlan = { summary: plan.summary, basis, offsets, keys, withProblems };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(kept));
}

export function readKeptPlan(folder: string): KeptPlan {
  return JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as KeptPlan;
}

/** The rows with these keys, in their order. */
export function readPlanRows(folder: string, plan: KeptPlan, keys: readonly number[]): readonly PlannedRow[] {
  const file = openSync(join(folder, 'plan.jsonl'), 'r');
  try {
    return keys.flatMap((key) => {
      const [from, to] = [plan.offsets[key], plan.offsets[key + 1]];
      if (from === undefined || to === undefined) return [];
      const bytes = Buffer.alloc(to - from);
      readSync(file, bytes, 0, bytes.length, from);
      return [JSON.parse(bytes.toString('utf8')) as PlannedRow];
    });
  } finally {
    closeSync(file);
  }
}

/** All rows of the plan. */
export function readWholePlan(folder: string): readonly PlannedRow[] {
  const text = readFileSync(join(folder, 'plan.jsonl'), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as PlannedRow]));
}

/** Everything that is said about the rows, row by row. */
export function* problemsOf(folder: string, plan: KeptPlan): Generator<Problem> {
  for (let from = 0; from < plan.withProblems.length; from += CHUNK) {
    for (const row of readPlanRows(folder, plan, plan.withProblems.slice(from, from + CHUNK)))
      yield* row.problems;
  }
}
