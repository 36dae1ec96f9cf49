/** The invitation of a laptop: a phrase that only people know becomes an id, which may be told, and a key, which wraps the organisation's. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { PHRASE_BYTES, phraseOf, plainPhrase } from '../access/index.ts';
import type { Role } from '../access/index.ts';
import { record } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { keepOwnLaptop } from './laptops.store.ts';
import { laptopInvitationTable } from './laptops.schema.ts';
import { INVITATION_LIFE } from './pairing.rules.ts';

const NONCE = 12;
const TAG = 16;
const ID = 16;
const KEY = 32;
/** N = 2^15 takes 32 MB and about a tenth of a second: guessing 60 bits by it is hopeless, even for who has the wrapped key. */
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_048_576 };
const derive = promisify<string, string, number, typeof SCRYPT, Buffer>(scrypt);

/** What a phrase stands for. */
export type PhraseKey = {
  /** The invitation's id, hexadecimal. */
  readonly id: string;
  readonly wrapKey: Buffer;
};

/** Takes about a tenth of a second. */
export async function keyOfPhrase(phrase: string): Promise<PhraseKey> {
  const bytes = await derive(plainPhrase(phrase), 'orda pairing 1', ID + KEY, SCRYPT);
  return { id: bytes.subarray(0, ID).toString('hex'), wrapKey: bytes.subarray(ID) };
}

const boundTo = (id: string): Buffer => Buffer.from(`orda pairing 1 ${id}`);

function wrap({ id, wrapKey }: PhraseKey, key: Uint8Array): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', wrapKey, nonce, { authTagLength: TAG });
  cipher.setAAD(boundTo(id));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** The organisation's key out of an invitation; undefined where it was not wrapped by this phrase. */
export function unwrap({ id, wrapKey }: PhraseKey, wrapped: string): Buffer | undefined {
  const bytes = Buffer.from(wrapped, 'base64url');
  if (bytes.length !== NONCE + KEY + TAG) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapKey, bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(boundTo(id));
    decipher.setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/**
 * Invites a laptop, and sees to it that this one is in the list too. In: the organisation's key; what this laptop is called and whose it
 * is. Out: the phrase, which is kept nowhere, and until when it holds.
 */
export async function inviteLaptop(
  store: Store,
  what: {
    readonly role: Role;
    readonly actor: string;
    readonly key: Uint8Array;
    readonly own: { readonly name: string; readonly role: Role };
  },
): Promise<{ readonly phrase: string; readonly expiresMs: number }> {
  const phrase = phraseOf(randomBytes(PHRASE_BYTES));
  const made = await keyOfPhrase(phrase);
  const { value } = await store.write({ actor: what.actor, action: 'laptops.invite' }, async (tx) => {
    await keepOwnLaptop(tx, store.node, what.own);
    const expiresMs = Date.parse(tx.at) + INVITATION_LIFE;
    await record(tx, laptopInvitationTable, made.id, {
      role: what.role,
      wrapped_key: wrap(made, what.key),
      expires_at: new Date(expiresMs).toISOString(),
    });
    return expiresMs;
  });
  return { phrase, expiresMs: value };
}
