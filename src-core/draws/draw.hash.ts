import { createHash, createHmac, hash } from 'node:crypto';
import { codeText, commitmentText, listText, seedText } from './draw.rules.ts';
import type { Committed } from './draw.rules.ts';

/** Digits and letters that cannot be taken for one another; in the order of their bytes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * An entrant's code: 60 bits of SHA-256 over event and person, twelve characters. The same person has the same code in
 * every draw of an event and another at the next; without the database nobody can tell whose it is.
 */
export function entrantCode(eventId: string, personId: string): string {
  // Fifteen hexadecimal digits are the first 60 bits; five of them are four letters.
  const digest = hash('sha256', codeText(eventId, personId));
  let code = '';
  for (let at = 0; at < 15; at += 5) {
    const bits = parseInt(digest.slice(at, at + 5), 16);
    for (let shift = 15; shift >= 0; shift -= 5) code += ALPHABET.charAt((bits >> shift) & 31);
  }
  return code;
}

/** The hash of the sorted list. */
export function listHash(codes: readonly string[]): string {
  return sha256(listText(codes));
}

/** The hash of the secret's 32 bytes, given in hexadecimal. */
export function secretHash(secret: string): string {
  return sha256(Buffer.from(secret, 'hex'));
}

/** The hash of everything that may not change after the commitment. */
export function commitmentHash(committed: Committed): string {
  return sha256(commitmentText(committed));
}

/** The seed, in hexadecimal; it follows from the secret, the list, the hall's input and the prizes. */
export function seedOf(
  secret: string,
  opened: { readonly listHash: string; readonly hallInput: string; readonly prizes: readonly string[] },
): string {
  return createHmac('sha256', Buffer.from(secret, 'hex'))
    .update(seedText(opened.listHash, opened.hallInput, opened.prizes))
    .digest('hex');
}

/** The one permutation of a seed: codes in the order of their ranks, HMAC-SHA-256(seed, code); equal ranks by code. */
export function permutation(seed: string, codes: readonly string[]): readonly string[] {
  const key = Buffer.from(seed, 'hex');
  // A rank as a binary string compares as its bytes do; the code behind it settles a tie and comes along for free.
  const ranked = codes.map((code) => createHmac('sha256', key).update(code).digest('binary') + code);
  ranked.sort((a, b) => (a < b ? -1 : 1));
  return ranked.map((rank) => rank.slice(32));
}
