/**
 * `npm run bench [part of a name] [--write]`: runs the benchmarks of this folder one after another and prints their table.
 * Each `*.bench.ts` exports one function whose name ends in `Bench`. One that breaks does not stop the others.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BenchRow } from './bench.ts';
import { machine, page, plainTable } from './table.ts';

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [part = ''] = positionals;
const HERE = new URL('.', import.meta.url);

const files = readdirSync(HERE)
  .filter((name) => name.endsWith('.bench.ts') && name.toLowerCase().includes(part.toLowerCase()))
  .toSorted();
if (files.length === 0) {
  console.error(`No benchmark has “${part}” in its name.`);
  process.exit(2);
}
if (values.write && part !== '') {
  console.error('The page has all figures or none: leave the name out to write it.');
  process.exit(2);
}

const rows: BenchRow[] = [];
let broken = 0;
for (const file of files) {
  process.stderr.write(`${file} … `);
  const started = performance.now();
  try {
    rows.push(...(await rowsOf(file)));
    process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  } catch (error) {
    broken += 1;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
console.log(plainTable(rows));
if (values.write && broken === 0) {
  const docs = new URL('../../docs/', HERE);
  writeFileSync(new URL('performance.md', docs), page(rows, machine()));
  for (const { plot } of rows) if (plot) writeFileSync(new URL(plot.file, docs), plot.svg);
}
process.exitCode = broken === 0 ? 0 : 1;

async function rowsOf(file: string): Promise<readonly BenchRow[]> {
  const module: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = await import(
    new URL(file, HERE).href
  );
  const found = Object.entries(module).filter(([name]) => name.endsWith('Bench'));
  const [bench] = found;
  if (!bench || found.length > 1)
    throw new Error(`${file} exports ${found.length} benchmarks instead of one`);
  return bench[1]();
}
