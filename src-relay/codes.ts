/**
 * The one-time codes by which a laptop is let in without an invitation: the first one, or one after all others are lost. Only their
 * hashes are kept, in this database's own `meta`.
 */
import { createHash, randomInt } from 'node:crypto';

/** The relay's `meta`; parameters of a statement are question marks, and each call is a transaction of its own. */
export type MetaShelf = {
  readonly change: (sql: string, ...parameters: readonly string[]) => Promise<void>;
  /** For a statement that ends in RETURNING value. */
  readonly take: (sql: string, ...parameters: readonly string[]) => Promise<string | undefined>;
};

/** Without letters that look or sound alike. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 12;
/** Milliseconds. */
const LIFE = 24 * 3_600_000;
const PREFIX = 'relay_code:';

/** The code as it is meant, however it was typed. */
const plain = (typed: string): string => typed.toLowerCase().replaceAll(/[\s\-–—_]/g, '');

const keyOf = (code: string): string =>
  PREFIX +
  createHash('sha256')
    .update(`orda relay code ${plain(code)}`)
    .digest('hex');

/** Draws a code and keeps its hash; out: the code as it is to be shown. Codes that are too old go. */
export const issueCode = async (meta: MetaShelf, nowMs: number): Promise<string> => {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  await meta.change(
    `DELETE FROM meta WHERE key LIKE '${PREFIX}%' AND value < ?`,
    new Date(nowMs - LIFE).toISOString(),
  );
  await meta.change(
    'INSERT INTO meta (key, value) VALUES (?, ?)',
    keyOf(letters),
    new Date(nowMs).toISOString(),
  );
  return (letters.match(/.{4}/g) ?? []).join('-');
};

/** Uses a code up; whether it was good. Of two who use it at once, one has it. */
export const takeCode = async (meta: MetaShelf, code: string, nowMs: number): Promise<boolean> => {
  const issued = await meta.take('DELETE FROM meta WHERE key = ? RETURNING value', keyOf(code));
  return issued !== undefined && nowMs - Date.parse(issued) < LIFE;
};
