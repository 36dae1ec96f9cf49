/** Jobs in real threads: progress, results, failures, cancelling, and what is left of a thread that broke. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobState } from '../../src-core/access/index.ts';
import type { Commit } from '../../src-core/store/index.ts';
import { listBackups } from '../../src-core/store/index.ts';
import { openSpace } from '../space.ts';
import { createJobs, type JobRunner } from './runner.ts';

let folder: string;
let jobs: JobRunner;
let commits: Commit[];
let errors: unknown[];

const owner = { id: 'owner', name: 'Owner', role: 'owner' } as const;

const open = (program?: URL): JobRunner => {
  let count = 0;
  return createJobs({
    random: () => `job-${(count += 1)}`,
    place: () => ({
      database: join(folder, 'orda.db'),
      temporaryFolder: folder,
      backupFolder: join(folder, 'backups'),
      actor: owner,
    }),
    onCommit: (_, commit) => commits.push(commit),
    onError: (error) => errors.push(error),
    memory: 64,
    ...(program === undefined ? {} : { program }),
  });
};

/** A thread that runs the given lines; `port` and `input` are at hand. */
const threadOf = (lines: string): URL => {
  const file = join(folder, 'thread.mjs');
  writeFileSync(
    file,
    `import { parentPort as port, workerData } from 'node:worker_threads';\nconst { input } = workerData;\n${lines}`,
  );
  return pathToFileURL(file);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-jobs-'));
  commits = [];
  errors = [];
  jobs = open();
});
afterEach(async () => {
  await jobs.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a backup is made in a thread of its own, and checked', async () => {
  openSpace(join(folder, 'orda.db'), Date.now).close();
  const job = await jobs.ended(jobs.start('backup.make', { reason: 'manual' }));
  expect(job).toMatchObject({ status: 'done', failure: null, result: { reason: 'manual' } });
  expect(listBackups(join(folder, 'backups'), 'orda.db')).toHaveLength(1);
});

test('an unknown kind fails by its name', async () => {
  const job = await jobs.ended(jobs.start('no.such', null));
  expect(job).toMatchObject({
    status: 'failed',
    failure: { code: 'NO_SUCH_JOB', fields: { kind: 'no.such' } },
  });
});

test('work that breaks fails without telling the screen how', async () => {
  const job = await jobs.ended(jobs.start('backup.make', { reason: 'nonsense' }));
  expect(job).toMatchObject({ status: 'failed', failure: { code: 'JOB_BROKE', fields: {} } });
  expect(errors).toHaveLength(1);
});

describe('with a thread that behaves as told', () => {
  test('progress and commits are heard in order, and nothing after the end', async () => {
    jobs = open(
      threadOf(`
        port.postMessage({ kind: 'progress', done: 1, total: 3 });
        port.postMessage({ kind: 'commit', tx: 't1', tables: ['person'] });
        port.postMessage({ kind: 'progress', done: 3, total: 3 });
        port.postMessage({ kind: 'result', result: 'three' });
        port.postMessage({ kind: 'progress', done: 9, total: 9 });`),
    );
    const heard: JobState[] = [];
    jobs.onChange((job) => heard.push(job));
    const job = await jobs.ended(jobs.start('any', null));
    expect(job.result).toBe('three');
    await jobs.close();
    expect(heard.map(({ status, done }) => `${status} ${done}`)).toEqual([
      'running 1',
      'running 3',
      'done 3',
    ]);
    expect(commits).toEqual([{ tx: 't1', tables: new Set(['person']) }]);
  });

  test('a cancelled job that stops by itself is cancelled', async () => {
    jobs = open(
      threadOf(`port.on('message', () => { port.postMessage({ kind: 'cancelled' }); port.close(); });`),
    );
    const id = jobs.start('any', null);
    jobs.cancel(id);
    expect(await jobs.ended(id)).toMatchObject({ status: 'cancelled', failure: null });
  });

  test.each([
    ['throws outside of its work', 'throw new Error("broken");'],
    ['ends without a word', 'process.exit(3);'],
    ['has no more memory', 'const hoard = []; for (;;) hoard.push(new Array(1e6).fill(Math.random()));'],
  ])('a thread that %s is a failed job, and the desk goes on', async (_, lines) => {
    jobs = open(threadOf(lines));
    const job = await jobs.ended(jobs.start('any', null));
    expect(job).toMatchObject({ status: 'failed', failure: { code: 'JOB_BROKE', fields: {} } });
  });

  test('the end of the desk ends its threads', async () => {
    jobs = open(threadOf('for (;;);'));
    const id = jobs.start('any', null);
    await jobs.close();
    expect(jobs.get(id)?.status).toBe('failed');
  });

  test('only the last fifty ended jobs are remembered', async () => {
    jobs = open(threadOf(`port.postMessage({ kind: 'result', result: null });`));
    const first = jobs.start('any', null);
    await jobs.ended(first);
    for (let count = 0; count < 51; count += 1) await jobs.ended(jobs.start('any', null));
    await expect.poll(() => jobs.get(first)).toBeUndefined();
  });
});

test('a job that nobody knows cannot be waited for', async () => {
  await expect(jobs.ended('none')).rejects.toThrow('no such job');
  expect(jobs.get('none')).toBeUndefined();
  expect(() => jobs.cancel('none')).not.toThrow();
});
