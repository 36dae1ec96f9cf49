import { hash } from 'node:crypto';
import { v7 } from 'uuid';

/** The namespace of Orda's deterministic ids (a UUIDv4 drawn once; changing it would split every natural fact in two). */
const NAMESPACE = '5f0c7a52-9f0e-4c63-8a3e-2f5f3a2b7d10';
const NAMESPACE_BYTES = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex');

/** 16 random bytes; passed in so that two nodes can live in one test. */
export type RandomBytes = () => Uint8Array;

/** A new id, sortable by time: UUIDv7 of `nowMs`, and within one millisecond by `order` (32 bits) where it is given. */
export function newId(nowMs: number, random: RandomBytes, order?: number): string {
  return v7(
    order === undefined ? { msecs: nowMs, random: random() } : { msecs: nowMs, random: random(), seq: order },
  );
}

/**
 * The id of a fact with a natural key, so that two laptops that record the same fact write the same row:
 * `factId('check_in', eventId, personId)`. UUIDv5 of the parts; a part may hold any character.
 */
export function factId(kind: string, ...key: readonly string[]): string {
  // One hash in one call: a mark at the door needs two of these ids, and the library's way by bytes costs four times as much.
  const name = Buffer.from(JSON.stringify([kind, ...key]));
  const hex = hash('sha1', Buffer.concat([NAMESPACE_BYTES, name]), 'hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
