/** The static checks of the house, each with a name, run two at a time. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './run.ts';

type Check = { readonly name: string; readonly args: readonly string[] };

export type CheckOutcome = {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly output: string;
  readonly seconds: number;
};

const tool = (path: string): string => join(root, 'node_modules', path);

const hasSources = (folder: string): boolean =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).some((name) => /\.tsx?$/.test(name));

const ROOTS = ['src-core', 'src-main', 'src-relay', 'src-renderer', 'tests', 'scripts'];

const types: readonly Check[] = ROOTS.filter(hasSources).map((folder) => ({
  name: `types: ${folder}`,
  args: [tool('typescript/bin/tsc'), '-p', folder],
}));

const CHECKS: readonly Check[] = [
  ...types,
  { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', args: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  {
    name: 'directions between folders',
    args: [
      tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...ROOTS.filter(hasSources),
      'migrations',
      '--output-type',
      'err',
    ],
  },
  { name: 'unused files, exports and packages', args: [tool('knip/bin/knip.js'), '--no-progress'] },
  { name: 'catalogues of texts', args: [join(root, 'scripts', 'checkCatalogues.ts')] },
];

/** Runs every check, two at a time; `report` hears of each one as it ends. */
export const runChecks = async (
  report: (outcome: CheckOutcome) => void,
): Promise<readonly CheckOutcome[]> => {
  const waiting = [...CHECKS];
  const outcomes: CheckOutcome[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { code, output, seconds } = await runNode(check.args, { limit: 240_000 });
      const outcome = { name: check.name, hasPassed: code === 0, output, seconds };
      outcomes.push(outcome);
      report(outcome);
    }
  };
  await Promise.all([work(), work()]);
  return outcomes;
};

/** One line of the outcome, with all that the tool said where it failed. */
export const describe = ({ name, hasPassed, output, seconds }: CheckOutcome): string =>
  `${hasPassed ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)${hasPassed ? '' : `\n${output}`}`;
