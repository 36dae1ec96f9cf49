import { v5, v7 } from 'uuid';

/** The namespace of Orda's deterministic ids (a UUIDv4 drawn once; changing it would split every natural fact in two). */
const NAMESPACE = '5f0c7a52-9f0e-4c63-8a3e-2f5f3a2b7d10';

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
  return v5(JSON.stringify([kind, ...key]), NAMESPACE);
}
