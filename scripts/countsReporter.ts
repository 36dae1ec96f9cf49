import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export type Skip = { readonly name: string; readonly reason: string };

export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skip[];
};

/** Why a test was left out: its own words, or those of the group that was left out as a whole. */
const reasonOf = (each: TestCase, note: string | undefined): string =>
  note ?? (each.parent.type === 'suite' ? each.parent.fullName : 'no reason given');

/** Counts what really ran: a file that could not be loaded and an error outside of every test are failures too. */
const countOf = (modules: readonly TestModule[], unhandled: number): Counts => {
  let passed = 0;
  let failed = unhandled;
  const skipped: Skip[] = [];
  for (const module of modules) {
    const before = failed;
    for (const each of module.children.allTests()) {
      const result = each.result();
      if (result.state === 'passed') passed += 1;
      else if (result.state === 'skipped') {
        skipped.push({
          name: `${module.relativeModuleId} › ${each.fullName}`,
          reason: reasonOf(each, result.note),
        });
      } else failed += 1;
    }
    if (failed === before && module.state() === 'failed') failed += 1;
  }
  return { passed, failed, skipped };
};

/**
 * Vitest calls this with `new`: a reporter that writes the counts of a run to the file ORDA_COUNTS.
 */
// oxlint-disable-next-line import/no-default-export -- Vitest takes a reporter as the default export of its file
export default function CountsReporter(): Reporter {
  return {
    onTestRunEnd: (modules, errors) => {
      const file = process.env['ORDA_COUNTS'];
      if (file !== undefined) writeFileSync(file, JSON.stringify(countOf(modules, errors.length)));
    },
  };
}
