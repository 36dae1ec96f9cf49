// From a mark on a phone to the figure on the projector, while the door is at full load: a real desk with its real limits,
// phones that mark themselves as fast as they are answered, and a stage that listens and asks as the projector's window does.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PACE } from '../../src-renderer/stage/view.ts';
import { median, type BenchRow } from './bench.ts';
import { EVENT, markOf, press, settle } from './doorLoad.ts';

const RUNS = 3;
/** A hall that no room holds: the load lasts for seconds, and the counter counts thousands. */
const MARKS = 12_000;
/** Milliseconds; the last marks must be shown by then. */
const PATIENCE = 10_000;

const PROGRAM = fileURLToPath(new URL('../../src-main/start.ts', import.meta.url));

type Window = { readonly origin: string; readonly cookie: string };

/** Starts the desk over a database and lets a window in. */
async function startDesk(folder: string): Promise<{ child: ChildProcess; window: Window }> {
  const child = spawn(process.execPath, [PROGRAM, '--no-window', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ORDA_DOOR_LOOPBACK: '1' },
  });
  let printed = '';
  for await (const part of child.stdout) {
    printed += String(part);
    const url = /http:\S+/.exec(printed)?.[0];
    if (url === undefined) continue;
    const letIn = await fetch(url, { redirect: 'manual' });
    const cookie = letIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { child, window: { origin: new URL(url).origin, cookie } };
  }
  throw new Error(`the desk printed no address: ${printed}`);
}

const call = async <Out>({ origin, cookie }: Window, path: string, input?: unknown): Promise<Out> => {
  const isQuery = path === 'stage.view';
  const query = isQuery ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
  const answer = await fetch(`${origin}/api/${path}${query}`, {
    headers: { cookie, origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    ...(!isQuery && { method: 'POST', body: JSON.stringify(input) }),
  });
  const told = (await answer.json()) as { result: { data: Out } };
  if (!answer.ok) throw new Error(JSON.stringify(told));
  return told.result.data;
};

type Shown = { readonly at: number; readonly came: number };

/** The projector's window: it hears of commits, waits its pace, asks, and writes down when it had which figure. */
async function watch(window: Window, shown: Shown[], signal: AbortSignal): Promise<void> {
  const stream = await fetch(`${window.origin}/api/live`, {
    headers: { cookie: window.cookie, accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
    signal,
  });
  if (!stream.ok || stream.body === null) throw new Error(`no live stream: ${stream.status}`);
  let isWaiting = false;
  const ask = async (): Promise<void> => {
    await wait(PACE);
    isWaiting = false;
    if (signal.aborted) return;
    const { counters } = await call<{ counters: { came: number } }>(window, 'stage.view', { eventId: EVENT });
    shown.push({ at: performance.now(), came: counters.came });
  };
  for await (const part of stream.body.pipeThrough(new TextDecoderStream())) {
    if (!part.includes('check_in') || isWaiting) continue;
    isWaiting = true;
    ask().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** Milliseconds from each mark's answer until the stage had it, ascending. */
async function delaysAt(connections: number): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-stage-bench-'));
  await settle(folder, MARKS);
  const { child, window } = await startDesk(folder);
  const watching = new AbortController();
  try {
    const { open } = await call<{ open: { port: number } }>(window, 'door.open', {
      eventId: EVENT,
      address: '127.0.0.1',
    });
    const shown: Shown[] = [];
    const watched = watch(window, shown, watching.signal).catch(() => undefined);
    const marks = Array.from({ length: MARKS }, (_, n) => markOf(open.port, (n * 7919) % MARKS));
    const { answeredAt } = await press(open.port, connections, marks, true);
    const untilMs = performance.now() + PATIENCE;
    while ((shown.at(-1)?.came ?? 0) < MARKS && performance.now() < untilMs) await wait(20);
    watching.abort();
    await watched;
    return answeredAt
      .map((at, before) => (shown.find(({ came }) => came > before)?.at ?? Infinity) - at)
      .toSorted((a, b) => a - b);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function row(connections: number): Promise<BenchRow> {
  const p95: number[] = [];
  const longest: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const delays = await delaysAt(connections);
    p95.push(delays[Math.floor(delays.length * 0.95)] ?? Number.NaN);
    longest.push(delays.at(-1) ?? Number.NaN);
  }
  const seconds = median(longest) / 1000;
  return {
    work: `a mark on the phone to the stage’s counter, ${connections} connections at full load, longest`,
    ours: `${seconds.toFixed(2)} s`,
    reference: '1 s',
    referenceWas: 'the aim itself',
    ratio: seconds,
    aim: '≤ 1',
    ok: seconds <= 1,
    note: `p95 ${(median(p95) / 1000).toFixed(2)} s; the stage asks at most every ${PACE} ms, ${MARKS} marks at one event`,
  };
}

/** The rows of the benchmark table about the stage. */
export async function stageBench(): Promise<BenchRow[]> {
  return [await row(50), await row(200)];
}
