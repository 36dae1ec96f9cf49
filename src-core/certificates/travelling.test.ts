/** Holds: a template and its background come to another laptop in either order; meanwhile it is shown, edited and copied, and printing says what is missing. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../store/index.ts';
import { KEY, serve } from '../sync/blobs/blobs.test-support.ts';
import type { Served } from '../sync/blobs/blobs.test-support.ts';
import {
  blobSeal,
  createBlobLink,
  createBlobService,
  DESK_LIMITS,
  openFolderShelf,
  RELAY_LIMITS,
} from '../sync/blobs/index.ts';
import type { BlobLink } from '../sync/blobs/index.ts';
import { applyChanges } from '../sync/index.ts';
import { issuedBatch, newTemplate, openCertificateDesk, printed } from './certificates.test-support.ts';
import type { CertificateDesk } from './certificates.test-support.ts';
import { keepPicture } from './pictures.ts';

let a: CertificateDesk;
let b: CertificateDesk;
let relay: Served;
let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orda-relay-'));
  a = await openCertificateDesk();
  b = await openCertificateDesk();
  relay = await serve(createBlobService(await openFolderShelf({ folder, limits: RELAY_LIMITS })));
});
afterEach(async () => {
  await relay.close();
  a.close();
  b.close();
  rmSync(folder, { recursive: true });
});

const linkOf = async (desk: CertificateDesk): Promise<BlobLink> =>
  createBlobLink({
    store: desk.store,
    peer: 'relay',
    seal: blobSeal(KEY),
    inbox: await openFolderShelf({ folder: join(desk.folder, 'blobs'), limits: DESK_LIMITS, isInbox: true }),
    send: relay.send(desk.store.node),
  });

const bringRows = (from: Store, to: Store) =>
  to.write({ actor: 'sync', action: 'sync.receive' }, async (tx) =>
    applyChanges(to, tx, {
      changes: from.localRows('SELECT * FROM change ORDER BY seq'),
      actions: from.localRows('SELECT * FROM action'),
    }),
  );

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210"><path d="M0 0h297v210h-297z" fill="#eef"/></svg>';

test('B2: the template is there before its background, and prints with it as soon as it has come', async () => {
  const { background } = await a.api.certificateTemplates.uploadBackground({ token: a.upload(SVG) });
  const id = await newTemplate(a, { background });
  const { eventId, people } = await issuedBatch(a, { family_name: 'Ким' });
  await a.run(
    await a.api.certificates.issue({ templateId: id, eventId, who: { kind: 'people', ids: [...people] } }),
  );
  await bringRows(a.store, b.store);

  const which = { which: { eventId, templateId: id }, mode: 'merged', language: 'ru' } as const;
  const page = { width: 297, height: 210 };
  await expect(printed(b, which)).rejects.toThrow('BACKGROUND_MISSING');
  await expect(b.api.certificateTemplates.background({ background, page })).rejects.toThrow(
    'BACKGROUND_MISSING',
  );
  const { id: _id, ...template } = await b.api.certificateTemplates.get({ id });
  await b.api.certificateTemplates.save({ id, template: { ...template, name: 'Правка на втором ноутбуке' } });
  await b.api.certificateTemplates.duplicate({ id, name: 'Копия' });

  const [linkA, linkB] = [await linkOf(a), await linkOf(b)];
  expect(await linkB.round()).toMatchObject({ fetched: 0, waiting: 1, notes: [] });
  expect(await linkA.round()).toMatchObject({ put: 1 });
  expect(await linkB.round()).toMatchObject({ fetched: 1, waiting: 0, notes: [] });
  const [ofA, ofB] = [await printed(a, which), await printed(b, which)];
  expect(ofB.bytes.length).toBeGreaterThan(1000);
  expect(Math.abs(ofA.bytes.length - ofB.bytes.length)).toBeLessThan(200);
  expect(await b.api.certificateTemplates.background({ background, page })).toMatchObject({ kind: 'svg' });
});

test('B5: what a laptop would not take as an upload it does not take from another one either', async () => {
  const evil = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>';
  const sha256 = createHash('sha256').update(evil).digest('hex');
  // As a changed program would, that does not look at what it takes.
  await a.store.write({ actor: 'test', action: 'test' }, async (tx) => {
    keepPicture(tx.engine, { sha256, kind: 'svg', width: 9, height: 9, data: btoa(evil) });
  });
  await newTemplate(a, { background: { kind: 'file', sha256 } });
  await bringRows(a.store, b.store);
  await (await linkOf(a)).round();
  expect(await (await linkOf(b)).round()).toMatchObject({
    fetched: 0,
    notes: [{ way: 'fetch', reason: 'refused' }],
  });
  expect(b.store.localRows('SELECT sha256 FROM certificate_picture')).toEqual([]);
});
