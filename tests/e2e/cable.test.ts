/**
 * The cable is pulled in the middle of an evening, in a network namespace of its own: nothing on the organizer's screen changes
 * but the panel, marking goes on, and the panel is as it was when the cable is back.
 */
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { newDataFolder, test } from './desk.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

const child = fileURLToPath(new URL('cable.child.ts', import.meta.url));

const hasNamespaces = (): boolean => {
  try {
    execFileSync('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

test('a pulled cable changes nothing but the panel', async ({ skip }) => {
  if (!hasNamespaces()) skip('this system gives no network namespace to pull a cable in');
  const shots = process.env['ORDA_SHOTS'];
  const { stdout } = await run(
    'unshare',
    ['-rn', process.execPath, child, newDataFolder(), ...(shots ? [join(shots, 'cable.png')] : [])],
    { cwd: root, timeout: 115_000 },
  );
  const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  expect(seen.without.content).toBe(seen.before.content);
  expect(seen).toMatchObject({
    without: { line: 'Недоступно: 1' },
    verdict: 'ok',
    after: 'Есть предупреждение',
  });
  expect(seen.why).toContain('Отметка за ноутбуком работает');
});
