/**
 * What the relay may only carry travels to it sealed (rules R1–R4 of docs/sync.md): `~1<key id>.<base64url of nonce, ciphertext and tag>`,
 * AES-256-GCM over the JSON of the value, bound to its table, row, column and change.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { Cell, RelayRule, TableDef } from '../store/index.ts';
import { patchText } from './pack.ts';
import type { SentChange } from './wire.ts';

/** Bytes of an organisation's key. */
const KEY_BYTES = 32;
const NONCE = 12;
const TAG = 16;
const NO_SALT = new Uint8Array(0);
const SEALED = /^~1([\w-]{8})\.([\w-]{39,})$/;
/** Characters of a sealed value; the longest row of a laptop is as long before it is sealed. */
const LONGEST_SEALED = 24_000_000;

/** A new key of an organisation. */
export const newOrganisationKey = (): Buffer => randomBytes(KEY_BYTES);

/** A key for one purpose out of the organisation's: 32 bytes. */
export const keyFor = (purpose: string, organisationKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', organisationKey, NO_SALT, purpose, KEY_BYTES));

/** Seals what the relay may only carry, and opens it again. */
export type Sealer = {
  /** The same change with the values of its sealed columns sealed. Sealing again gives the same text. */
  readonly seal: (change: SentChange) => SentChange;
  /** The change as it was written; `locked` where a value cannot be opened: another key, another place, or it was touched. */
  readonly open: (change: SentChange) => SentChange | 'locked';
};

type Key = { readonly id: string; readonly content: Buffer; readonly nonce: Buffer };
type Place = Pick<SentChange, 'table_name' | 'row_id' | 'hlc'>;
/** A value's text, or undefined where it is not what was sealed there. */
type Opening = (sealed: string, place: Place, column: string) => Cell | undefined;

/** In: the organisation's keys; the first one seals, all of them open. */
export function createSealer(
  keys: readonly [Uint8Array, ...Uint8Array[]],
  tables: ReadonlyMap<string, TableDef>,
): Sealer {
  const [own, ...others] = keys;
  const first = keyOf(own);
  const byId = new Map([...others.map(keyOf), first].map((key) => [key.id, key]));
  const openValue: Opening = (sealed, place, column) => {
    const [, id = '', bytes = ''] = SEALED.exec(sealed) ?? [];
    const key = byId.get(id);
    return key === undefined ? undefined : openWith(key, bytes, place, column);
  };
  return {
    seal(change) {
      const rules = rulesOf(tables, change.table_name);
      return changed(change, (value, column) =>
        rules(column) === 'open' ? value : sealWith(first, value, change, column),
      );
    },
    open(change) {
      const rules = rulesOf(tables, change.table_name);
      let isLocked = false;
      const opened = changed(change, (value, column) => {
        const rule = rules(column);
        if (rule === 'open') return value;
        // A column that only a newer program knows may be open there.
        if (rule === undefined && !(typeof value === 'string' && SEALED.test(value))) return value;
        const plain = typeof value === 'string' ? openValue(value, change, column) : undefined;
        isLocked ||= plain === undefined;
        return plain ?? null;
      });
      return isLocked ? 'locked' : opened;
    },
  };
}

function keyOf(organisationKey: Uint8Array): Key {
  return {
    id: keyFor('orda seal 1 id', organisationKey).subarray(0, 6).toString('base64url'),
    content: keyFor('orda seal 1 content', organisationKey),
    nonce: keyFor('orda seal 1 nonce', organisationKey),
  };
}

/** The rule of each column of a table; undefined for what this program does not know. */
function rulesOf(
  tables: ReadonlyMap<string, TableDef>,
  name: string,
): (column: string) => RelayRule | undefined {
  const relay = tables.get(name)?.relay;
  return (column) => {
    if (relay === undefined) return undefined;
    if (column === 'deleted_at') return 'open';
    return Object.hasOwn(relay, column) ? relay[column] : undefined;
  };
}

/** The change with other values; the very same one where none of them is another. Null, which says that a cell is empty, stays. */
function changed(change: SentChange, of: (value: unknown, column: string) => unknown): SentChange {
  const patch: unknown = JSON.parse(change.patch);
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return change;
  const columns = Object.keys(patch);
  const before: readonly unknown[] = Object.values(patch);
  const after = before.map((value, at) => (value === null ? null : of(value, columns[at] ?? '')));
  if (after.every((value, at) => value === before[at])) return change;
  return { ...change, patch: patchText(columns, after) };
}

const boundTo = ({ table_name, row_id, hlc }: Place, column: string): Buffer =>
  Buffer.from(JSON.stringify([table_name, row_id, column, hlc]));

function sealWith(key: Key, value: unknown, place: Place, column: string): string {
  const plain = Buffer.from(JSON.stringify(value));
  const bound = boundTo(place, column);
  // From the place and the value: sent again it is the same text, and another value never shares a nonce with it.
  const nonce = createHmac('sha256', key.nonce)
    .update(`${bound.length} `)
    .update(bound)
    .update(plain)
    .digest()
    .subarray(0, NONCE);
  const cipher = createCipheriv('aes-256-gcm', key.content, nonce, { authTagLength: TAG });
  cipher.setAAD(bound);
  const bytes = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `~1${key.id}.${bytes.toString('base64url')}`;
}

function openWith(key: Key, text: string, place: Place, column: string): Cell | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= NONCE + TAG || bytes.toString('base64url') !== text) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.content, bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(boundTo(place, column));
    decipher.setAuthTag(bytes.subarray(-TAG));
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
    const value: unknown = JSON.parse(plain.toString('utf8'));
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}

const sealedText = z.string().max(LONGEST_SEALED).regex(SEALED);

/** The tables by which a relay judges: sealed columns take sealed texts and nothing else, and nothing follows from a row. */
export function relayTables(tables: readonly TableDef[]): readonly TableDef[] {
  return tables.map(({ name, columns, relay, insertOnly, travels, circumstances }) =>
    defineTable({
      name,
      columns: Object.fromEntries(
        Object.entries(columns).map(([column, type]): readonly [string, z.ZodType<Cell>] => {
          if (relay[column] === 'open') return [column, type];
          return [column, type.safeParse(null).success ? sealedText.nullable() : sealedText];
        }),
      ),
      relay,
      insertOnly,
      circumstances,
      ...(travels === undefined ? {} : { travels }),
    }),
  );
}
