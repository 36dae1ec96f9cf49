import { availableParallelism, cpus, totalmem, type } from 'node:os';
import Database from 'better-sqlite3';
import type { BenchRow } from './bench.ts';

const HEAD = ['work', 'Orda', 'reference', 'ratio', 'aim', ''] as const;

/** Three digits that count: 0.0823, 1.75, 12.3, 140. */
export function ratioText(ratio: number): string {
  return Number.isFinite(ratio) ? Number(ratio.toPrecision(3)).toString() : '–';
}

const cellsOf = (row: BenchRow): readonly string[] => [
  row.work,
  row.ours,
  row.reference,
  ratioText(row.ratio),
  row.aim,
  row.ok ? '✓' : '✗',
];

/** The rows as a table for a terminal. */
export function plainTable(rows: readonly BenchRow[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const drawn = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [drawn[0], widths.map((width) => '─'.repeat(width)).join('  '), ...drawn.slice(1)].join('\n');
}

/** What the figures were measured on; no dates and no names of machines. */
export function machine(): string {
  const db = new Database(':memory:');
  const sqlite = db.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? '';
  db.close();
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} cores, ${memory} GiB, ${type()}, Node ${process.versions.node}, SQLite ${sqlite}`;
}

const inCell = (text: string): string => text.replaceAll('|', '\\|');

/** The page `docs/performance.md`. */
export function page(rows: readonly BenchRow[], where: string): string {
  const table = rows.map(
    (row) =>
      `| ${[row.work, row.ours, `${row.reference} (${row.referenceWas})`, ratioText(row.ratio), row.aim, row.ok ? '✓' : '✗'].map(inCell).join(' | ')} |`,
  );
  const notes = rows.flatMap((row) => (row.note === undefined ? [] : [`- **${row.work}**: ${row.note}`]));
  const plots = rows.flatMap(({ work, plot }) => (plot ? [`![${work}](${plot.file})\n`] : []));
  return `# Performance

\`npm run bench -- --write\` measures everything on this page anew and writes it; \`npm run bench -- <part of a name>\` measures
a part. Every figure is the median of several runs, each beside a reference measured in the same run on the same machine:
seconds differ from laptop to laptop, the ratio hardly does. Speed is never asserted in a test.

Measured on: ${where}.

| work | Orda | reference | ratio | aim | |
| --- | --- | --- | --- | --- | --- |
${table.join('\n')}

${plots.join('\n')}
## What bounds each figure

${notes.join('\n')}
`;
}
