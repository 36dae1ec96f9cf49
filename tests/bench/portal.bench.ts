// The phone page: what its first load takes on the wire, to the moment when it is shown and kept for the day without a connection; the requests
// a second of its API against a bare handler in the same server that hands the same bytes back; and what the relay's process holds after as many
// requests as three hundred members make in an hour.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as call } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildPortal } from '../../scripts/freshness.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { openPortalWorld } from '../portal/world.ts';
import { median } from './bench.ts';
import type { BenchRow } from './bench.ts';

const AIM_BYTES = 100_000;
const PHONES = 20;
const REQUESTS = 20;
const RUNS = 3;

/** Hands everything on to a port and counts what comes back, headers and all. */
const countingWay = async (to: number) => {
  let bytes = 0;
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    far.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => bytes,
    close: () => server.close(),
  };
};

type FirstLoad = { readonly bytes: number; readonly requests: number; readonly shown: number };

/** A phone that was never here signs in by a code. */
const firstLoad = async (): Promise<FirstLoad> => {
  const { code, output } = await buildPortal();
  if (code !== 0) throw new Error(output);
  const world = await openPortalWorld();
  const [person = ''] = await world.addPeople(1);
  for (let n = 0; n < 12; n += 1)
    await world.addEvent({ starts_at: '2031-09-11T18:00', ends_at: '2031-09-11T20:00' });
  const way = await countingWay(Number(new URL(world.url).port));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 }, isMobile: true });
    await page.goto(`http://127.0.0.1:${way.port}/me?code=${await world.makeCode(person)}`);
    await page.locator('.tabs').waitFor();
    const shown = way.bytes();
    await page.waitForFunction(async () => {
      await navigator.serviceWorker.ready;
      return navigator.serviceWorker.controller !== null;
    });
    return {
      bytes: way.bytes(),
      requests: world.logged().match(/"msg":"request"/g)?.length ?? 0,
      shown,
    };
  } finally {
    await browser.close();
    way.close();
    await world.close();
  }
};

type Served = { readonly port: number; readonly cookies: readonly string[] };

const withServer = async <T>(phones: number, work: (served: Served) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-portal-bench-'));
  const script = fileURLToPath(new URL('./portalServer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', script, folder, String(phones)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = once(child, 'close').then(() => {
      throw new Error('the server of the benchmark ended');
    });
    while (!output.includes('\n')) await Promise.race([once(child.stdout, 'data'), ended]);
    ended.catch(() => undefined);
    return await work(JSON.parse(output) as Served);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
};

const askerOf = ({ port, cookies }: Served, agent: Agent) => {
  const ask = (phone: number, path: string, body?: object): Promise<number> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const asked = call(
        {
          agent,
          host: '127.0.0.1',
          port,
          path,
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            cookie: cookies[phone] ?? '',
            'x-orda-page': '1',
            'accept-encoding': 'br',
            origin: `http://127.0.0.1:${port}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
          },
        },
        (answer) => {
          if (answer.statusCode === 200) buffer(answer).then(({ length }) => resolve(length), reject);
          else reject(new Error(`${path} was answered ${answer.statusCode}`));
        },
      );
      asked.on('error', reject);
      asked.end(text);
    });
  return ask;
};

/** Requests a second of all phones, each asking again as soon as it is answered. */
const perSecond = async (ask: (phone: number, k: number) => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: PHONES }, async (_, phone) => {
      for (let k = 0; k < REQUESTS; k += 1) await ask(phone, k);
    }),
  );
  return (PHONES * REQUESTS * 1000) / (performance.now() - started);
};

type Rates = {
  readonly bare: number;
  readonly state: number;
  readonly answer: number;
  readonly bytes: number;
};

/** Each run has phones of its own: the relay's limits are meant for one person, not for a benchmark. */
const rates = (): Promise<Rates> =>
  withServer(PHONES * (RUNS * 2 + 1), async (served) => {
    const agent = new Agent({ keepAlive: true, maxSockets: PHONES });
    const ask = askerOf(served, agent);
    const bytes = await ask(PHONES * RUNS * 2, '/me/api/state');
    const runs: Omit<Rates, 'bytes'>[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const from = run * PHONES * 2;
      const bare = await perSecond((phone) => ask(phone, '/bare'));
      const state = await perSecond((phone) => ask(from + phone, '/me/api/state'));
      const answer = await perSecond((phone, k) =>
        ask(from + PHONES + phone, '/me/api/answer', {
          personId: `person-${from + PHONES + phone}`,
          key: crypto.randomUUID(),
          eventId: `event-${k % 30}`,
          answer: k % 2 === 0 ? 'maybe' : 'notGoing',
        }),
      );
      runs.push({ bare, state, answer });
    }
    agent.destroy();
    const middle = (of: keyof (typeof runs)[number]): number => median(runs.map((run) => run[of]));
    return { bare: middle('bare'), state: middle('state'), answer: middle('answer'), bytes };
  });

/** Three hundred who have the page open for half of the hour, and answer three times. */
const MEMBERS = 300;
const LOOKS = 30;
const PRESSES = 3;
const AT_ONCE = 10;
const LONGEST_MS = 150_000;

type Memory = { readonly rss: number; readonly heapUsed: number };
type Hour = { readonly requests: number; readonly seconds: number; readonly at: readonly Memory[] };

/** An hour's requests, one after the other as fast as they are answered. Out: the memory after the first tenth, in the middle, at the end. */
const hour = (): Promise<Hour> =>
  withServer(MEMBERS, async (served) => {
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    const ask = askerOf(served, agent);
    const memory = async (): Promise<Memory> =>
      (await fetch(`http://127.0.0.1:${served.port}/memory`)).json() as Promise<Memory>;
    const started = performance.now();
    const at: Memory[] = [];
    let requests = 0;
    const round = async (turn: number): Promise<void> => {
      const members = Array.from({ length: MEMBERS }, (_, member) => member);
      const work = async (): Promise<void> => {
        for (let member = members.pop(); member !== undefined; member = members.pop()) {
          if (performance.now() - started > LONGEST_MS) return;
          await ask(member, '/me/api/state');
          requests += 1;
          if (turn % (LOOKS / PRESSES) !== 0) continue;
          await ask(member, '/me/api/answer', {
            personId: `person-${member}`,
            key: crypto.randomUUID(),
            eventId: `event-${turn}`,
            answer: 'maybe',
          });
          requests += 1;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    };
    for (let turn = 0; turn < LOOKS; turn += 1) {
      await round(turn);
      if ([LOOKS / 10, LOOKS / 2, LOOKS].includes(turn + 1)) at.push(await memory());
    }
    agent.destroy();
    return { requests, seconds: (performance.now() - started) / 1000, at };
  });

const megabytes = (bytes: number | undefined): string => `${((bytes ?? 0) / 1_000_000).toFixed(0)} MB`;

const perSecondText = (rate: number): string => `${Math.round(rate)}/s`;

/** Rows for the phone page. */
export async function portalBench(): Promise<readonly BenchRow[]> {
  const { bytes, requests, shown } = await firstLoad();
  const { bare, state, answer, bytes: stateBytes } = await rates();
  const { requests: asked, seconds, at } = await hour();
  const [early, , late] = at;
  const growth = (late?.heapUsed ?? Number.NaN) / (early?.heapUsed ?? Number.NaN);
  return [
    {
      work: 'phone page: first load, shown and kept for offline',
      ours: `${(bytes / 1000).toFixed(1)} kB`,
      reference: `${AIM_BYTES / 1000} kB`,
      referenceWas: 'the aim, on the wire with headers',
      ratio: bytes / AIM_BYTES,
      aim: '≤ 1',
      ok: bytes <= AIM_BYTES,
      note: `${requests} requests; shown after ${(shown / 1000).toFixed(1)} kB`,
    },
    {
      work: 'phone page: the whole state of a member, 30 events ahead',
      ours: perSecondText(state),
      reference: perSecondText(bare),
      referenceWas: 'a bare handler, the same bytes',
      ratio: bare / state,
      aim: '≤ 12',
      ok: bare / state <= 12,
      note: `${(stateBytes / 1000).toFixed(1)} kB packed. About half of the processor’s time puts 35 questions into words (Kysely), a quarter is SQLite’s, the rest the strict shapes and the packing`,
    },
    {
      work: 'phone page: an answer to an event, with the state after it',
      ours: perSecondText(answer),
      reference: perSecondText(bare),
      referenceWas: 'a bare handler, the same bytes',
      ratio: bare / answer,
      aim: '≤ 20',
      ok: bare / answer <= 20,
      note: 'one commit, which waits for the disk, and the state after it',
    },
    {
      work: 'phone page: what the relay holds after an hour of 300 members',
      ours: megabytes(late?.heapUsed),
      reference: megabytes(early?.heapUsed),
      referenceWas: 'the same after a tenth of it',
      ratio: growth,
      aim: '≤ 1.2',
      ok: growth <= 1.2,
      note: `${asked} requests in ${seconds.toFixed(0)} s; heap after a collection ${at.map(({ heapUsed }) => megabytes(heapUsed)).join(', ')}, resident ${at.map(({ rss }) => megabytes(rss)).join(', ')}`,
    },
  ];
}
