/**
 * Holds: a relay process from a clean folder joins two laptops that have the desk's own links; what it knows of sealed columns is
 * ciphertext; what it logs has no value; it ends in order.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openFirst, openNext, openOwned, runErrand, startRelay } from './relay.ts';
import type { Laptop } from './relay.ts';

// Starts of real processes, on a machine that does much else.
vi.setConfig({ testTimeout: 120_000 });

test('R: from an empty folder to two laptops that hold the same', async () => {
  const relay = await startRelay();
  const first = await openFirst(relay);
  await first.addPerson('Ахметова');
  await first.settle();
  const second = await openNext(first);
  expect(second.names()).toEqual(['Ахметова']);
  await second.addPerson('Сейтқали');
  await second.settle();
  await first.settle();
  expect(first.names()).toEqual(['Ахметова', 'Сейтқали']);
  expect(await relay.stop()).toBe(0);
});

test('R: a code is good for one laptop; another one is had from a relay that runs', async () => {
  const relay = await startRelay();
  await openFirst(relay);
  const late = await openOwned();
  const connect = (code: string) => late.links.connectRelay({ store: late.store, address: relay.url, code });
  await expect(connect(relay.code)).rejects.toThrow('RELAY_CODE_WRONG');
  const { code, output } = await runErrand(['--data', relay.folder, '--code']);
  expect(code).toBe(0);
  await connect(/one day: (\S+)/.exec(output)?.[1] ?? '');
  await relay.stop();
  // Laptops are known now: no code is printed at the next start.
  const again = await startRelay({ folder: relay.folder });
  expect(again.output()).not.toContain('one day:');
  await again.stop();
});

test('R: two relays do not share a folder', async () => {
  const relay = await startRelay();
  const second = await runErrand(['--data', relay.folder, '--port', '0']);
  expect(second).toEqual({ code: 1, output: expect.stringContaining('another relay has this data open') });
  await relay.stop();
});

const tokensOf = ({ store }: Laptop): readonly string[] =>
  [...readFileSync(`${store.path}.links`, 'utf8').matchAll(/"token":\s*"([\w-]{40,})"/g)].map(
    ([, token = '']) => token,
  );

/** Words that can be nothing else, one for each place where a value could leak. */
const MARKS = {
  note: 'қупия-жазба-7f3a',
  attention: 'аллергия-на-арахис-19c4',
  phone: '+77011234987',
} as const;

test('R: sealed columns are not in the plain in any file of the relay, open ones are; nothing of either is in its log', async () => {
  const relay = await startRelay({ env: { ORDA_LOG_LEVEL: 'debug' } });
  const first = await openFirst(relay);
  await first.addPerson('Ашықаты-5521', MARKS);
  await first.settle();
  const second = await openNext(first);
  expect(second.store.localRows('SELECT note, attention, phone FROM person')).toEqual([MARKS]);
  for (const path of ['/Ашықаты-5521', `/?q=${MARKS.phone}`, '/sync?token=жасырын-tok'])
    await fetch(relay.url + encodeURI(path));
  await fetch(`${relay.url}/claim`, { method: 'POST', body: '{"code":"жасырын-code","node":"abcdefgh"}' });
  await fetch(`${relay.url}/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${'x'.repeat(43)}` },
  });
  await relay.stop();

  const log = relay.output();
  const shown = log.replace(/^(?!\{).*$/gm, '');
  const tokens = tokensOf(first);
  expect(tokens).not.toEqual([]);
  for (const word of [
    ...Object.values(MARKS),
    'Ашықаты',
    'Айдана',
    'Айгерім',
    'IT-клуб',
    'жасырын',
    ...tokens,
  ])
    expect(shown).not.toContain(word);
  expect(shown).not.toContain(encodeURIComponent('Ашықаты'));
  expect(shown).not.toContain(relay.code);

  const files = readdirSync(relay.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const has = (word: string): boolean => files.some((file) => file.includes(word));
  expect(Object.values(MARKS).filter(has)).toEqual([]);
  expect(tokens.filter(has)).toEqual([]);
  expect(has(relay.code)).toBe(false);
  // The search itself would find what lies open.
  expect(has('IT-клуб')).toBe(true);
});

test('R: told to end, it ends what waits, finishes what runs, takes nothing new, and is gone within ten seconds', async () => {
  const relay = await startRelay();
  const first = await openFirst(relay);
  for (let n = 0; n < 40; n += 1) await first.addPerson(`Адам${n}`);
  const [token] = tokensOf(first);
  const wait = fetch(`${relay.url}/sync/wait?after=99999999`, {
    headers: { authorization: `Bearer ${token}` },
  });
  // The wait is counted before the end is asked for.
  await expect
    .poll(async () => (await fetch(`${relay.url}/metrics`)).text())
    .toMatch(/orda_waiting_polls [1-9]/);
  const round = first.links.syncNow('relay');
  const started = performance.now();
  const [code, answer] = await Promise.all([relay.stop(), wait, round]);
  expect(code).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(answer.status).toBe(204);
  await expect(fetch(`${relay.url}/health`)).rejects.toThrow('fetch failed');
  // What was under way is there, or is sent again: nothing is lost either way.
  const again = await startRelay({ folder: relay.folder, env: {} });
  expect(again.output()).toContain('"database":"sqlite"');
  await again.stop();
});
