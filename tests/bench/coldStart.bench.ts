// From the start of the process to the first usable screen in a browser window, with a database of 200 MB, against a fresh
// process that opens the file and asks it one thing. The file is in the system's cache; the browser is running already.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildRenderer } from '../../scripts/freshness.ts';
import { closeBrowser, sharedBrowser } from '../e2e/browser.ts';
import { median, type BenchRow } from './bench.ts';
import { makeLargeDatabase } from './largeDatabase.ts';

const RUNS = 5;
const PROGRAM = fileURLToPath(new URL('../../src-main/start.ts', import.meta.url));

type Start = { readonly address: number; readonly window: number; readonly screen: number };

/** One start of the desk; out: milliseconds to its printed address, from there to a painted page, and to its contents. */
async function start(folder: string): Promise<Start> {
  const browser = await sharedBrowser();
  const page = await browser.newPage();
  const started = performance.now();
  const child = spawn(process.execPath, [PROGRAM, '--no-window', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await addressOf(child.stdout);
    const address = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    const window = performance.now();
    await page.getByRole('main').getByRole('heading').first().waitFor();
    const screen = performance.now();
    return { address: address - started, window: window - address, screen: screen - window };
  } finally {
    await page.close();
    child.kill('SIGTERM');
    await once(child, 'close');
  }
}

function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    output.setEncoding('utf8');
    output.on('data', (chunk: string) => {
      text += chunk;
      const url = /Orda: (http:\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    output.once('end', () => reject(new Error(`the desk ended before it was ready: ${text}`)));
  });
}

/** Milliseconds of a whole Node process that runs the lines. */
async function processOf(lines: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', lines], {
    stdio: 'inherit',
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`a reference process ended with ${String(code)}`);
  return performance.now() - started;
}

async function medianOf(work: () => Promise<number>): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await work());
  return median(runs);
}

/** The row of the benchmark table about starting. */
export async function coldStartBench(): Promise<BenchRow[]> {
  const built = await buildRenderer();
  if (built.code !== 0) throw new Error(`the screens could not be built:\n${built.output}`);
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-'));
  try {
    const path = join(folder, 'orda.db');
    await makeLargeDatabase(path);
    await start(folder);
    const starts: Start[] = [];
    for (let run = 0; run < RUNS; run += 1) starts.push(await start(folder));
    const part = (of: (one: Start) => number): number => median(starts.map(of));
    const whole = part((one) => one.address + one.window + one.screen);
    const node = await medianOf(() => processOf(''));
    const modules = await medianOf(() => processOf(`await import('./src-main/run.ts')`));
    const reference = await medianOf(() =>
      processOf(
        `import Database from 'better-sqlite3';
         new Database(${JSON.stringify(path)}).prepare('SELECT count(*) FROM account').get();`,
      ),
    );
    const ms = (value: number): string => `${Math.round(value)} ms`;
    return [
      {
        work: 'cold start to the first usable screen, 200 MB',
        ours: ms(whole),
        reference: ms(reference),
        referenceWas: 'a process that opens the file and asks one thing',
        ratio: whole / reference,
        aim: 'shown',
        ok: true,
        note:
          `of the median start ${ms(part((one) => one.address))} pass until the address is printed (${ms(node)} Node itself, ` +
          `${ms(modules - node)} loading the program, the rest the database, its guards and the listener), ` +
          `${ms(part((one) => one.window))} until the window has the page, and ${ms(part((one) => one.screen))} until the ` +
          'screens are loaded, have asked for their data and are painted. The size of the database plays no part: ' +
          'nothing reads more of it than the first screen shows.',
      },
    ];
  } finally {
    await closeBrowser();
    rmSync(folder, { recursive: true });
  }
}
