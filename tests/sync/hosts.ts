/** Real processes of the relay and of desks, and the desks' own HTTP interface. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const clock = new URL('./skewedClock.ts', import.meta.url).href;

const alive = new Set<ChildProcess>();

/** Ends whatever this program has started. */
export async function killAll(): Promise<void> {
  await Promise.all(Array.from(alive, (child) => end(child, 'SIGKILL')));
}

type Started = {
  readonly child: ChildProcess;
  readonly found: RegExpExecArray;
  readonly output: () => string;
};

/** Starts a program and waits until it prints what is looked for. Throws where it ends before. */
async function start(
  program: string,
  args: readonly string[],
  wanted: RegExp,
  wrongBy: number,
): Promise<Started> {
  const child = spawn(process.execPath, ['--import', clock, join(root, program), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ORDA_DATABASE_URL: '', ORDA_DOOR_LOOPBACK: '1', ORDA_TEST_CLOCK: String(wrongBy) },
  });
  alive.add(child);
  child.once('close', () => alive.delete(child));
  let output = '';
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = wanted.exec(output);
      if (match) resolve(match);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`${program} ended with ${code}:\n${output}`)));
  });
  return { child, found, output: () => output };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill(signal);
  await ended;
}

export type RunningHost = {
  readonly kill9: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type RelayHost = RunningHost & { readonly port: number; readonly output: () => string };

/** `npm run relay` over a folder; port 0 takes a free one. */
export async function startRelay(folder: string, port = 0): Promise<RelayHost> {
  const args = ['--data', folder, '--port', String(port)];
  const { child, found, output } = await start('src-relay/start.ts', args, /"port":(\d+),"msg":"started"/, 0);
  return {
    port: Number(found[1]),
    output,
    kill9: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

/** What a procedure answered where it said no. */
export class Refusal extends Error {}

export type DeskHost = RunningHost & {
  /** Calls a procedure as the desk's own window does. Throws a Refusal where it says no, another error where the desk is gone. */
  readonly ask: <Out>(path: string, input?: unknown) => Promise<Out>;
  readonly tell: <Out>(path: string, input?: unknown) => Promise<Out>;
};

type DeskOptions = { readonly isDemo: boolean; readonly wrongBy: number };

/** `npm start -- --no-window` over a folder, by somebody who has its key. `wrongBy`: of its wall clock, milliseconds. */
export async function startDesk(folder: string, { isDemo, wrongBy }: DeskOptions): Promise<DeskHost> {
  const args = ['--no-window', '--data', folder, ...(isDemo ? ['--demo'] : [])];
  const { child, found } = await start('src-main/start.ts', args, /Orda: (http:\S+)/, wrongBy);
  const url = new URL(found[1] ?? '');
  const entered = await fetch(url, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const call = async <Out>(path: string, init: RequestInit): Promise<Out> => {
    const answer = await fetch(new URL(`/api/${path}`, url.origin), {
      ...init,
      headers: { cookie, origin: url.origin, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refusal(`${path}: ${text.slice(0, 500)}`);
    return (JSON.parse(text) as { readonly result: { readonly data: Out } }).result.data;
  };
  return {
    ask: (path, input) =>
      call(input === undefined ? path : `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {}),
    tell: (path, input) =>
      call(path, { method: 'POST', ...(input === undefined ? {} : { body: JSON.stringify(input) }) }),
    kill9: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}
