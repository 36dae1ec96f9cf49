// Requests of laptops at a relay: twenty that each wait for their answer, over SQLite and over PostgreSQL where one is installed, against a bare
// handler in the same server that hands the same bytes back. Once with nothing new, once each with a mark of its own that the others are told.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as call } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { migrations } from '../../migrations/index.ts';
import { formatHlc } from '../../src-core/store/clock.ts';
import type { Batch } from '../../src-core/sync/index.ts';
import { compress, decompress, pack } from '../../src-core/sync/pack.ts';
import { answerShape, PROTOCOL } from '../../src-core/sync/protocol.ts';
import type { SyncRequest } from '../../src-core/sync/protocol.ts';
import { findPrograms, startCluster } from '../contract/nodes/cluster.ts';
import { median, type BenchRow } from './bench.ts';

const LAPTOPS = 20;
const REQUESTS = 50;
const RUNS = 3;
const LIMIT = 64_000_000;
/** What `/proc` counts in. */
const TICK_MS = 10;
const NOTHING: Batch = { changes: [], actions: [] };
const SCHEMA = migrations.at(-1)?.id ?? 0;

type Served = { readonly port: number; readonly tokens: readonly string[] };
type Rate = { readonly perSecond: number; readonly relayMs: number };

async function withRelay<T>(
  databaseUrl: string,
  work: (served: Served, relay: number) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-relay-bench-'));
  const script = fileURLToPath(new URL('./relayServer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, String(LAPTOPS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ORDA_DATABASE_URL: databaseUrl === '' ? undefined : databaseUrl },
  });
  try {
    const [line] = await once(child.stdout, 'data');
    return await work(JSON.parse(String(line)) as Served, child.pid ?? 0);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What laptop number `n` marks as its `k`th, a moment after the one before. */
function markOf(n: number, k: number): Batch {
  const node = nodeOf(n);
  const nowMs = Date.now();
  const hlc = formatHlc({ ms: nowMs, counter: k }, node);
  const at = new Date(nowMs).toISOString();
  const row = { event_id: 'evening', person_id: `${node}-${k}-${nowMs}`, at, source: 'desk.list' };
  return {
    changes: [
      {
        hlc,
        tx: hlc,
        node,
        actor: 'organizer',
        table_name: 'check_in',
        row_id: row.person_id,
        kind: 'insert',
        patch: JSON.stringify(row),
        base: null,
        schema: SCHEMA,
      },
    ],
    actions: [{ id: hlc, name: 'checkIn.mark', actor: 'organizer', node, at, undoes: null }],
  };
}

const nodeOf = (n: number): string => `bench${String(n).padStart(3, '0')}`;

/** A laptop that keeps what it has seen of the relay's log, and nothing else. */
function laptop(served: Served, agent: Agent, n: number) {
  let known: SyncRequest['known'] = null;
  let cursor = 0;
  const post = (path: string, body: Uint8Array): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const asked = call(
        {
          agent,
          port: served.port,
          host: '127.0.0.1',
          method: 'POST',
          path,
          headers: {
            authorization: `Bearer ${served.tokens[n] ?? ''}`,
            'content-type': 'application/octet-stream',
            'content-length': body.length,
          },
        },
        (answer) => {
          if (answer.statusCode === 200) resolve(buffer(answer));
          else reject(new Error(`${path} was answered ${answer.statusCode}`));
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  const messageOf = (batch: Batch): Uint8Array =>
    compress({
      protocol: PROTOCOL,
      node: nodeOf(n),
      known,
      cursor,
      packed: pack(batch),
      isLast: true,
      isRetry: false,
      nowMs: Date.now(),
    } satisfies SyncRequest);
  const sync = async (batch: Batch): Promise<number> => {
    const answer = answerShape.parse(decompress(await post('/sync', messageOf(batch)), LIMIT));
    if (answer.kind !== 'taken') throw new Error(`a laptop was answered ${answer.kind}`);
    if (Object.keys(answer.kept).length > 0) throw new Error(`kept aside: ${JSON.stringify(answer.kept)}`);
    known = { epoch: answer.epoch, head: answer.head };
    cursor = answer.cursor;
    return answer.packed.groups.length;
  };
  return { sync, bare: () => post('/bare', messageOf(NOTHING)) };
}

/** Milliseconds of a processor that a process has had so far, where the system says it. */
function processorMs(pid: number): number {
  try {
    const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) \S+ (?:\S+ ){10}/s, '')
      .split(' ')
      .map(Number);
    return (user + system) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** Requests a second of all laptops, each asking again as soon as it is answered; and the relay's own milliseconds for one. */
async function perSecond(
  laptops: number,
  relay: number,
  ask: (n: number, k: number) => Promise<unknown>,
): Promise<Rate> {
  const started = performance.now();
  const before = processorMs(relay);
  await Promise.all(
    Array.from({ length: laptops }, async (_, n) => {
      for (let k = 0; k < REQUESTS; k += 1) await ask(n, k);
    }),
  );
  const asked = laptops * REQUESTS;
  return {
    perSecond: (asked * 1000) / (performance.now() - started),
    relayMs: (processorMs(relay) - before) / asked,
  };
}

type Rates = { readonly bare: Rate; readonly nothing: Rate; readonly mark: Rate };

const ratesOver = (databaseUrl: string): Promise<Rates> =>
  withRelay(databaseUrl, async (served, relay) => {
    const agent = new Agent({ keepAlive: true, maxSockets: LAPTOPS });
    const all = served.tokens.map((_, n) => laptop(served, agent, n));
    const of = (n: number) => all[n] ?? laptop(served, agent, n);
    const measured = {
      bare: () => perSecond(all.length, relay, (n) => of(n).bare()),
      nothing: () => perSecond(all.length, relay, (n) => of(n).sync(NOTHING)),
      mark: () => perSecond(all.length, relay, (n, k) => of(n).sync(markOf(n, k))),
    };
    // Each way is warm before it is measured.
    for (const way of Object.values(measured)) await way();
    const rates = {
      bare: await measured.bare(),
      mark: await measured.mark(),
      nothing: await measured.nothing(),
    };
    agent.destroy();
    return rates;
  });

const AIM = 0.3;

async function rowsOver(name: string, databaseUrl: () => Promise<string>): Promise<readonly BenchRow[]> {
  const runs: Rates[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await ratesOver(await databaseUrl()));
  const rowOf = (what: string, pick: (rates: Rates) => Rate, note: string): BenchRow => {
    const ratio = median(runs.map((rates) => pick(rates).perSecond / rates.bare.perSecond));
    const ownMs = median(runs.map((rates) => pick(rates).relayMs));
    const bareMs = median(runs.map((rates) => rates.bare.relayMs));
    return {
      work: `sync requests a second at the relay, ${name}, ${what}`,
      ours: `${Math.round(median(runs.map((rates) => pick(rates).perSecond)))}/s`,
      reference: `${Math.round(median(runs.map(({ bare }) => bare.perSecond)))}/s`,
      referenceWas: 'a bare handler in the same server, the same bytes back',
      ratio,
      aim: `≥ ${AIM}`,
      ok: ratio >= AIM,
      note: `${LAPTOPS} laptops that each wait for their answer; ${note}. The laptops share the processors with the relay and hold the bare handler back more: of the relay's own processor time a request takes ${ownMs.toFixed(2)} ms, a bare one ${bareMs.toFixed(2)} ms`,
    };
  };
  return [
    rowOf('nothing new', ({ nothing }) => nothing, 'the token, the cursors, the sums of both logs'),
    rowOf(
      'one mark each',
      ({ mark }) => mark,
      'a durable commit for each, and with each answer the marks of the others since the one before',
    ),
  ];
}

/** The rows of the benchmark table about the relay. */
export async function relayBench(): Promise<readonly BenchRow[]> {
  const onSqlite = await rowsOver('SQLite', async () => '');
  const programs = findPrograms();
  if ('reason' in programs) return onSqlite;
  const cluster = await startCluster(programs.folder);
  try {
    return [...onSqlite, ...(await rowsOver('PostgreSQL', cluster.database))];
  } finally {
    await cluster.stop();
  }
}
