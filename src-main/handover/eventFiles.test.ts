/** A file that is kept fresh on a stick, over a real house with its threads. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaller, startOwn, type EventFileState } from '../../src-core/access/index.ts';
import { deskRouter } from '../../src-core/api.ts';
import { openEventFile } from '../../src-core/handover/fileFormat.ts';
import { openHouse, type House } from '../house.ts';
import { createLinks } from '../links/links.ts';

const PHRASE = 'bako turi meno sila dufo';
const WAIT = { timeout: 20_000, interval: 30 } as const;

let folder: string;
let stick: string;
let house: House;

const open = (): Promise<House> => {
  let count = 0;
  const nothing = async (): Promise<void> => undefined;
  return openHouse({
    folder,
    temporaryFolder: join(folder, 'temporary'),
    doors: {
      addresses: () => [],
      state: () => null,
      open: () => Promise.reject(new Error('no door here')),
      close: nothing,
      pause: nothing,
    },
    links: createLinks({ isLoopbackShown: true, onError: nothing }),
    files: { uploaded: () => undefined, offer: () => '', temporary: () => '' },
    now: Date.now,
    random: () => `id-${(count += 1)}`,
    fillDemo: nothing,
    onError: () => undefined,
  });
};

const call = async () => createCaller(deskRouter)((await house.enter()).context);
const state = async (): Promise<EventFileState | null> => (await call()).handover.state();

const begin = async () => {
  const api = await call();
  const { id: eventId } = await api.events.create({
    from: { kind: 'template', templateId: 'preset:meetup', language: 'ru' },
    fields: { title: 'Митап: «А/Б»' },
  });
  await api.handover.keep({ eventId, phrase: PHRASE, folder: stick });
  await expect.poll(async () => (await state())?.writtenAt, WAIT).toBeTypeOf('string');
  return { api, eventId, file: join(stick, (await state())?.name ?? '') };
};

const marksIn = async (file: string): Promise<number> =>
  (await openEventFile(readFileSync(file), PHRASE)).manifest.marks;

const markSomebody = async (eventId: string): Promise<void> => {
  const api = await call();
  await api.checkIn.walkIn({ eventId, name: `Ким Алина ${Math.random()}`, isNew: true });
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orda-fresh-'));
  stick = join(folder, 'stick');
  mkdirSync(stick);
  mkdirSync(join(folder, 'temporary'));
  house = await open();
  await startOwn((await house.enter()).context.store, {
    name: 'Клуб',
    language: 'kk',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Алия',
  });
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

test('H7 a mark is in the file on the stick soon after, and the file before stays beside it', async () => {
  const { eventId, file } = await begin();
  expect(await marksIn(file)).toBe(0);
  await markSomebody(eventId);
  await expect.poll(() => marksIn(file), WAIT).toBe(1);
  expect(await marksIn(file.replace('.orda-event', '.previous.orda-event'))).toBe(0);
  expect(existsSync(`${file}.part`)).toBe(false);
  expect(await state()).toMatchObject({ marks: 1, problem: null });
});

test('H7 a stick that is out is said so and waited for; the door goes on meanwhile', async () => {
  const { eventId, file } = await begin();
  renameSync(stick, `${stick}-out`);
  await markSomebody(eventId);
  await expect.poll(async () => (await state())?.problem, WAIT).toBe('missing');
  await markSomebody(eventId);
  renameSync(`${stick}-out`, stick);
  await expect.poll(async () => (await state())?.problem, WAIT).toBeNull();
  await expect.poll(() => marksIn(file), WAIT).toBe(2);
});

test('H7 after a start it goes on by itself, until it is stopped', async () => {
  const { eventId, file } = await begin();
  await house.close();
  house = await open();
  await markSomebody(eventId);
  await expect.poll(() => marksIn(file), WAIT).toBe(1);
  await (await call()).handover.stop();
  await house.close();
  house = await open();
  expect(await state()).toBeNull();
});

test('H7 only a folder that is there is taken', async () => {
  const { api, eventId } = await begin();
  const keep = (where: string) => api.handover.keep({ eventId, phrase: PHRASE, folder: where });
  await expect(keep('stick')).rejects.toThrow('FOLDER_NOT_ABSOLUTE');
  await expect(keep(join(folder, 'no stick'))).rejects.toThrow('FOLDER_NOT_FOUND');
  writeFileSync(join(folder, 'a file'), '');
  await expect(keep(join(folder, 'a file'))).rejects.toThrow('FOLDER_NOT_FOUND');
  await expect(api.handover.keep({ eventId: 'none', phrase: PHRASE, folder: stick })).rejects.toThrow(
    'EVENT_NOT_FOUND',
  );
});
