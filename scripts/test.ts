/**
 * `npm test`: the static checks, then the unit and contract tests, then the end-to-end tests. The last line of the
 * output is the count of all of them; a static check counts as one test.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, runChecks } from './checks.ts';
import type { Counts } from './countsReporter.ts';
import { root, runNode } from './run.ts';

const countsShape = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
});

const heading = (text: string): void =>
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 70 - text.length))}`);

const checks = async (): Promise<Counts> => {
  heading('checks');
  const outcomes = await runChecks((outcome) => console.log(describe(outcome)));
  const passed = outcomes.filter(({ hasPassed }) => hasPassed).length;
  return { passed, failed: outcomes.length - passed, skipped: [] };
};

/** A run that ends without its counts (it crashed, or hung for longer than `limit`) is one failure. */
const readCounts = (file: string): Counts => {
  try {
    return countsShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
};

const suite = async (project: string, limit: number): Promise<Counts> => {
  heading(`${project} tests`);
  const folder = mkdtempSync(join(tmpdir(), 'orda-counts-'));
  const file = join(folder, 'counts.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'countsReporter.ts')}`];
  const { code } = await runNode([vitest, 'run', '--project', project, '--passWithNoTests', ...reporters], {
    live: true,
    limit,
    env: { ORDA_COUNTS: file, NO_COLOR: '1' },
  });
  const counts = readCounts(file);
  rmSync(folder, { recursive: true, force: true });
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

const parts = [await checks(), await suite('unit', 1_500_000), await suite('e2e', 2_100_000)];

const skipped = parts.flatMap((part) => part.skipped);
if (skipped.length > 0) {
  heading('skipped');
  for (const [reason, skips] of Map.groupBy(skipped, (skip) => skip.reason)) {
    console.log(`${reason}\n${skips.map(({ name }) => `    ${name}`).join('\n')}`);
  }
}
const total = (pick: (part: Counts) => number): number => parts.reduce((sum, part) => sum + pick(part), 0);
const failed = total((part) => part.failed);
console.log(`\n${total((part) => part.passed)} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed === 0 ? 0 : 1);
