/** One writer for one folder, whatever ends the holder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHolder, takeLock } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holderProcess = async (): Promise<ReturnType<typeof spawn>> => {
  const lock = new URL('./lock.ts', import.meta.url).href;
  const lines = `
    const { takeLock } = await import(${JSON.stringify(lock)});
    const lock = takeLock(${JSON.stringify(folder)});
    lock?.announce({ pid: process.pid, port: 1, token: 'word' });
    console.log(lock === undefined ? 'refused' : 'held');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', lines], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
};

test('a folder that is held is refused, and free again after the release', () => {
  const lock = takeLock(folder);
  expect(lock).toBeDefined();
  expect(takeLock(folder)).toBeUndefined();
  lock?.release();
  const next = takeLock(folder);
  expect(next).toBeDefined();
  next?.release();
});

test('another process holds it until kill -9, and not a moment longer', async () => {
  const child = await holderProcess();
  expect(takeLock(folder)).toBeUndefined();
  expect(readHolder(folder)).toEqual({ pid: child.pid, port: 1, token: 'word' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = takeLock(folder);
  expect(lock).toBeDefined();
  expect(readHolder(folder)).toBeUndefined();
  lock?.release();
});

test('what the holder wrote is for this user alone, and broken notes are no holder', () => {
  const lock = takeLock(folder);
  lock?.announce({ pid: 1, port: 2, token: 'word' });
  const mode = process.platform === 'win32' ? 0o600 : statSync(join(folder, 'desk.json')).mode & 0o777;
  expect(mode).toBe(0o600);
  writeFileSync(join(folder, 'desk.json'), '{"pid":');
  expect(readHolder(folder)).toBeUndefined();
  lock?.release();
});
