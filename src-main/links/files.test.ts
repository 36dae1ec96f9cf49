/** Holds: files follow their rows over the real links: a certificate made on one laptop prints the same on the other, through a relay and without one. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  issuedBatch,
  newTemplate,
  openCertificateDesk,
  printed,
} from '../../src-core/certificates/certificates.test-support.ts';
import type { CertificateDesk } from '../../src-core/certificates/certificates.test-support.ts';
import { openBadWay } from './badWay.test-support.ts';
import { createLinks } from './links.ts';
import type { HostLinks } from './links.ts';
import { createLog } from '../../src-relay/log.ts';
import { runRelay } from '../../src-relay/run.ts';
import type { RunningRelay } from '../../src-relay/run.ts';

type Laptop = CertificateDesk & { readonly links: HostLinks };

const SOON = { timeout: 20_000, interval: 50 };
const errors: unknown[] = [];
let folder = '';
let a: Laptop;
let b: Laptop;

const openLaptop = async (): Promise<Laptop> => {
  const desk = await openCertificateDesk();
  const links = createLinks({ isLoopbackShown: true, onError: (error) => errors.push(error) });
  await links.resume(desk.store);
  return { ...desk, links };
};

beforeEach(async () => {
  errors.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'orda-files-'));
  [a, b] = [await openLaptop(), await openLaptop()];
});
afterEach(async () => {
  for (const desk of [a, b]) {
    await desk.links.pause();
    desk.close();
  }
  rmSync(folder, { recursive: true });
});

const startRelay = (port = 0): Promise<RunningRelay> =>
  runRelay({
    settings: {
      folder,
      host: '127.0.0.1',
      port,
      databaseUrl: undefined,
      publicUrl: undefined,
      trustedProxies: new Set(),
      metricsToken: undefined,
      logLevel: 'silent',
      dumpFolder: undefined,
      backupEveryMs: 3_600_000,
      telegram: undefined,
      mail: undefined,
      sms: undefined,
    },
    log: createLog('silent'),
    now: () => a.store.now(),
  });

const invite = async (address?: string): Promise<void> => {
  const { phrase, addresses } = await a.links.invite({ store: a.store, role: 'admin', actor: 'test-owner' });
  const nothing = (): Promise<void> => Promise.resolve();
  await b.links.join({
    store: b.store,
    address: address ?? addresses[0] ?? '',
    phrase,
    onPaired: nothing,
    onCancelled: nothing,
  });
};

/** A picture that no file on the relay may show. */
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210"><path d="M0 0h297v210h-297z" fill="#1b5e9a"/></svg>';

/** Certificates over an uploaded background at A; out: what to print, and the picture's hash. */
const issueAtA = async () => {
  const { background } = await a.api.certificateTemplates.uploadBackground({ token: a.upload(SVG) });
  const templateId = await newTemplate(a, { background });
  const { eventId, people } = await issuedBatch(a, { family_name: 'Ким' });
  const who = { kind: 'people' as const, ids: [...people] };
  await a.run(await a.api.certificates.issue({ templateId, eventId, who }));
  const what = { which: { eventId, templateId }, mode: 'merged', language: 'ru' } as const;
  return { what, sha256: background.sha256 };
};
const pictures = (desk: CertificateDesk): readonly { readonly sha256: string }[] =>
  desk.store.localRows('SELECT sha256 FROM certificate_picture');

/** A page without what says when it was made. */
const drawn = (pdf: Buffer): string =>
  pdf.toString('latin1').replaceAll(/D:\d{14}Z|CreateDate>[^<]*|\/ID \[.*\]/g, '');

const printsTheSame = async (what: Parameters<typeof printed>[1]): Promise<boolean> =>
  drawn((await printed(b, what)).bytes) === drawn((await printed(a, what)).bytes);

test('B2: a certificate over an uploaded background prints the same on another laptop, through a relay that cannot see it', async () => {
  const relay = await startRelay();
  await a.links.connectRelay({ store: a.store, address: relay.url, code: relay.firstCode ?? '' });
  await invite();
  const { what, sha256 } = await issueAtA();
  await a.links.syncNow();
  await expect.poll(() => a.links.state().links[0]?.files?.put, SOON).toBe(1);
  await b.links.syncNow();
  await expect.poll(() => pictures(b), SOON).toEqual([{ sha256 }]);
  expect(await printsTheSame(what)).toBe(true);
  await expect
    .poll(() => b.links.state().links[0]?.files, SOON)
    .toMatchObject({ isBusy: false, fetched: 1, waiting: 0, noted: 0 });
  await relay.close();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const there = files
    .map((one) => one.name + readFileSync(join(one.parentPath, one.name), 'latin1'))
    .join('\n');
  expect(files.filter((one) => one.parentPath.includes('blobs'))).toHaveLength(1);
  expect([there.includes(sha256), there.includes('#1b5e9a')]).toEqual([false, false]);
  expect(errors).toEqual([]);
});

test('B2: whoever has heard of a row before its file was brought gets the file as soon as it is there', async () => {
  const relay = await startRelay();
  const way = await openBadWay(relay.url);
  await a.links.connectRelay({ store: a.store, address: way.address, code: relay.firstCode ?? '' });
  await invite(relay.url);
  const { sha256 } = await issueAtA();
  // The log is through at once; the picture is on its way until the other laptop has asked for it in vain.
  const picture = way.hold({ path: /^\/blobs\/[0-9a-f]{64}/ });
  await a.links.syncNow();
  await picture.asked;
  await expect.poll(() => b.links.state().links[0]?.files?.waiting, SOON).toBe(1);
  picture.go();
  await expect.poll(() => pictures(b), SOON).toEqual([{ sha256 }]);
  await expect.poll(() => b.links.state().links[0]?.files, SOON).toMatchObject({ waiting: 0, noted: 0 });
  way.close();
  await relay.close();
});

test('a relay that was restored without its pictures gets them again from the laptops, and gives them to whoever comes new', async () => {
  const relay = await startRelay();
  await a.links.connectRelay({ store: a.store, address: relay.url, code: relay.firstCode ?? '' });
  const { sha256 } = await issueAtA();
  await a.links.syncNow();
  await expect.poll(() => a.links.state().links[0]?.files?.put, SOON).toBe(1);
  const shelved = (): number =>
    readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      .length;
  expect(shelved()).toBe(1);
  await relay.close();
  rmSync(join(folder, 'blobs'), { recursive: true });

  const again = await startRelay(Number(new URL(relay.url).port));
  // By itself a laptop looks once an hour whether all is still there; whoever presses "Sync now" need not wait.
  await a.links.syncNow();
  await expect.poll(shelved, SOON).toBe(1);
  await invite();
  await expect.poll(() => pictures(b), SOON).toEqual([{ sha256 }]);
  await again.close();
});

test('B8: two laptops on one network do the same without a relay, both ways', async () => {
  await a.links.openLan({ store: a.store, address: '127.0.0.1' });
  await invite();
  const { what, sha256 } = await issueAtA();
  const { background: ofB } = await b.api.certificateTemplates.uploadBackground({
    token: b.upload(SVG.replace('#1b5e9a', '#9a1b5e')),
  });
  await newTemplate(b, { background: ofB });
  await b.links.syncNow();
  const both = [{ sha256 }, { sha256: ofB.sha256 }].toSorted((x, y) => (x.sha256 < y.sha256 ? -1 : 1));
  const sorted = (desk: CertificateDesk) => pictures(desk).toSorted((x, y) => (x.sha256 < y.sha256 ? -1 : 1));
  await expect.poll(() => sorted(b), SOON).toEqual(both);
  await expect.poll(() => sorted(a), SOON).toEqual(both);
  expect(await printsTheSame(what)).toBe(true);
  expect(errors).toEqual([]);
});
