/**
 * Holds: the relay on a real PostgreSQL. Two processes behind one address are one relay; a push at one wakes whoever waits at the other;
 * a dump has sealed columns as ciphertext; a relay moves there from its folder and nothing is lost.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { eventTable } from '../../src-core/events/index.ts';
import { makeLink } from '../../src-core/shortLinks/shortLinks.store.ts';
import { record } from '../../src-core/store/index.ts';
import { createQueueJobs } from '../../src-relay/jobs/queueJobs.ts';
import { findPrograms, startCluster } from '../contract/nodes/cluster.ts';
import type { Cluster } from '../contract/nodes/cluster.ts';
import { newFolder, openFirst, openNext, runErrand, startRelay } from './relay.ts';
import type { Laptop, RelayProcess } from './relay.ts';

// Starts of real processes, on a machine that does much else.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const programs = findPrograms();
let cluster: Cluster | undefined;
let databaseUrl = '';
beforeAll(async () => {
  if ('folder' in programs) cluster = await startCluster(programs.folder);
});
afterAll(() => cluster?.stop());
beforeEach(async ({ skip }) => {
  if (cluster === undefined) skip('reason' in programs ? programs.reason : 'PostgreSQL did not start');
  databaseUrl = (await cluster?.database()) ?? '';
});

const start = (): Promise<RelayProcess> => startRelay({ env: { ORDA_DATABASE_URL: databaseUrl } });

const tokenOf = ({ store }: Laptop): string =>
  /"token":\s*"([\w-]{40,})"/.exec(readFileSync(`${store.path}.links`, 'utf8'))?.[1] ?? '';

/** Waits at a process for news beyond the line that its log ends with now. */
const waitAt = async (relay: RelayProcess, laptop: Laptop): Promise<() => Promise<Response>> => {
  const headers = { authorization: `Bearer ${tokenOf(laptop)}` };
  const now = await fetch(`${relay.url}/sync/wait?after=0`, { headers });
  const { head } = (await now.json()) as { head: { seq: number } };
  const waiting = fetch(`${relay.url}/sync/wait?after=${head.seq}`, { headers });
  await expect
    .poll(async () => (await fetch(`${relay.url}/metrics`)).text(), { timeout: 20_000 })
    .toMatch(/orda_waiting_polls [1-9]/);
  return () => waiting;
};

test('R: two processes on one database are one relay, and news at one wakes who waits at the other', async () => {
  const [left, right] = await Promise.all([start(), start()]);
  const first = await openFirst(left);
  const second = await openNext(first);
  const answered = await waitAt(right, second);
  await first.addPerson('Ахметова');
  const started = performance.now();
  await first.settle();
  const answer = await answered();
  expect(answer.status).toBe(200);
  expect(performance.now() - started).toBeLessThan(15_000);
  await second.settle();
  expect(second.names()).toEqual(['Ахметова']);
  const { value: link } = await first.store.write({ actor: 'test', action: 'test' }, async (tx) => {
    const day = { starts_at: '2031-03-01T18:30', ends_at: '2031-03-01T20:00' };
    await record(tx, eventTable, 'e', { title: 'Митап «Дала»', registration: 'open', ...day });
    return makeLink(tx, { kind: 'event', target: 'e' });
  });
  await first.settle();
  const page = await fetch(`${right.url}/${link.code}`);
  expect([page.status, (await page.text()).includes('Митап «Дала»')]).toEqual([200, true]);
  // The code of a first laptop is any process's to print and any other's to take; both ended in order.
  expect(await Promise.all([left.stop(), right.stop()])).toEqual([0, 0]);
});

test('R: of a scheduled job each round runs in one of the processes', async () => {
  const rounds = { left: 0, right: 0 };
  const problems: unknown[] = [];
  const open = () => createQueueJobs(databaseUrl, (_name, failure) => failure && problems.push(failure));
  const [left, right] = await Promise.all([open(), open()]);
  const job = (who: keyof typeof rounds) => ({
    name: 'count',
    everyMs: 3_000,
    run: async () => void (rounds[who] += 1),
  });
  const started = performance.now();
  await Promise.all([left.schedule(job('left')), right.schedule(job('right'))]);
  await expect.poll(() => rounds.left + rounds.right, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  await Promise.all([left.close(), right.close()]);
  const slots = Math.ceil((performance.now() - started) / 3_000) + 1;
  expect(rounds.left + rounds.right).toBeLessThanOrEqual(slots);
  expect(problems).toEqual([]);
});

const SECRETS = { note: 'қупия-жазба-7f3a', attention: 'аллергия-на-арахис-19c4', phone: '+77011234987' };

test('R: a dump of the database has sealed columns as ciphertext alone', async ({ skip }) => {
  const relay = await start();
  const first = await openFirst(relay);
  await first.addPerson('Ашықаты', SECRETS);
  await first.settle();
  await relay.stop();
  let dump = '';
  try {
    dump = execFileSync('pg_dump', [databaseUrl], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  } catch {
    skip('no pg_dump here, or one that is older than the server');
  }
  expect(Object.values(SECRETS).filter((word) => dump.includes(word))).toEqual([]);
  expect(dump).not.toContain(tokenOf(first));
  expect(dump).not.toContain(relay.code);
  // The search itself would find what lies open.
  expect(dump).toContain('Ашықаты');
});

test('R: a relay moves from its folder to PostgreSQL; laptops go on and nothing is lost', async () => {
  const folder = newFolder();
  const relay = await startRelay({ folder });
  const port = Number(new URL(relay.url).port);
  const first = await openFirst(relay);
  const second = await openNext(first);
  for (const name of ['Ахметова', 'Сейтқали']) await first.addPerson(name, { note: SECRETS.note });
  await first.settle();
  await second.settle();
  const early = await runErrand(['--data', folder, '--move-to', databaseUrl]);
  expect(early).toMatchObject({ code: 1, output: expect.stringContaining('Stop it first') });
  await relay.stop();

  const moved = await runErrand(['--data', folder, '--move-to', databaseUrl]);
  expect(moved.output).toContain('rows have arrived and were compared');
  expect(moved.code).toBe(0);
  const old = await runErrand(['--data', folder, '--port', '0']);
  expect(old).toMatchObject({ code: 1, output: expect.stringContaining('was moved to PostgreSQL') });

  await second.addPerson('Между-делом');
  const again = await startRelay({ folder, port, env: { ORDA_DATABASE_URL: databaseUrl } });
  expect(again.output()).not.toContain('one day:');
  await second.settle();
  await first.settle();
  const all = ['Ахметова', 'Между-делом', 'Сейтқали'];
  expect([first.names(), second.names()]).toEqual([all, all]);
  const third = await openNext(first);
  expect(third.names()).toEqual(all);
  expect(third.store.localRows('SELECT DISTINCT note FROM person WHERE note IS NOT NULL')).toEqual([
    { note: SECRETS.note },
  ]);
  expect(await again.stop()).toBe(0);
  expect(readFileSync(join(folder, 'relay.db')).length).toBeGreaterThan(0);
});

test('R: without its database the relay says so and does not start', async () => {
  const { code, output } = await runErrand(['--data', newFolder(), '--port', '0'], {
    ORDA_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  });
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('database does not answer') });
});
