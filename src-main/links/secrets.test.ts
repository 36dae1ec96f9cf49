/** Holds: the secrets are one file for its owner alone, whole at every moment, and never lost to a keychain that does not open. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecrets, secretsFileOf, type Keychain, type Peer } from './secrets.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-secrets-'));
  file = secretsFileOf(join(folder, 'orda.db'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const relay: Peer = {
  id: 'relay',
  kind: 'relay',
  address: 'https://relay.club.kz',
  name: null,
  token: 'token-of-this-laptop',
};

test('what was kept is there at the next start, for the owner of the file alone', async () => {
  const secrets = await openSecrets(file);
  expect(existsSync(file)).toBe(false);
  await Promise.all([
    secrets.change((before) => ({ ...before, keys: ['a2V5'] })),
    secrets.change((before) => ({ ...before, peers: [relay] })),
  ]);
  expect((await openSecrets(file)).get()).toEqual({ keys: ['a2V5'], token: null, peers: [relay], lan: null });
  // Windows keeps rights elsewhere, and a home folder there is its owner's.
  expect(process.platform === 'win32' ? 0o600 : statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['orda.db.links']);
});

test('with a keychain no token stands in the file', async () => {
  const keychain: Keychain = {
    close: async (text) => Buffer.from(text).toString('base64'),
    open: async (closed) => Buffer.from(closed, 'base64').toString(),
  };
  const secrets = await openSecrets(file, keychain);
  await secrets.change((before) => ({ ...before, keys: ['a2V5'], peers: [relay] }));
  expect(readFileSync(file, 'utf8')).not.toContain(relay.token);
  expect((await openSecrets(file, keychain)).get().peers).toEqual([relay]);
  // Opened by a program without that keychain: nothing is known, and nothing is lost.
  const without = await openSecrets(file);
  expect(without.get().peers).toEqual([]);
  expect((await openSecrets(file, keychain)).get().peers).toEqual([relay]);
  await without.change((before) => ({ ...before, keys: ['bmV3'] }));
  expect((await openSecrets(file)).get().keys).toEqual(['bmV3']);
  expect((await openSecrets(`${file}.unreadable`, keychain)).get().peers).toEqual([relay]);
});

test.each(['', '{"v":1', '{"v":2,"plain":{}}', '[]'])(
  'a damaged file ("%s") is put aside before it is written over',
  async (text) => {
    writeFileSync(file, text);
    const secrets = await openSecrets(file);
    expect(secrets.get().keys).toEqual([]);
    await secrets.change((before) => ({ ...before, keys: ['a2V5'] }));
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe(text);
    expect((await openSecrets(file)).get().keys).toEqual(['a2V5']);
  },
);

test('a disk that refuses leaves the file as it was, and the next change goes through', async () => {
  const secrets = await openSecrets(file);
  await secrets.change((before) => ({ ...before, keys: ['a2V5'] }));
  const failing = secrets.change(() => {
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  expect(secrets.get().keys).toEqual(['a2V5']);
  await secrets.change((before) => ({ ...before, token: 'a-token' }));
  expect((await openSecrets(file)).get()).toMatchObject({ keys: ['a2V5'], token: 'a-token' });
});
