/** Holds: files reach every laptop whose rows name them, to the byte, however often the way breaks; what is bad is noted and left alone. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_BLOB_BYTES, PIECE_BYTES } from './blob.rules.ts';
import { bringRows, hashOf, openLaptop, serve } from './blobs.test-support.ts';
import type { Laptop, Served } from './blobs.test-support.ts';
import { openFolderShelf } from './folderShelf.ts';
import type { FolderShelf } from './folderShelf.ts';
import { createOwnShelf, pieceOf } from './ownShelf.ts';
import { createBlobService } from './service.ts';
import { RELAY_LIMITS } from './shelf.ts';

let a: Laptop;
let b: Laptop;
let folder = '';
let shelf: FolderShelf;
let relay: Served;
const file = (pieces: number): Buffer => randomBytes((pieces - 1) * PIECE_BYTES + 1000);

/** What the network says of a connection that broke. */
const BROKEN = /fetch failed|terminated/;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orda-relay-'));
  a = await openLaptop();
  b = await openLaptop();
  shelf = await openFolderShelf({ folder, limits: RELAY_LIMITS });
  relay = await serve(createBlobService(shelf));
});
afterEach(async () => {
  await relay.close();
  a.close();
  b.close();
  rmSync(folder, { recursive: true });
});

const toRelay = (laptop: Laptop) => laptop.link(relay.send(laptop.node.store.node));
const NOTHING = { fetched: 0, toFetch: 0, put: 0, toPut: 0, bytes: 0, waiting: 0, full: null, notes: [] };

describe('through a relay', () => {
  test('B2: a file goes with its row to the other laptop, and a second round has nothing to do', async () => {
    const photo = file(3);
    await a.addPhoto(photo);
    const linkA = toRelay(a);
    const linkB = toRelay(b);
    expect(await linkA.round()).toMatchObject({ put: 1, toPut: 1 });
    await bringRows(a, b);
    expect(await linkB.round()).toMatchObject({ fetched: 1, toFetch: 1, put: 0, waiting: 0, notes: [] });
    expect(b.photo(hashOf(photo))?.equals(photo)).toBe(true);
    expect((await b.inbox.look([b.seal.nameOf(hashOf(photo))])).size).toBe(0);
    relay.asked.length = 0;
    expect([await linkA.round(), await linkB.round()]).toEqual([NOTHING, NOTHING]);
    expect(relay.asked.filter((asked) => !asked.startsWith('POST'))).toEqual([]);
  });

  test('B2: a row whose file is on its way waits, and the screens hear when it has come', async () => {
    const photo = file(1);
    await a.addPhoto(photo);
    await bringRows(a, b);
    const linkB = toRelay(b);
    expect(await linkB.round()).toMatchObject({ fetched: 0, waiting: 1, notes: [] });
    await toRelay(a).round();
    const heard: string[] = [];
    b.node.store.onCommit(({ tables }) => heard.push(...tables));
    expect(await linkB.round()).toMatchObject({ fetched: 1, waiting: 0 });
    expect(heard).toEqual(['photo']);
  });

  test('B2: two hundred small files and the largest one arrive to the byte', async () => {
    const small = Array.from({ length: 200 }, (_, at) => Buffer.from(`photo ${at}`));
    const large = randomBytes(MOST_BLOB_BYTES);
    for (const photo of [...small, large]) await a.addPhoto(photo);
    expect(await toRelay(a).round()).toMatchObject({ put: 201, notes: [] });
    await bringRows(a, b);
    expect(await toRelay(b).round()).toMatchObject({ fetched: 201, notes: [] });
    for (const photo of [...small, large]) expect(b.photo(hashOf(photo))?.equals(photo)).toBe(true);
  });

  test('B2: what is larger than that stays where it is, with a note', async () => {
    const huge = Buffer.alloc(MOST_BLOB_BYTES + 1, 'x');
    await a.addPhoto(huge);
    expect(await toRelay(a).round()).toMatchObject({
      put: 0,
      notes: [{ sha256: hashOf(huge), way: 'put', reason: 'tooLarge', tries: 1 }],
    });
    expect(relay.asked).toEqual(['POST -']);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'B3: cut in request %i of seven, on its way or with its answer, a round goes on at the piece where it was',
    async (at) => {
      for (const where of ['before', 'answer'] as const) {
        const photo = file(6);
        await a.addPhoto(photo);
        await bringRows(a, b);
        for (const laptop of [a, b]) {
          const link = toRelay(laptop);
          relay.asked.length = 0;
          relay.cut(at, where);
          await expect(link.round()).rejects.toThrow(BROKEN);
          relay.cut(Infinity, where);
          await link.round();
          // Only the piece that was cut goes again, and not even that one where only its answer was lost.
          const again = at === 0 || (laptop === a && where === 'answer') ? 0 : 1;
          expect(relay.asked.filter((asked) => !asked.startsWith('POST'))).toHaveLength(6 + again);
        }
        expect(b.photo(hashOf(photo))?.equals(photo)).toBe(true);
      }
    },
  );

  test('B3: two laptops that have the same file bring it at once, and it is there once', async () => {
    const photo = file(8);
    await a.addPhoto(photo);
    await b.addPhoto(photo);
    const rounds = await Promise.all([toRelay(a).round(), toRelay(b).round()]);
    expect(rounds.map(({ put, notes }) => [put, notes])).toEqual([
      [1, []],
      [1, []],
    ]);
    const name = a.seal.nameOf(hashOf(photo));
    expect((await shelf.look([name])).get(name)).toEqual({ count: 8, missing: [] });
  });

  test('B3: another laptop goes on with an upload that the first one left', async () => {
    const photo = file(5);
    await a.addPhoto(photo);
    await b.addPhoto(photo);
    relay.cut(3, 'before');
    await expect(toRelay(a).round()).rejects.toThrow(BROKEN);
    relay.cut(Infinity, 'before');
    relay.asked.length = 0;
    expect(await toRelay(b).round()).toMatchObject({ put: 1 });
    expect(relay.asked).toEqual(['POST -', 'PUT 2', 'PUT 3', 'PUT 4']);
  });

  test('B5: a piece that is no good is named, taken away, and brought again by whoever has the file', async () => {
    const photo = file(3);
    await a.addPhoto(photo);
    const linkA = toRelay(a);
    await bringRows(a, b);
    const name = a.seal.nameOf(hashOf(photo));
    // A stranger's piece of the right length, before anybody brings the right one.
    await shelf.put({ name, index: 1, count: 3, bytes: randomBytes(PIECE_BYTES + 29) }, 'cccc');
    await linkA.round();
    const linkB = toRelay(b);
    expect(await linkB.round()).toMatchObject({
      fetched: 0,
      notes: [{ way: 'fetch', reason: 'damaged', tries: 1 }],
    });
    relay.asked.length = 0;
    expect(await linkB.round()).toMatchObject({ fetched: 0 });
    expect(relay.asked).toEqual([]);
    // A's belief in what the relay has does not last, and B tries again after a minute.
    expect(await linkA.round({ isRetry: true })).toMatchObject({ put: 1 });
    b.node.setNow(b.node.store.now() + 61_000);
    relay.asked.length = 0;
    expect(await linkB.round()).toMatchObject({ fetched: 1, notes: [] });
    expect(relay.asked).toEqual(['POST -', 'GET 1']);
    expect(b.photo(hashOf(photo))?.equals(photo)).toBe(true);
  });

  test('B5: pieces of another file under this name, sealed with the right key, are found out by the hash', async () => {
    const photo = file(2);
    await a.addRow(photo);
    const name = a.seal.nameOf(hashOf(photo));
    const other = file(2);
    for (const index of [0, 1]) {
      const bytes = a.seal.seal({ name, index, count: 2 }, pieceOf(other, index));
      await shelf.put({ name, index, count: 2, bytes }, 'cccc');
    }
    expect(await toRelay(a).round()).toMatchObject({ fetched: 0, notes: [{ reason: 'damaged' }] });
    expect(await shelf.look([name])).toEqual(new Map());
  });

  test('B5: bytes that the table refuses are not kept, and are left alone longer each time', async () => {
    const bad = Buffer.from('no photo at all');
    await a.addRow(bad);
    const id = { name: a.seal.nameOf(hashOf(bad)), index: 0, count: 1 };
    await shelf.put({ ...id, bytes: a.seal.seal(id, bad) }, 'cccc');
    const link = toRelay(a);
    const minutes: number[] = [];
    for (let tries = 1; tries <= 3; tries += 1) {
      const { notes } = await link.round();
      expect(notes).toMatchObject([{ way: 'fetch', reason: 'refused', tries }]);
      minutes.push(((notes[0]?.nextMs ?? 0) - a.node.store.now()) / 60_000);
      relay.asked.length = 0;
      await link.round();
      expect(relay.asked).toEqual([]);
      a.node.setNow(notes[0]?.nextMs ?? 0);
    }
    expect(minutes).toEqual([1, 4, 16]);
    expect(a.photo(hashOf(bad))).toBeUndefined();
  });

  test('B5: what the own disk has damaged is not brought to others', async () => {
    const photo = file(1);
    await a.addPhoto(photo);
    await a.node.store.write({ actor: 'test', action: 'test' }, async (tx) =>
      tx.engine.run('UPDATE attached_file SET data = ?', file(1).toString('base64')),
    );
    expect(await toRelay(a).round()).toMatchObject({ put: 0, notes: [{ way: 'put', reason: 'damaged' }] });
    expect(relay.asked).toEqual(['POST -']);
  });

  test('B1: a laptop with another key finds nothing, and leaves nothing that harms', async () => {
    const photo = file(2);
    await a.addPhoto(photo);
    await toRelay(a).round();
    const stranger = await openLaptop({ key: Buffer.alloc(32, 9) });
    await bringRows(a, stranger);
    expect(await toRelay(stranger).round()).toMatchObject({ fetched: 0, waiting: 1, notes: [] });
    stranger.close();
  });

  test('B4: a relay without room says so, is left alone for a while, and then takes the rest', async () => {
    let limits = { shelf: 3 * PIECE_BYTES, laptop: 3 * PIECE_BYTES };
    const small = await openFolderShelf({
      folder: join(folder, 'small'),
      limits: {
        get shelf() {
          return limits.shelf;
        },
        get laptop() {
          return limits.laptop;
        },
      },
    });
    const served = await serve(createBlobService(small));
    for (let at = 0; at < 3; at += 1) await a.addPhoto(file(2));
    const link = a.link(served.send('aaaa'));
    const first = await link.round();
    expect(first).toMatchObject({ full: 'shelf', notes: [] });
    expect(first.put).toBeLessThan(3);
    served.asked.length = 0;
    expect(await link.round()).toEqual(NOTHING);
    expect(served.asked).toEqual([]);
    limits = RELAY_LIMITS;
    a.node.setNow(a.node.store.now() + 601_000);
    expect(await link.round()).toMatchObject({ put: 3 - first.put, full: null });
    await served.close();
  });

  test('B7: a round tells how far it is, and can be stopped between pieces', async () => {
    const photo = file(10);
    await a.addPhoto(photo);
    const stop = new AbortController();
    const seen: number[] = [];
    const link = a.link(relay.send('aaaa'), {
      onProgress: ({ bytes }) => {
        seen.push(bytes);
        if (seen.length === 4) stop.abort(new Error('stopped by hand'));
      },
    });
    await expect(link.round({ signal: stop.signal })).rejects.toThrow('stopped by hand');
    expect(seen).toEqual([1, 2, 3, 4].map((pieces) => pieces * (PIECE_BYTES + 29)));
    expect(await link.round()).toMatchObject({
      put: 1,
      bytes: 6 * PIECE_BYTES - PIECE_BYTES + 1000 + 6 * 29,
    });
  });

  test('B7: an answer that is none, or a refusal, ends the round and changes nothing', async () => {
    await a.addPhoto(file(1));
    const answering = (status: number, text: string) =>
      a.link(() => Promise.resolve({ status, body: Buffer.from(text) })).round();
    await expect(answering(403, '{"code":"LAPTOP_REVOKED","fields":{}}')).rejects.toMatchObject({
      status: 403,
      code: 'LAPTOP_REVOKED',
    });
    await expect(answering(502, '<html>login</html>')).rejects.toMatchObject({
      status: 502,
      code: 'NOT_UNDERSTOOD',
    });
    await expect(answering(200, '{"blobs":{"x":1}}')).rejects.toMatchObject({
      code: 'NOT_UNDERSTOOD',
    });
    await expect(answering(200, 'not JSON')).rejects.toMatchObject({ code: 'NOT_UNDERSTOOD' });
    expect(await toRelay(a).round()).toMatchObject({ put: 1 });
  });
});

describe('between two laptops', () => {
  let lan: Served;
  beforeEach(async () => {
    const own = createOwnShelf({ store: b.node.store, seal: b.seal, inbox: b.inbox });
    lan = await serve(createBlobService(own));
  });
  afterEach(() => lan.close());
  const toB = () => a.link(lan.send(a.node.store.node), { peer: b.node.store.node });

  test('B8: the one that serves gives straight from its rows, and takes what it lacks', async () => {
    const [ofA, ofB] = [file(4), file(4)];
    await a.addPhoto(ofA);
    await b.addPhoto(ofB);
    await bringRows(a, b);
    await bringRows(b, a);
    expect(await toB().round()).toMatchObject({ fetched: 1, put: 1, waiting: 0, notes: [] });
    expect(a.photo(hashOf(ofB))?.equals(ofB)).toBe(true);
    expect(b.photo(hashOf(ofA))?.equals(ofA)).toBe(true);
    const names = [ofA, ofB].map((photo) => b.seal.nameOf(hashOf(photo)));
    expect((await b.inbox.look(names)).size).toBe(0);
  });

  test('B8: bytes that come before their row wait, and are taken when the row is there', async () => {
    const photo = file(2);
    await a.addPhoto(photo);
    const link = toB();
    expect(await link.round()).toMatchObject({ put: 1 });
    expect(b.photo(hashOf(photo))).toBeUndefined();
    await bringRows(a, b);
    expect(await link.round({ isRetry: true })).toMatchObject({ put: 0, toPut: 0 });
    expect(b.photo(hashOf(photo))?.equals(photo)).toBe(true);
  });

  test('B8: what does not belong there is refused by the one that serves, and does not stay with it', async () => {
    await b.addRow(Buffer.from('no photo'));
    const id = { name: b.seal.nameOf(hashOf(Buffer.from('no photo'))), index: 0, count: 1 };
    const sealed = b.seal.seal(id, Buffer.from('no photo'));
    const path = `/blobs/${id.name}?piece=0&of=1&sha256=${hashOf(sealed)}`;
    const { status, body } = await lan.send('aaaa')(
      { method: 'PUT', path, body: sealed },
      { signal: new AbortController().signal },
    );
    expect([status, JSON.parse(Buffer.from(body).toString())]).toEqual([
      422,
      { code: 'BLOB_REFUSED', fields: { why: 'NO_PHOTO' } },
    ]);
    expect((await b.inbox.look([id.name])).size).toBe(0);
  });
});

describe('the handler', () => {
  const name = 'a1'.repeat(32);
  const ask = async (method: string, path: string, body?: Buffer | string) => {
    const answer = await fetch(`${relay.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    return [answer.status, answer.headers.get('blob-of'), answer.headers.get('blob-missing')];
  };

  test('B9: says what is there by HEAD', async () => {
    expect(await ask('HEAD', `/blobs/${name}`)).toEqual([404, null, null]);
    await shelf.put({ name, index: 1, count: 3, bytes: Buffer.alloc(10) }, 'aaaa');
    expect(await ask('HEAD', `/blobs/${name}`)).toEqual([200, '3', '0,2']);
  });

  test.each([
    ['GET', `/blobs/${name}`, 400],
    ['GET', `/blobs/${name}?piece=x`, 400],
    ['GET', `/blobs/${name}?piece=-1`, 400],
    ['GET', '/blobs/..%2f..%2fetc%2fpasswd?piece=0', 404],
    ['GET', `/blobs/${name.toUpperCase()}?piece=0`, 404],
    ['PUT', `/blobs/${name}?piece=0&of=1`, 422],
    ['PUT', `/blobs/${name}?piece=0&sha256=${name}`, 400],
    ['PUT', `/blobs/${name}?piece=0&of=1&sha256=${name}`, 422],
    ['PUT', `/blobs/${name}?piece=1&of=1&sha256=${name}`, 400],
    ['PUT', `/blobs/${name}?piece=0&of=81&sha256=${name}`, 400],
    ['PATCH', `/blobs/${name}?piece=0&sha256=${name}`, 405],
    ['GET', '/blobs', 404],
    ['GET', '/blobs/which', 405],
    ['POST', '/blobs/which', 400],
  ])('B9: refuses %s %s with %i', async (method, path, status) => {
    const body = method === 'PUT' || method === 'POST' ? Buffer.alloc(40) : undefined;
    expect((await ask(method, path, body))[0]).toBe(status);
    expect(await shelf.look([name])).toEqual(new Map());
  });

  test('B9: takes no more than a piece into memory', async () => {
    const path = `/blobs/${name}?piece=0&of=1&sha256=${name}`;
    expect((await ask('PUT', path, Buffer.alloc(PIECE_BYTES + 30)))[0]).toBe(413);
    expect((await ask('POST', '/blobs/which', 'x'.repeat(80_000)))[0]).toBe(413);
  });
});
