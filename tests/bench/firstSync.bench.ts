// A laptop's first sync with a relay that has 20,000 people and 500,000 changes, then a day's changes, then the sums, all over loopback as bytes,
// against raw transfer of the same bytes; and how the first sync grows.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { migrations } from '../../migrations/index.ts';
import { addPerson } from '../../src-core/people/index.ts';
import { openStore } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { createDigest } from '../../src-core/sync/digest.ts';
import { openHub } from '../../src-core/sync/hub.ts';
import { applyChanges } from '../../src-core/sync/index.ts';
import { createLink } from '../../src-core/sync/link.ts';
import { compress, decompress } from '../../src-core/sync/pack.ts';
import { sqliteLog } from '../../src-core/sync/sqliteLog.ts';
import { allTables } from '../../src-core/tables.ts';
import type { BenchRow } from './bench.ts';
import { plot } from './plot.ts';
import { changesOfAYear } from './sync.work.ts';

const CHANGES = 500_000;
/** What three laptops of a centre write on a full day. */
const DAY = 2_000;
const AT_ONCE = 25_000;
const LONGEST = 100_000_000;

/** A message and its answer as they were on the wire, and what was in the log and how long it had taken by then. */
type Leg = {
  readonly there: Uint8Array;
  readonly back: Uint8Array;
  readonly ms: number;
  readonly changes: number;
};

const headOf = (store: Store): number =>
  store.localRows<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM change')[0]?.seq ?? 0;

/** Serves what `answer` makes of each message. Out: the address, and how to stop. */
async function serve(answer: (body: Buffer) => Promise<Uint8Array>) {
  const server = createServer((request, response) => {
    void (async () => response.end(await answer(await buffer(request))))();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, stop: () => server.close() };
}

const post = async (url: string, body: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(url, { method: 'POST', body: new Uint8Array(body) })).arrayBuffer());

/** One round over HTTP; out: its messages. */
async function roundOf(store: Store, relay: Store): Promise<readonly Leg[]> {
  const hub = await openHub(relay);
  const { url, stop } = await serve(async (body) => compress(await hub.answer(decompress(body, LONGEST))));
  const legs: Leg[] = [];
  const started = performance.now();
  const link = createLink({
    store,
    peer: 'relay',
    send: async (message) => {
      const there = compress(message);
      const back = await post(url, there);
      // What came before this message has been taken in by now.
      legs.push({ there, back, ms: performance.now() - started, changes: headOf(store) });
      return decompress(back, LONGEST);
    },
  });
  const { outcome } = await link.round();
  if (outcome !== 'same') throw new Error(`the round ended with ${outcome}`);
  legs.push({
    there: new Uint8Array(),
    back: new Uint8Array(),
    ms: performance.now() - started,
    changes: headOf(store),
  });
  stop();
  return legs;
}

/** The same bytes there and back, and nothing done with them; out: milliseconds after each. */
async function rawTransfer(legs: readonly Leg[]): Promise<readonly number[]> {
  let at = 0;
  const { url, stop } = await serve(() => Promise.resolve(legs[at]?.back ?? new Uint8Array()));
  const times: number[] = [];
  const started = performance.now();
  for (const { there } of legs) {
    await post(url, there);
    at += 1;
    times.push(performance.now() - started);
  }
  stop();
  return times;
}

const bytesOf = (legs: readonly Leg[]): number =>
  legs.reduce((sum, { there, back }) => sum + there.length + back.length, 0);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (ms: number): string =>
  ms < 1000 ? `${ms.toFixed(ms < 10 ? 2 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;

async function fill(relay: Store): Promise<void> {
  const changes = changesOfAYear(CHANGES);
  for (let from = 0; from < changes.length; from += AT_ONCE)
    await relay.write({ actor: 'sync', action: 'sync.receive' }, async (tx) =>
      applyChanges(relay, tx, { changes: changes.slice(from, from + AT_ONCE), actions: [] }),
    );
}

async function writeDay(store: Store): Promise<void> {
  for (let n = 0; n < DAY; n += 1)
    await store.write({ actor: 'owner', action: 'people.add' }, (tx) =>
      addPerson(tx, { family_name: `Жаңа${n}`, given_name: 'Адам', note: 'перезвонить' }),
    );
}

async function digestTimes(
  store: Store,
): Promise<{ readonly anew: number; readonly reading: number; readonly again: number }> {
  const head = headOf(store);
  const readingFrom = performance.now();
  store.localRows('SELECT seq, hlc FROM change ORDER BY seq');
  const reading = performance.now() - readingFrom;
  const digest = createDigest(sqliteLog(store));
  const from = performance.now();
  await digest(head - DAY);
  const anew = performance.now() - from;
  const goesOn = performance.now();
  await digest(head);
  return { anew, reading, again: performance.now() - goesOn };
}

/** The rows of the benchmark table about whole syncs. */
export async function firstSyncBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-first-sync-'));
  const open = (name: string): Store =>
    openStore({ path: join(folder, `${name}.db`), tables: allTables, migrations });
  const [relay, desk, other] = [open('relay'), open('desk'), open('other')];
  try {
    await fill(relay);
    const first = await roundOf(desk, relay);
    const raw = await rawTransfer(first);
    const [whole, wholeRaw] = [first.at(-1)?.ms ?? 0, raw.at(-1) ?? 0];
    await roundOf(other, relay);
    await writeDay(other);
    const told = await roundOf(other, relay);
    const heard = await roundOf(desk, relay);
    const [dayRaw, day] = [
      (await rawTransfer([...told, ...heard])).at(-1) ?? 0,
      (told.at(-1)?.ms ?? 0) + (heard.at(-1)?.ms ?? 0),
    ];
    const digest = await digestTimes(desk);
    const svg = plot('First sync of a laptop, 20,000 people', 'changes in its log', 'seconds', [
      { name: 'Orda', colour: '#1c7ed6', points: first.map(({ changes, ms }) => [changes, ms / 1000]) },
      {
        name: 'the same bytes, raw',
        colour: '#e8590c',
        points: first.map(({ changes }, at) => [changes, (raw[at] ?? 0) / 1000]),
      },
    ]);
    return [
      {
        work: 'first sync of 20,000 people and 500,000 changes',
        ours: seconds(whole),
        reference: seconds(wholeRaw),
        referenceWas: 'raw transfer of the same bytes over loopback',
        ratio: whole / wholeRaw,
        aim: 'shown',
        ok: true,
        note:
          `${megabytes(bytesOf(first))} in ${first.length - 1} messages; both sides run in one process, one after the other: the relay reads, packs and compresses a page, ` +
          'the laptop unpacks, judges and writes it with its search. Loopback costs nothing; over a line of 10 Mbit/s the bytes alone take ' +
          `${seconds((bytesOf(first) * 8) / 10_000)}.`,
        plot: { file: 'sync-growth.svg', svg },
      },
      {
        work: `a day’s sync: ${DAY.toLocaleString('en')} changes from one laptop by the relay to another`,
        ours: seconds(day),
        reference: seconds(dayRaw),
        referenceWas: 'raw transfer of the same bytes over loopback',
        ratio: day / dayRaw,
        aim: 'shown',
        ok: true,
        note: `${megabytes(bytesOf([...told, ...heard]))}, taken in twice`,
      },
      {
        work: 'the sum over 500,000 changes, from nothing',
        ours: seconds(digest.anew),
        reference: seconds(digest.reading),
        referenceWas: 'reading the ids alone',
        ratio: digest.anew / digest.reading,
        aim: 'shown',
        ok: true,
        note: `once after a start; after a day’s ${DAY.toLocaleString('en')} changes it goes on in ${seconds(digest.again)}`,
      },
    ];
  } finally {
    for (const store of [relay, desk, other]) store.close();
    rmSync(folder, { recursive: true });
  }
}
