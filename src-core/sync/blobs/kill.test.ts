/** Holds: a laptop that dies between pieces, or while one is being written, goes on from its whole pieces and never has half a one. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bringRows, hashOf, openLaptop, serve } from './blobs.test-support.ts';
import type { Laptop, Served } from './blobs.test-support.ts';
import { PIECE_BYTES } from './blob.rules.ts';
import { createOwnShelf } from './ownShelf.ts';
import { createBlobService } from './service.ts';

const CHILD = fileURLToPath(new URL('blobs.kill.test-support.ts', import.meta.url));
const PHOTO = randomBytes(5 * PIECE_BYTES + 7);
let a: Laptop;
let served: Served;
let folder = '';
beforeEach(async () => {
  a = await openLaptop();
  await a.addPhoto(PHOTO);
  served = await serve(
    createBlobService(createOwnShelf({ store: a.node.store, seal: a.seal, inbox: a.inbox })),
  );
  folder = mkdtempSync(join(tmpdir(), 'orda-blobs-kill-'));
  const b = await openLaptop({ folder });
  await bringRows(a, b);
  b.close();
});
afterEach(async () => {
  await served.close();
  a.close();
  rmSync(folder, { recursive: true });
});

/** One round in a process of its own; out: the signal that ended it, or its code. */
async function round(moment: string, number: number): Promise<unknown> {
  const child = spawn(process.execPath, [CHILD, folder, served.url, moment, String(number)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return signal ?? code;
}

const photoIn = async (): Promise<Buffer | undefined> => {
  const b = await openLaptop({ folder });
  const found = b.photo(hashOf(PHOTO));
  b.close();
  return found;
};
const gets = (): number => served.asked.filter((asked) => asked.startsWith('GET')).length;

test('B3: killed after every second piece, also before the whole is taken in, it fetches no piece twice', async () => {
  expect([await round('piece', 2), await round('piece', 2), await round('piece', 2)]).toEqual(
    Array(3).fill('SIGKILL'),
  );
  expect(gets()).toBe(6);
  expect(await photoIn()).toBeUndefined();
  expect(await round('none', 0)).toBe(0);
  expect(gets()).toBe(6);
  expect((await photoIn())?.equals(PHOTO)).toBe(true);
});

test('B3: killed while a piece is being written, it has that piece whole or not at all', async () => {
  for (const at of [1, 2]) expect(await round('writing', at)).toBe('SIGKILL');
  expect(await round('none', 0)).toBe(0);
  expect((await photoIn())?.equals(PHOTO)).toBe(true);
  const left = readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});
