import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RandomBytes } from './ids.ts';

/**
 * The node's id lives beside the database, never in it: a copied or restored database must get a new one, or two
 * laptops would write changes under one name.
 */
export function nodeIdFile(databasePath: string): string {
  return `${databasePath}.node`;
}

/**
 * Reads the node's id, or draws a new one (8 letters and digits) and keeps it with a mark of the place where it lies. A folder
 * that was copied whole brings the file along, but not its place: there a new id is drawn. A new id is always safe.
 */
export function ownNodeId(databasePath: string, random: RandomBytes): string {
  const file = nodeIdFile(databasePath);
  const kept = /^([0-9a-z]{8})(?:\n([0-9a-f]{16}))?\n?$/.exec(read(file));
  const [, id, mark] = kept ?? [];
  if (id !== undefined && mark !== undefined && mark === markOf(file)) return id;
  // A file without a mark was written before there were marks; it is taken to lie where it was made.
  const own = id !== undefined && mark === undefined ? id : drawNodeId(random);
  // Written over in place, not replaced: the mark is of this very file.
  writeFileSync(file, `${own}\n`, { flush: true });
  writeFileSync(file, `${own}\n${markOf(file)}\n`, { flush: true });
  return own;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** A new node id: 8 letters and digits. */
export function drawNodeId(random: RandomBytes): string {
  return Array.from(random().subarray(0, 8), (byte) => (byte % 36).toString(36)).join('');
}

/** A copy of the file has another number on the disk; a copy of the disk mostly another machine's name. (A Mac's name changes with its network.) */
function markOf(file: string): string {
  const machine = process.platform === 'darwin' ? '' : hostname();
  const number = statSync(file, { bigint: true }).ino;
  return createHash('sha256').update(`${machine} ${number}`).digest('hex').slice(0, 16);
}
