/**
 * What two laptops say to each other over plain http travels as one piece under AES-256-GCM, with a key that follows from the
 * organisation's: whoever listens in the hall sees neither token nor path nor names, and cannot answer for the other side. A request
 * that is played again is taken again, which changes nothing (L3); its answer cannot be read.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const NONCE = 12;
const TAG = 16;
const HEAD = 4;
const TO = Buffer.from('orda lan request');
const BACK = Buffer.from('orda lan answer');

const requestHead = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT']),
  path: z.string().startsWith('/').max(2000),
  token: z.string().max(200).nullable(),
  type: z.string().max(100),
});
export type LanRequest = z.output<typeof requestHead> & { readonly body: Uint8Array };

const answerHead = z.strictObject({
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()),
});
export type LanAnswer = z.output<typeof answerHead> & { readonly body: Uint8Array };

/** In: the organisation's key, 32 bytes. */
export const lanKeyOf = (key: Uint8Array): Uint8Array =>
  Buffer.from(hkdfSync('sha256', key, '', 'orda lan 1', 32));

/** Closes a request; out: what is sent, and its nonce, by which the answer is known. */
export const closeRequest = (key: Uint8Array, { body, ...head }: LanRequest): Uint8Array =>
  close(key, TO, head, body);

/** Opens a request; undefined where it was closed by another key or was changed on its way. */
export const openRequest = (key: Uint8Array, sent: Uint8Array): LanRequest | undefined =>
  open(key, TO, requestHead, sent);

/** Closes the answer to a request that came as `sent`. */
export const closeAnswer = (key: Uint8Array, sent: Uint8Array, { body, ...head }: LanAnswer): Uint8Array =>
  close(key, boundTo(sent), head, body);

/** Opens the answer to a request that went as `sent`; undefined where it is none. */
export const openAnswer = (key: Uint8Array, sent: Uint8Array, answered: Uint8Array): LanAnswer | undefined =>
  open(key, boundTo(sent), answerHead, answered);

/** Closes the body of the answer to a pairing, which came as `sent` in the clear: whoever has unwrapped the key may open it. */
export const closePairing = (key: Uint8Array, sent: Uint8Array, body: Uint8Array): Uint8Array =>
  close(key, pairingOf(sent), {}, body);

/** Opens it; undefined where it answers something else. */
export const openPairing = (
  key: Uint8Array,
  sent: Uint8Array,
  answered: Uint8Array,
): Uint8Array | undefined => open(key, pairingOf(sent), z.strictObject({}), answered)?.body;

const pairingOf = (sent: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from('orda lan pairing'), createHash('sha256').update(sent).digest()]);

const boundTo = (sent: Uint8Array): Buffer => Buffer.concat([BACK, sent.subarray(0, NONCE)]);

const close = (key: Uint8Array, bound: Uint8Array, head: object, body: Uint8Array): Uint8Array => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound);
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(HEAD);
  length.writeUInt32BE(text.length);
  const parts = [length, text, body].map((part) => cipher.update(part));
  cipher.final();
  return Buffer.concat([nonce, ...parts, cipher.getAuthTag()]);
};

const open = <Head extends object>(
  key: Uint8Array,
  bound: Uint8Array,
  shape: z.ZodType<Head>,
  sent: Uint8Array,
): (Head & { readonly body: Uint8Array }) | undefined => {
  if (sent.length < NONCE + HEAD + TAG) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sent.subarray(0, NONCE));
  decipher.setAAD(bound);
  decipher.setAuthTag(sent.subarray(-TAG));
  const plain = decipher.update(sent.subarray(NONCE, -TAG));
  try {
    decipher.final();
    const end = HEAD + plain.readUInt32BE(0);
    const head = shape.parse(JSON.parse(plain.subarray(HEAD, end).toString('utf8')));
    return { ...head, body: plain.subarray(end) };
  } catch {
    return undefined;
  }
};
