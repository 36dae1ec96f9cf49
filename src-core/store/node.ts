import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { RandomBytes } from './ids.ts';

/**
 * The node's id lives beside the database, never in it: a copied or restored database must get a new one, or two
 * laptops would write changes under one name.
 */
export function nodeIdFile(databasePath: string): string {
  return `${databasePath}.node`;
}

/** Reads the node's id, or draws a new one (8 letters and digits) and keeps it. */
export function ownNodeId(databasePath: string, random: RandomBytes): string {
  const file = nodeIdFile(databasePath);
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-z]{8}$/.test(kept)) return kept;
  }
  const id = Array.from(random().subarray(0, 8), (byte) => (byte % 36).toString(36)).join('');
  writeFileSync(file, `${id}\n`, { flush: true });
  return id;
}
