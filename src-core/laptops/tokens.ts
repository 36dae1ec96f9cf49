import { gathered } from '../store/index.ts';
import type { SyncStore } from '../sync/index.ts';
import { hashOf, holderAmong } from './laptops.store.ts';
import type { TokenHolder } from './laptops.store.ts';
import type { Laptop } from './laptops.schema.ts';

type Holder = { readonly holder: TokenHolder | undefined };
type TokenRow = Pick<Laptop, 'id' | 'node' | 'role' | 'added_at' | 'revoked_at' | 'token_hash'>;

const COLUMNS = 'id, node, role, added_at, revoked_at, token_hash';
const ONE = `SELECT ${COLUMNS} FROM laptop WHERE token_hash = ? AND deleted_at IS NULL`;
const MANY = `SELECT ${COLUMNS} FROM laptop WHERE token_hash = ANY($1::text[]) AND deleted_at IS NULL`;

/**
 * Who has a token; nobody: undefined. The database is asked each time, after the call: a token that is taken away at whichever process of a
 * relay is good for nothing from that commit on.
 */
export function openTokens(store: SyncStore): (token: string) => Promise<TokenHolder | undefined> {
  if (!('ask' in store)) return async (token) => holderAmong(store.localRows<TokenRow>(ONE, hashOf(token)));
  const ask = gathered(async (hashes: readonly string[]): Promise<readonly Holder[]> => {
    const found = Map.groupBy(await store.ask<TokenRow>(MANY, hashes), ({ token_hash }) => token_hash);
    return hashes.map((hash) => ({ holder: holderAmong(found.get(hash) ?? []) }));
  });
  return async (token) => (await ask(hashOf(token))).holder;
}
