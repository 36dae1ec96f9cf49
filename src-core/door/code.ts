/**
 * The code on the screen. It follows from the event's secret and the desk's clock alone, lives for 15 seconds and is taken
 * for a while longer, so that a slow camera is not sent away; a picture of it sent to a friend is worth nothing a minute later.
 */
import { hash, timingSafeEqual } from 'node:crypto';

const CODE_SECONDS = 15;
/** How many codes before the shown one are still taken: 15 to 60 seconds after a code was first shown. */
const GRACE = 3;
/** Digits and capitals that nobody takes for one another, however far away they sit. */
export const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 5;
/** How long a phone that has shown a living code may take to fill in the form, in milliseconds. */
const PASS_LIFE = 10 * 60_000;

/** Room for what is hashed; a longer text (a browser's name of a kilobyte) goes the long way. */
const ROOM = 1024;
const BLOCK = 64;

type Pads = { readonly secret: string; readonly inner: Buffer; readonly outer: Buffer };
let pads: Pads | undefined;

/** The two keys of HMAC (RFC 2104) for a secret of 32 bytes, each with room for what follows it; a door has one secret, so the last one is kept. */
function padsOf(secret: string): Pads {
  if (pads?.secret === secret) return pads;
  const key = Buffer.from(secret, 'hex');
  const padded = (byte: number, room: number): Buffer => {
    const pad = Buffer.alloc(BLOCK + room, 0);
    for (let at = 0; at < BLOCK; at += 1) pad[at] = byte ^ (key[at] ?? 0);
    return pad;
  };
  pads = { secret, inner: padded(0x36, ROOM), outer: padded(0x5c, 32) };
  return pads;
}

/**
 * HMAC-SHA-256 as two plain hashes over room that is there already. `createHmac` makes a key object of the secret each time,
 * which at a full door costs more than the hashing itself; a test holds the two equal.
 */
export function hmac(secret: string, text: string, encoding: 'hex' | 'base64url'): string {
  const { inner, outer } = padsOf(secret);
  const within =
    text.length * 3 <= ROOM
      ? inner.subarray(0, BLOCK + inner.write(text, BLOCK))
      : Buffer.concat([inner.subarray(0, BLOCK), Buffer.from(text)]);
  outer.write(hash('sha256', within, 'binary'), BLOCK, 'binary');
  return hash('sha256', outer, encoding);
}

const windowOf = (nowMs: number): number => Math.floor(nowMs / (CODE_SECONDS * 1000));

function codeOfWindow(secret: string, wave: number, window: number): string {
  const digest = Buffer.from(hmac(secret, `code ${wave} ${window}`, 'hex'), 'hex');
  let code = '';
  for (let at = 0; at < CODE_LENGTH; at += 1)
    code += CODE_LETTERS[digest.readUInt32BE(at * 4) % CODE_LETTERS.length] ?? '';
  return code;
}

/** The code to be shown now, and when the next one takes its place (milliseconds). */
export function codeAt(
  secret: string,
  wave: number,
  nowMs: number,
): { readonly code: string; readonly untilMs: number } {
  const window = windowOf(nowMs);
  return { code: codeOfWindow(secret, wave, window), untilMs: (window + 1) * CODE_SECONDS * 1000 };
}

/** Whether the code is the shown one or one of those just before it; letters of either case. */
export function isCodeAlive(secret: string, wave: number, code: string, nowMs: number): boolean {
  const typed = Buffer.from(code.toUpperCase());
  const window = windowOf(nowMs);
  let isAlive = false;
  for (let back = 0; back <= GRACE; back += 1) {
    const shown = Buffer.from(codeOfWindow(secret, wave, window - back));
    if (shown.length === typed.length && timingSafeEqual(shown, typed)) isAlive = true;
  }
  return isAlive;
}

const macOf = (secret: string, text: string): string => hmac(secret, text, 'base64url').slice(0, 22);

/** A pass for one phone that has shown a living code: good for filling in the form, worthless on any other phone. */
export function passFor(secret: string, keyHash: string, nowMs: number): string {
  const until = (nowMs + PASS_LIFE).toString(36);
  return `${until}.${macOf(secret, `pass ${until} ${keyHash}`)}`;
}

export function isPassGood(secret: string, keyHash: string, pass: string, nowMs: number): boolean {
  const [until = '', mac = ''] = pass.split('.');
  if (!(parseInt(until, 36) >= nowMs)) return false;
  const own = Buffer.from(macOf(secret, `pass ${until} ${keyHash}`));
  const given = Buffer.from(mac);
  return own.length === given.length && timingSafeEqual(own, given);
}

/** What is kept of a phone's key. */
export function hashOfKey(key: string): string {
  return hash('sha256', key).slice(0, 40);
}

/** Where a request came from, in a form that can be compared and not be read. */
export function originOf(secret: string, address: string, browser: string): string {
  return hmac(secret, `origin ${address} ${browser}`, 'hex').slice(0, 20);
}
