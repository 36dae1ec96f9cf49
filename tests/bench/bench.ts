import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One line of the benchmark table. `ratio` is ours divided by the reference; `aim` is written as the table shows it, e.g. `≤ 0.3`. */
export type BenchRow = {
  work: string;
  ours: string;
  reference: string;
  referenceWas: string;
  ratio: number;
  aim: string;
  ok: boolean;
  note?: string;
  /** A drawing that goes beside the page. */
  plot?: { file: string; svg: string };
};

/** What a fresh process needed for one piece of work; `extraBytes` is the peak of its resident memory above the start. */
export type ChildRun = { readonly ms: number; readonly extraBytes: number; readonly answer: unknown };

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(runs: readonly number[]): number {
  const sorted = runs.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Runs one piece of work in a fresh Node process and measures it there. `script` is the URL of a module whose export `name`
 * is `(...args) => work`: what it does before it returns is preparation and not measured; `work()` is. Arguments and the
 * answer travel as JSON.
 */
export async function inChild(script: URL, name: string, ...args: readonly unknown[]): Promise<ChildRun> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./child.ts', import.meta.url)), script.href, name, JSON.stringify(args)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${name} ended with code ${code}`);
  const lastLine = output.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(lastLine) satisfies ChildRun;
}

/** The median time and the median peak memory of several runs; the answer of the last. */
export function medianRun(all: readonly ChildRun[]): ChildRun {
  return {
    ms: median(all.map((one) => one.ms)),
    extraBytes: median(all.map((one) => one.extraBytes)),
    answer: all.at(-1)?.answer,
  };
}

/** Repeats `inChild` and gives the medians. */
export async function medianInChild(
  runs: number,
  script: URL,
  name: string,
  ...args: readonly unknown[]
): Promise<ChildRun> {
  const all: ChildRun[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await inChild(script, name, ...args));
  return medianRun(all);
}
