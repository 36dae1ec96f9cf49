/**
 * What lets this laptop speak to others, in one file beside the database (`<database>.links`): the organisation's key, tokens and
 * addresses. It is never in the database, in a backup or in a log. It is written whole or not at all.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';

const peerShape = z.strictObject({
  /** `relay`, or the other laptop's node id. */
  id: z.string().regex(/^(relay|[0-9a-z]{8})$/),
  kind: z.enum(['relay', 'laptop']),
  address: z.url(),
  name: z.string().nullable(),
  /** What this laptop is known by there; null where it has to be invited anew. */
  token: z.string().nullable(),
});
export type Peer = z.output<typeof peerShape>;

const secretsShape = z.strictObject({
  /** The organisation's key, 32 bytes in base64url. */
  key: z.base64url().nullable(),
  peers: z.array(peerShape),
  /** Where other laptops find this one; null where it is closed. */
  lan: z.strictObject({ address: z.string(), port: z.int() }).nullable(),
});
export type Secrets = z.output<typeof secretsShape>;

const fileShape = z.union([
  z.strictObject({ v: z.literal(1), node: z.string(), plain: secretsShape }),
  z.strictObject({ v: z.literal(1), node: z.string(), closed: z.string() }),
]);

/**
 * The system's own keeping of secrets. `close` gives undefined where there is none; `open` gives undefined for what was closed on
 * another machine or by another user.
 */
export type Keychain = {
  readonly close: (text: string) => Promise<string | undefined>;
  readonly open: (closed: string) => Promise<string | undefined>;
};

/** A machine without a place for secrets: the file's own rights hold them. */
export const NO_KEYCHAIN: Keychain = { close: async () => undefined, open: async () => undefined };

export type SecretsFile = {
  readonly get: () => Secrets;
  /** Keeps what `change` makes of the secrets; changes follow one another. */
  readonly change: (change: (before: Secrets) => Secrets) => Promise<void>;
};

const NOTHING: Secrets = { key: null, peers: [], lan: null };

export const secretsFileOf = (database: string): string => `${database}.links`;

/**
 * Opens the secrets of the database that bears `node`'s name. A copied folder and a restored database have another name (S11): they
 * keep the key and the addresses, but no token, for a token belongs to one name.
 */
export const openSecrets = async (
  file: string,
  node: string,
  keychain: Keychain = NO_KEYCHAIN,
): Promise<SecretsFile> => {
  const kept = await read(file, node, keychain);
  let isReadable = kept !== undefined;
  let secrets = kept ?? NOTHING;
  let writing: Promise<void> = Promise.resolve();
  return {
    get: () => secrets,
    change: (change) => {
      const next = writing.then(async () => {
        const made = change(secrets);
        const closed = await keychain.close(JSON.stringify(made));
        const content = closed === undefined ? { plain: made } : { closed };
        if (!isReadable) renameSync(file, `${file}.unreadable`);
        isReadable = true;
        replace(file, JSON.stringify({ v: 1, node, ...content } satisfies z.input<typeof fileShape>));
        secrets = made;
      });
      writing = next.catch(() => undefined);
      return next;
    },
  };
};

/** Undefined where they cannot be read now: closed in another program or on another machine, or damaged. */
const read = async (file: string, node: string, keychain: Keychain): Promise<Secrets | undefined> => {
  const text = textOf(file);
  if (text === undefined) return NOTHING;
  try {
    const kept = fileShape.parse(JSON.parse(text));
    const secrets =
      'plain' in kept ? kept.plain : secretsShape.parse(JSON.parse((await keychain.open(kept.closed)) ?? ''));
    if (kept.node === node) return secrets;
    return { ...secrets, peers: secrets.peers.map((peer) => ({ ...peer, token: null })), lan: null };
  } catch {
    // It stays where it is, and is put aside before anything else is written: the key in it may be the only one left.
    return undefined;
  }
};

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const replace = (file: string, text: string): void => {
  const unfinished = `${file}.part`;
  rmSync(unfinished, { force: true });
  const handle = openSync(unfinished, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished, file);
};
