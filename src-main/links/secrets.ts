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
  /** What this laptop is known by there. */
  token: z.string(),
});
export type Peer = z.output<typeof peerShape>;

const secretsShape = z.strictObject({
  /** The organisation's keys, 32 bytes in base64url each: the first is its key now, the others open what was sealed before. */
  keys: z.array(z.base64url()),
  /** What this laptop is known by at laptops that heard of it by sync alone; null where somebody else gave it a token. */
  token: z.string().nullable(),
  peers: z.array(peerShape),
  /** Where other laptops find this one; null where it is closed. */
  lan: z.strictObject({ address: z.string(), port: z.int() }).nullable(),
});
export type Secrets = z.output<typeof secretsShape>;

const fileShape = z.union([
  z.strictObject({ v: z.literal(1), plain: secretsShape }),
  z.strictObject({ v: z.literal(1), closed: z.string() }),
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

const NOTHING: Secrets = { keys: [], token: null, peers: [], lan: null };

export const secretsFileOf = (database: string): string => `${database}.links`;

/** Opens the secrets that lie in `file`; where there are none, or none that can be read, it begins with nothing. */
export const openSecrets = async (file: string, keychain: Keychain = NO_KEYCHAIN): Promise<SecretsFile> => {
  const kept = await read(file, keychain);
  let isReadable = kept !== undefined;
  let secrets = kept ?? NOTHING;
  let writing: Promise<void> = Promise.resolve();
  const keep = async (change: (before: Secrets) => Secrets): Promise<void> => {
    const made = change(secrets);
    const closed = await keychain.close(JSON.stringify(made));
    const content = closed === undefined ? { plain: made } : { closed };
    if (!isReadable) renameSync(file, `${file}.unreadable`);
    isReadable = true;
    replace(file, JSON.stringify({ v: 1, ...content } satisfies z.input<typeof fileShape>));
    secrets = made;
  };
  return {
    get: () => secrets,
    change: (change) => {
      const next = writing.then(() => keep(change));
      writing = next.catch(() => undefined);
      return next;
    },
  };
};

/** Undefined where they cannot be read now: closed in another program or on another machine, or damaged. */
const read = async (file: string, keychain: Keychain): Promise<Secrets | undefined> => {
  const text = textOf(file);
  if (text === undefined) return NOTHING;
  try {
    const kept = fileShape.parse(JSON.parse(text));
    if ('plain' in kept) return kept.plain;
    return secretsShape.parse(JSON.parse((await keychain.open(kept.closed)) ?? ''));
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
