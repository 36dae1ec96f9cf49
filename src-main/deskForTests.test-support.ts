import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParcels, type Parcels } from './files/parcels.ts';
import { createScreens } from './files/screens.ts';
import { createDesk, type Desk } from './server.ts';

const SCREENS: Readonly<Record<string, string>> = {
  'desk/index.html': '<!doctype html><title>desk</title>',
  'assets/desk-Ab3dEf9h.js': 'export {};',
  'assets/inter-Q1w2E3r4.woff2': 'font',
  'favicon.svg': '<svg/>',
};

export type TestDesk = Desk & {
  readonly origin: string;
  readonly key: string;
  readonly parcels: Parcels;
  readonly folder: string;
  /** Headers of a window that the desk itself opened. */
  readonly headers: Readonly<Record<string, string>>;
  readonly later: (ms: number) => void;
  readonly remove: () => void;
};

/** A desk over a few small files and a core that answers every call with the path it was asked for. */
export const createTestDesk = ({ port = 4780, uploadLimit = 1000 } = {}): TestDesk => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-desk-'));
  for (const [path, content] of Object.entries(SCREENS)) {
    const file = join(folder, 'screens', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  }
  let count = 0;
  let clock = Date.parse('2026-09-01T10:00:00Z');
  const random = (): string => `word-${(count += 1)}`;
  const parcels = createParcels({ folder: join(folder, 'temporary'), random, limit: uploadLimit });
  const secrets = { key: 'the-key', pass: 'the-pass' };
  const desk = createDesk({
    port,
    secrets,
    random,
    parcels,
    now: () => clock,
    api: async (request) => {
      if (request.url.endsWith('/broken')) throw new Error('SELECT secret FROM person');
      return Response.json({ path: new URL(request.url).pathname, body: await request.text() });
    },
    screens: createScreens(join(folder, 'screens')),
    onError: () => undefined,
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    ...desk,
    origin,
    key: secrets.key,
    parcels,
    folder,
    headers: { cookie: `orda_${port}=${secrets.pass}`, origin, 'sec-fetch-site': 'same-origin' },
    later: (ms) => {
      clock += ms;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
