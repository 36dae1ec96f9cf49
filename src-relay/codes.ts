/**
 * The one-time codes by which a laptop is let in without an invitation: the first one, or one after all others are lost. Only their
 * hashes are kept, in this database's own `meta`.
 */
import { createHash, randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';

type MetaTables = { readonly meta: { readonly key: string; readonly value: string } };

/** Without letters that look or sound alike. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 12;
/** Milliseconds. */
const LIFE = 24 * 3_600_000;
const PREFIX = 'relay_code:';

const keyOf = (code: string): string =>
  PREFIX +
  createHash('sha256')
    .update(`orda relay code ${plain(code)}`)
    .digest('hex');

/** The code as it is meant, however it was typed. */
const plain = (typed: string): string => typed.toLowerCase().replaceAll(/[\s\-–—_]/g, '');

/** Draws a code and keeps its hash; out: the code as it is to be shown. Codes that are too old go. */
export const issueCode = async (db: Kysely<MetaTables>, nowMs: number): Promise<string> => {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const kept = await db.selectFrom('meta').selectAll().where('key', 'like', `${PREFIX}%`).execute();
  const old = kept.filter(({ value }) => Number(value) <= nowMs).map(({ key }) => key);
  if (old.length > 0) await db.deleteFrom('meta').where('key', 'in', old).execute();
  await db
    .insertInto('meta')
    .values({ key: keyOf(letters), value: String(nowMs + LIFE) })
    .execute();
  return (letters.match(/.{4}/g) ?? []).join('-');
};

/** Uses a code up; whether it was good. */
export const takeCode = async (db: Kysely<MetaTables>, code: string, nowMs: number): Promise<boolean> => {
  const key = keyOf(code);
  const found = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  if (found === undefined) return false;
  // Of two who use it at once, one has deleted it.
  const { numDeletedRows } = await db.deleteFrom('meta').where('key', '=', key).executeTakeFirst();
  return numDeletedRows > 0n && Number(found.value) > nowMs;
};
