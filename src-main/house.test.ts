/** Databases under the running desk: the demo beside the user's own, backups, and going back to one. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrganisation, startOwn } from '../src-core/access/index.ts';
import { createApi } from './api.ts';
import { openHouse, type House } from './house.ts';
import { createLinks } from './links/links.ts';

let folder: string;
let house: House;
let errors: unknown[];

const club: Parameters<typeof startOwn>[1] = {
  name: 'Клуб',
  language: 'kk',
  currency: 'KZT',
  timeZone: 'Asia/Almaty',
  owner: 'Алия',
};

const open = (): Promise<House> => {
  let count = 0;
  return openHouse({
    folder,
    temporaryFolder: join(folder, 'temporary'),
    doors: {
      addresses: () => [],
      state: () => null,
      open: () => Promise.reject(new Error('no door here')),
      close: async () => undefined,
      pause: async () => undefined,
    },
    links: createLinks({ isLoopbackShown: true, onError: (error) => errors.push(error) }),
    files: { uploaded: () => undefined, offer: () => '', temporary: () => '' },
    now: Date.now,
    random: () => `id-${(count += 1)}`,
    fillDemo: async (store, language) => {
      await startOwn(store, { ...club, name: 'Demo', language });
    },
    onError: (error) => errors.push(error),
  });
};

const nameOf = async (): Promise<string | undefined> =>
  (await readOrganisation((await house.enter()).context.store))?.name;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orda-house-'));
  errors = [];
  house = await open();
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the demo opens beside the user’s own data and goes without a trace', async () => {
  await startOwn((await house.enter()).context.store, club);
  const before = await house.enter();
  await before.context.spaces.openDemo('ru');
  expect(before.closing.aborted).toBe(true);
  expect(await nameOf()).toBe('Demo');
  const { context } = await house.enter();
  expect(context.spaces.current()).toBe('demo');
  await context.spaces.removeDemo();
  expect(await nameOf()).toBe('Клуб');
  expect(existsSync(join(folder, 'demo'))).toBe(false);
});

test('a demo that was left open is open again at the next start, until there is data of one’s own', async () => {
  await (await house.enter()).context.spaces.openDemo('ru');
  await house.close();
  house = await open();
  expect(await nameOf()).toBe('Demo');
});

test('a call that comes while the database changes waits for the new one', async () => {
  const { context } = await house.enter();
  const moving = context.spaces.openDemo('en');
  expect(await nameOf()).toBe('Demo');
  await moving;
});

test('restoring brings the old state back, and keeps the newer one as a backup', async () => {
  await startOwn((await house.enter()).context.store, club);
  const { context } = await house.enter();
  const backup = await context.backups.make();
  await startOwn(context.store, { ...club, name: 'Renamed' });
  expect(await nameOf()).toBe('Renamed');
  await context.backups.restore(backup.name);
  expect(await nameOf()).toBe('Клуб');
  const reasons = (await (await house.enter()).context.backups.list()).map(({ reason }) => reason);
  expect(reasons).toEqual(['restore', 'manual']);
});

test('an unknown backup changes nothing', async () => {
  const { context } = await house.enter();
  await expect(context.backups.restore('../orda.db')).rejects.toThrow('BACKUP_NOT_FOUND');
  expect((await house.enter()).context.store).toBe(context.store);
});

test('every backup is copied to the second folder, and a folder that is gone is no hindrance', async () => {
  const { context } = await house.enter();
  const stick = join(folder, 'stick');
  context.backups.setSecondFolder(stick);
  const { name } = await context.backups.make();
  expect(readdirSync(stick)).toEqual([name]);
  expect(() => context.backups.setSecondFolder('stick')).toThrow('FOLDER_NOT_ABSOLUTE');
  expect(errors).toEqual([]);
  writeFileSync(join(folder, 'file'), '');
  context.backups.setSecondFolder(join(folder, 'file', 'below'));
  await context.backups.make();
  expect(errors).toHaveLength(1);
  context.backups.setSecondFolder(null);
  await context.backups.make();
  expect(readdirSync(stick)).toEqual([name]);
});

test('a stream over the old database is broken off, so that the screens begin anew', async () => {
  const answer = createApi({ house, onError: (error) => errors.push(error) });
  const headers = { accept: 'text/event-stream' };
  const stream = await answer(new Request('http://127.0.0.1/api/live', { headers }));
  const { context } = await house.enter();
  await startOwn(context.store, club);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  while (!heard.includes('organisation')) heard += (await reader?.read())?.value ?? '';
  await context.spaces.openDemo('ru');
  const toTheEnd = async (): Promise<void> => {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
      heard += part.value;
  };
  await toTheEnd();
  // This event would tell the screen that there is nothing more to come, ever.
  expect(heard).not.toContain('event: return');
});

test('a failure reaches the screen as a code with fields', async () => {
  const answer = createApi({ house, onError: (error) => errors.push(error) });
  const body = JSON.stringify({ name: 'none.db' });
  const headers = { 'content-type': 'application/json' };
  const response = await answer(
    new Request('http://127.0.0.1/api/backups.restore', { method: 'POST', headers, body }),
  );
  expect(await response.json()).toMatchObject({
    error: { data: { code: 'BACKUP_NOT_FOUND', fields: { name: 'none.db' } } },
  });
  expect(errors).toEqual([]);
});
