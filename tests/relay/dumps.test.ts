/**
 * Holds: a relay on PostgreSQL looks after the dumps of its database. One that was cut, is empty, holds something else, is old or missing is
 * told in the log and in the figures; a good one is said to be good, and can be restored.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { checkDumps } from '../../src-relay/backups/dumps.ts';
import { findPrograms, startCluster } from '../contract/nodes/cluster.ts';
import type { Cluster } from '../contract/nodes/cluster.ts';
import { newFolder, openFirst, startRelay } from './relay.ts';
import type { RelayProcess } from './relay.ts';

// Starts of real processes, on a machine that does much else.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const programs = findPrograms();
let cluster: Cluster | undefined;
let databaseUrl = '';
/** A dump of a relay's database with some people in it. */
let good = '';
let reason = 'reason' in programs ? programs.reason : 'PostgreSQL did not start';

const dump = (url: string, to: string): void => {
  execFileSync('pg_dump', ['--format=custom', `--file=${to}`, url], { stdio: 'ignore' });
};

beforeAll(async () => {
  if (!('folder' in programs)) return;
  cluster = await startCluster(programs.folder);
  databaseUrl = await cluster.database();
  const relay = await startRelay({ env: { ORDA_DATABASE_URL: databaseUrl } });
  const laptop = await openFirst(relay);
  for (let at = 0; at < 40; at += 1) await laptop.addPerson(`Гость-${at}`);
  await laptop.settle();
  await relay.stop();
  try {
    const file = join(newFolder(), 'orda.dump');
    dump(databaseUrl, file);
    good = file;
  } catch {
    reason = 'no pg_dump here, or one that is older than the server';
  }
});
afterAll(() => cluster?.stop());
beforeEach(({ skip }) => {
  if (good === '') skip(reason);
});

const folderWith = (change: (path: string) => void): string => {
  const folder = newFolder();
  const path = join(folder, '2031-03-01.dump');
  copyFileSync(good, path);
  change(path);
  return folder;
};
const bytes = (): number => readFileSync(good).length;

test('a whole dump is good, and what it holds comes back from it', async () => {
  const folder = folderWith(() => undefined);
  expect(await checkDumps(folder, Date.now())).toMatchObject({ bytes: bytes() });
  const restored = (await cluster?.database()) ?? '';
  execFileSync('pg_restore', ['--dbname', restored, '--no-owner', good], { stdio: 'ignore' });
  const relay = await startRelay({ env: { ORDA_DATABASE_URL: restored } });
  const lines = async (): Promise<number> => {
    const figures = await (await fetch(`${relay.url}/metrics`)).text();
    return Number(/^orda_log_lines (\d+)/m.exec(figures)?.[1] ?? 0);
  };
  expect(await lines()).toBeGreaterThan(40);
  await relay.stop();
});

test.each([
  ['is empty', (path: string) => writeFileSync(path, '')],
  ['is no dump', (path: string) => writeFileSync(path, 'pg_dump: error: connection to server failed')],
  ['lacks its end', (path: string) => truncateSync(path, bytes() - 200)],
  ['was cut in the middle', (path: string) => truncateSync(path, Math.floor(bytes() * 0.6))],
  ['was cut in its list of contents', (path: string) => truncateSync(path, 2000)],
])('a dump that %s is refused', async (_what, change) => {
  await expect(checkDumps(folderWith(change), Date.now())).rejects.toMatchObject({ code: 'DUMP_UNREADABLE' });
});

test('a dump of a database without a log, an old one and none at all are refused', async () => {
  const folder = newFolder();
  await expect(checkDumps(folder, Date.now())).rejects.toMatchObject({ code: 'DUMP_MISSING' });
  dump((await cluster?.database()) ?? '', join(folder, 'other.dump'));
  await expect(checkDumps(folder, Date.now())).rejects.toMatchObject({ code: 'DUMP_UNREADABLE' });
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  const old = folderWith((path) => utimesSync(path, twoDaysAgo, twoDaysAgo));
  await expect(checkDumps(old, Date.now())).rejects.toMatchObject({ code: 'DUMP_OLD' });
});

const SOON = { timeout: 60_000 };
const startWith = async (dumps: string): Promise<RelayProcess> =>
  startRelay({
    env: { ORDA_DATABASE_URL: (await cluster?.database()) ?? '', ORDA_DUMP_FOLDER: dumps },
  });

test('the relay tells of it soon after its start: in the log and in the figures', async () => {
  const cut = await startWith(folderWith((path) => truncateSync(path, Math.floor(bytes() * 0.6))));
  await expect.poll(cut.output, SOON).toMatch(/DUMP_UNREADABLE/);
  const figures = await (await fetch(`${cut.url}/metrics`)).text();
  expect(figures).toMatch(/orda_jobs_total\{job="dumpCheck",outcome="failed"\} [1-9]/);
  await cut.stop();

  const whole = await startWith(folderWith(() => undefined));
  await expect.poll(whole.output, SOON).toMatch(/"msg":"dump checked"/);
  const now = await (await fetch(`${whole.url}/metrics`)).text();
  expect(now).toMatch(/orda_last_backup_timestamp_seconds [1-9]/);
  expect(now).not.toMatch(/job="dumpCheck",outcome="failed"\} [1-9]/);
  await whole.stop();
});
