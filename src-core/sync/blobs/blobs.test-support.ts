/** Nodes with photos, and a real server on loopback whose connections a test can cut. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { blobs as blobsStep } from '../../../migrations/0018_blobs.ts';
import { defineTable, filesOf, record } from '../../store/index.ts';
import type { Migration } from '../../store/index.ts';
import { openNode } from '../nodes.test-support.ts';
import type { Node } from '../nodes.test-support.ts';
import { openFolderShelf } from './folderShelf.ts';
import type { FolderShelf } from './folderShelf.ts';
import { createBlobLink } from './link.ts';
import type { BlobLink, BlobLinkParts, BlobSend } from './link.ts';
import { blobSeal } from './sealing.ts';
import type { BlobSeal } from './sealing.ts';
import type { BlobService } from './service.ts';
import { DESK_LIMITS } from './shelf.ts';

export const KEY: Buffer = Buffer.alloc(32, 7);

/** Photos are any bytes that do not begin with "no". */
const photos = filesOf({
  table: 'photo',
  column: 'sha256',
  check: (bytes) => {
    if (bytes.toString('latin1', 0, 2) === 'no')
      throw Object.assign(new Error('NO_PHOTO'), { code: 'NO_PHOTO' });
  },
});
const photoTable = defineTable({
  name: 'photo',
  columns: { sha256: z.string() },
  relay: { sha256: 'open' },
  travels: 'whole',
  attachments: photos,
});
const photoStep: Migration = {
  id: 19,
  name: 'photo',
  up: [
    'CREATE TABLE photo (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL)',
  ],
};

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export type Laptop = {
  readonly node: Node;
  readonly folder: string;
  readonly seal: BlobSeal;
  readonly inbox: FolderShelf;
  /** A row that names these bytes, with or without the bytes. */
  addRow(bytes: Buffer): Promise<void>;
  addPhoto(bytes: Buffer): Promise<void>;
  /** The bytes of a photo here, by hash. */
  photo(sha256: string): Buffer | undefined;
  link(send: BlobSend, more?: Partial<BlobLinkParts>): BlobLink;
  close(): void;
};

/** A laptop on real files; with a folder, the one that was there before. */
export async function openLaptop({ folder = '', key = KEY } = {}): Promise<Laptop> {
  const own = folder === '' ? mkdtempSync(join(tmpdir(), 'orda-blobs-')) : folder;
  const extra = { tables: [photoTable], migrations: [blobsStep, photoStep] };
  const node = openNode({ extra, path: join(own, 'orda.db') });
  const seal = blobSeal(key);
  const inbox = await openFolderShelf({ folder: join(own, 'blobs'), limits: DESK_LIMITS, isInbox: true });
  const write = async (bytes: Buffer, hasBytes: boolean): Promise<void> => {
    await node.store.write({ actor: 'test', action: 'photo.add' }, async (tx) => {
      if (hasBytes) photos.keep(tx.engine, bytes);
      await record(tx, photoTable, tx.newId(), { sha256: hashOf(bytes) });
    });
  };
  return {
    node,
    folder: own,
    seal,
    inbox,
    addRow: (bytes) => write(bytes, false),
    addPhoto: (bytes) => write(bytes, true),
    photo: (sha256) => photos.read(node.store, sha256),
    link: (send, more = {}) =>
      createBlobLink({ store: node.store, peer: 'relay', seal, inbox, send, ...more }),
    close() {
      node.close();
      if (folder === '') rmSync(own, { recursive: true });
    },
  };
}

/** Rows of one laptop to another, as sync brings them. */
export const bringRows = (from: Laptop, to: Laptop): Promise<unknown> => to.node.receive(from.node.log());

export type Served = {
  readonly url: string;
  /** As a laptop of this name. */
  readonly send: (laptop: string) => BlobSend;
  /** What was asked, as "PUT 3" with the piece's number. */
  readonly asked: string[];
  /** Breaks the connection of the request with this number from now, 0 the next: before it is served, or within its answer. */
  readonly cut: (after: number, where: 'before' | 'answer') => void;
  readonly close: () => Promise<void>;
};

/** Over a real socket to this address, as the laptop of this name. */
export const sendTo =
  (url: string, laptop: string): BlobSend =>
  async ({ method, path, body }, { signal }) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      signal,
      headers: { 'x-laptop': laptop },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  };

/** Serves over a real socket of the loopback. */
export async function serve(service: BlobService): Promise<Served> {
  const asked: string[] = [];
  let left = Infinity;
  let place: 'before' | 'answer' = 'before';
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    asked.push(`${incoming.method} ${url.searchParams.get('piece') ?? '-'}`);
    const isCut = left === 0;
    left -= 1;
    if (isCut && place === 'before') return void incoming.socket.destroy();
    const hasBody = incoming.method === 'PUT' || incoming.method === 'POST';
    const request = new Request(url, {
      method: incoming.method ?? 'GET',
      ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}),
    });
    const response = await service(request, { node: String(incoming.headers['x-laptop']) });
    const body = Buffer.from(await response.arrayBuffer());
    if (isCut && body.length === 0) return void incoming.socket.destroy();
    outgoing.writeHead(response.status, {
      ...Object.fromEntries(response.headers),
      ...(incoming.method === 'HEAD' ? {} : { 'content-length': body.length }),
    });
    if (!isCut) return void outgoing.end(body);
    outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.destroy());
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    send: (laptop) => sendTo(url, laptop),
    asked,
    cut(after, where) {
      left = after;
      place = where;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
