/** `npm run check`: types, lint, format, directions, unused code, texts. */
import { describe, runChecks } from './checks.ts';

const outcomes = await runChecks((outcome) => console.log(describe(outcome)));
const failed = outcomes.filter(({ hasPassed }) => !hasPassed);
console.log(
  failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map(({ name }) => name).join(', ')}.`,
);
process.exit(failed.length === 0 ? 0 : 1);
