/**
 * `npm run test:sync:long [-- --minutes <n>] [--seed <n>] [--keep]`: an afternoon of two organizers on real processes: the relay, two desks with
 * the demo's data, cables that are pulled, slow or break in the middle, clocks that are wrong, `kill -9` of each. At the end the cables are
 * whole, everybody syncs, and the files are held against one another and against all that was confirmed. Ends with 1 where anything is lost.
 */
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { doSomething, nothingConfirmed } from './afternoon.ts';
import type { Afternoon } from './afternoon.ts';
import { openCable } from './badCable.ts';
import type { BadCable, Cable } from './badCable.ts';
import { chances } from './chances.ts';
import { compareFiles } from './compareFiles.ts';
import { killAll, startDesk, startRelay } from './hosts.ts';
import type { DeskHost, RelayHost } from './hosts.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '20261129' },
    keep: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void writeSync(1, `${line}\n`);

const MINUTE = 60_000;
const untilMs = performance.now() + Number(values.minutes) * MINUTE;
const chance = chances(Number(values.seed));
const between = (low: number, high: number): number => low + chance() * (high - low);

const folder = mkdtempSync(join(tmpdir(), 'orda-long-'));
const relayFolder = join(folder, 'relay');

type Seat = {
  readonly name: string;
  readonly folder: string;
  readonly isDemo: boolean;
  readonly cable: BadCable;
  /** Milliseconds by which its clock is wrong; another number each time that it starts. */
  wrongBy: number;
  desk: DeskHost;
  isDown: boolean;
};

const counts = { relayKills: 0, deskKills: 0, pulled: 0, slow: 0, brittle: 0 };

let relay: RelayHost = await startRelay(relayFolder);
const { port } = relay;
say(`relay on port ${port}, seed ${values.seed}, ${values.minutes} minutes`);

async function sit(name: string, isDemo: boolean): Promise<Seat> {
  const own = join(folder, name);
  return {
    name,
    folder: own,
    isDemo,
    cable: await openCable(() => port),
    wrongBy: 0,
    desk: await startDesk(own, { isDemo, wrongBy: 0 }),
    isDown: false,
  };
}

const seats = [await sit('first', true), await sit('second', false)] as const;
const [first, second] = seats;

/** The first laptop brings its data to the relay, the second joins by a phrase. */
async function pair(): Promise<void> {
  const code = /one day: (\S+)/.exec(relay.output())?.[1] ?? '';
  await first.desk.tell('links.connectRelay', { address: `http://127.0.0.1:${first.cable.port}`, code });
  const invitation = await first.desk.tell<{ readonly phrase: string }>('laptops.invite', {
    role: 'organizer',
  });
  await second.desk.tell('laptops.join', {
    address: `http://127.0.0.1:${second.cable.port}`,
    phrase: invitation.phrase,
    name: 'екінші',
    owner: { name: 'Данияр', language: 'ru' },
  });
}

async function beginAfternoon(): Promise<Afternoon> {
  const people = await first.desk.ask<readonly string[]>('people.ids', {
    sort: { by: 'name', direction: 'asc' },
    limit: 300,
  });
  const { id } = await first.desk.tell<{ readonly id: string }>('events.create', {
    fields: {
      title: 'Ұзақ кеш',
      club_id: null,
      place: null,
      starts_at: '2026-09-01T18:00',
      ends_at: '2026-09-01T23:00',
      capacity: null,
      registration: 'open',
      note: null,
    },
  });
  return { eventId: id, people, confirmed: nothingConfirmed(), chance };
}

/** A person at a desk who does one thing after another. */
async function work(seat: Seat, afternoon: Afternoon): Promise<void> {
  while (performance.now() < untilMs) {
    if (!seat.isDown)
      await doSomething(seat.desk, afternoon).catch((error: unknown) => {
        // The desk was killed while it was asked; whatever it was, nobody was told that it is done.
        if (!seat.isDown) throw error;
      });
    await wait(between(20, 250));
  }
}

/** What happens to a cable. */
async function weather(seat: Seat): Promise<void> {
  while (performance.now() < untilMs) {
    const kind = chance();
    const cable: Cable =
      kind < 0.4
        ? { kind: 'whole' }
        : kind < 0.6
          ? { kind: 'pulled' }
          : kind < 0.8
            ? { kind: 'slow', delayMs: Math.round(between(100, 2000)) }
            : { kind: 'brittle', bytes: Math.round(between(200, 8000)) };
    if (cable.kind !== 'whole') counts[cable.kind] += 1;
    seat.cable.set(cable);
    await wait(between(2_000, 15_000));
  }
}

async function killRelay(): Promise<void> {
  await relay.kill9();
  counts.relayKills += 1;
  await wait(between(0, 5_000));
  relay = await startRelay(relayFolder, port);
}

async function killDesk(seat: Seat): Promise<void> {
  seat.isDown = true;
  await seat.desk.kill9();
  counts.deskKills += 1;
  await wait(between(0, 3_000));
  seat.wrongBy = Math.round(between(-3, 3) * 3_600_000);
  seat.desk = await startDesk(seat.folder, seat);
  seat.isDown = false;
}

async function misfortune(): Promise<void> {
  while (performance.now() < untilMs) {
    await wait(between(5_000, 25_000));
    const which = chance();
    if (which < 0.4) await killRelay();
    else await killDesk(which < 0.7 ? first : second);
  }
}

type LinkState = {
  readonly links: readonly {
    readonly id: string;
    readonly unsent: number;
    readonly problem: string | null;
    readonly isDiffering: boolean;
  }[];
};

/** Rounds until both laptops have said and heard everything. Throws where it does not come to that. */
async function settle(): Promise<void> {
  for (const seat of seats) seat.cable.set({ kind: 'whole' });
  for (let round = 0; ; round += 1) {
    for (const { desk } of seats) await desk.tell('links.syncNow', {});
    const states = await Promise.all(seats.map(({ desk }) => desk.ask<LinkState>('links.state')));
    const open = states
      .flatMap(({ links }) => links)
      .filter(({ unsent, problem, isDiffering }) => unsent > 0 || problem !== null || isDiffering);
    // Twice quiet: what the one brought last has gone to the other.
    if (open.length === 0 && round > 1) return;
    if (round > 60) throw new Error(`no peace: ${JSON.stringify(states)}`);
    await wait(500);
  }
}

const conflictsOf = async ({ desk }: Seat) =>
  (
    await desk.ask<{ readonly conflicts: readonly { readonly heads: string }[] }>('conflicts.list')
  ).conflicts.map(({ heads }) => heads);

async function run(): Promise<boolean> {
  await pair();
  const afternoon = await beginAfternoon();
  await settle();
  say('paired, both have the demo’s people; the afternoon begins');
  await Promise.all([
    ...seats.map((seat) => work(seat, afternoon)),
    ...seats.map((seat) => weather(seat)),
    misfortune(),
  ]);
  await settle();
  const conflicts = await Promise.all(seats.map(conflictsOf));
  for (const { desk } of seats) await desk.stop();
  await relay.stop();

  const { confirmed } = afternoon;
  say(
    [
      ...Object.entries(confirmed.counts).map(([kind, count]) => `${count} ${kind}`),
      `${counts.relayKills} kills of the relay`,
      `${counts.deskKills} of desks, each with another wrong clock after it`,
      `${counts.pulled} times a cable pulled, ${counts.slow} slow, ${counts.brittle} brittle`,
      `${seats.reduce((sum, { cable }) => sum + cable.cuts(), 0)} connections cut in the middle`,
      `${conflicts[0]?.length ?? 0} conflicts open at the end`,
    ].join(', '),
  );
  const problems = compareFiles({
    relay: join(relayFolder, 'relay.db'),
    desks: [join(first.folder, 'demo', 'orda.db'), join(second.folder, 'orda.db')],
    confirmed,
  });
  if (JSON.stringify(conflicts[0]) !== JSON.stringify(conflicts[1]))
    problems.push('the lists of conflicts are not the same');
  for (const problem of problems) say(`✗ ${problem}`);
  if (problems.length === 0)
    say(
      `✓ nothing was lost: ${confirmed.txs.size} confirmed transactions and ${confirmed.marks.size} marks are on all three, each once`,
    );
  return problems.length === 0;
}

let isGood = false;
try {
  isGood = await run();
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
await killAll();
if (isGood && !values.keep) rmSync(folder, { recursive: true });
else say(`the files are in ${folder}`);
process.exit(isGood ? 0 : 1);
