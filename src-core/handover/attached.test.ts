/** Holds: a file that is too long for an event's file stays and lets the others go along (docs/sync.md, H9). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf, openLaptop } from '../sync/blobs/blobs.test-support.ts';
import type { Laptop } from '../sync/blobs/blobs.test-support.ts';
import { filesOf, frameShape, NOTHING_ATTACHED } from './attached.ts';

let laptop: Laptop;
beforeEach(async () => {
  laptop = await openLaptop();
});
afterEach(() => laptop.close());

test('H9: what is longer than a frame can say is left out, and every frame can be read', async () => {
  const [small, longest, tooLong] = [1000, 6 * 1_048_576, 6 * 1_048_576 + 1].map((bytes) =>
    Buffer.alloc(bytes, 'x'),
  );
  for (const photo of [small, longest, tooLong]) await laptop.addPhoto(photo ?? Buffer.alloc(0));
  const { store } = laptop.node;
  const packed = [...filesOf(store, store.tables, 'event', NOTHING_ATTACHED)];
  expect(packed.flatMap(({ content }) => content.files.map(({ sha256 }) => sha256)).toSorted()).toEqual(
    [small, longest].map((photo) => hashOf(photo ?? Buffer.alloc(0))).toSorted(),
  );
  expect(packed.map(({ content }) => frameShape.safeParse(content).success)).toEqual([true, true]);
});
