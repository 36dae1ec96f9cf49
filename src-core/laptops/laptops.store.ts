import { createHash, randomBytes } from 'node:crypto';
import { fail } from '../access/index.ts';
import type { Role } from '../access/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainTx, Reading, Store } from '../store/index.ts';
import { laptopInvitationTable, laptopTable } from './laptops.schema.ts';
import type { Decision, Laptop, LaptopsTables } from './laptops.schema.ts';

/** A laptop as the list shows it. */
export type ListedLaptop = {
  readonly id: string;
  readonly node: string;
  /** Null until it has said it. */
  readonly name: string | null;
  readonly isOwn: boolean;
  readonly role: Role;
  readonly addedAt: string;
  readonly revokedAt: string | null;
  /** When it last called here, or at a node that has told so; null where nobody knows. */
  readonly lastSeenMs: number | null;
};

/** A store or a transaction, on either database. */
type Reads = Pick<Reading, 'read'>;

const TOKEN_BYTES = 32;
/** Milliseconds by which a laptop has to have been seen later, before that is worth a line: messages take their time. */
const SEEN_SLACK = 5_000;
const idOf = (node: string): string => factId('laptop', node);
/** What is kept of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const living = (reading: Reads) =>
  reading.read<LaptopsTables>().selectFrom('laptop').selectAll().where('deleted_at', 'is', null);

const byId = (reading: Reads, id: string): Promise<Laptop | undefined> =>
  living(reading).where('id', '=', id).executeTakeFirst();

/** Newest first: a laptop that got another node by a restore has a row for each, under one token. */
const newestFirst = (left: Held, right: Held): number =>
  left.added_at === right.added_at
    ? Number(left.id < right.id) - Number(left.id > right.id)
    : left.added_at < right.added_at
      ? 1
      : -1;

/** The rows of the laptop that has this token, newest first; none where nobody has it. */
async function rowsOfToken(reading: Reads, token: string): Promise<readonly Laptop[]> {
  const rows = await living(reading).where('token_hash', '=', hashOf(token)).execute();
  return rows.toSorted(newestFirst);
}

/** All laptops, those that came first on top. In: this laptop's node. */
export async function readLaptops(reading: Reads, node: string): Promise<readonly ListedLaptop[]> {
  const rows = await living(reading).execute();
  const seen = new Map(
    (await reading.read<LaptopsTables>().selectFrom('laptop_seen').selectAll().execute()).map((line) => [
      line.node,
      line.at_ms,
    ]),
  );
  const laptops = [...Map.groupBy(rows, ({ token_hash, id }) => token_hash ?? id).values()].flatMap((all) => {
    const sorted = all.toSorted(newestFirst);
    const [newest] = sorted;
    if (newest === undefined) return [];
    const heard = sorted.flatMap((row) => seen.get(row.node) ?? []);
    return [
      {
        id: newest.id,
        node: newest.node,
        name: sorted.find(({ name }) => name !== null)?.name ?? null,
        isOwn: sorted.some((row) => row.node === node),
        role: newest.role,
        addedAt: sorted.at(-1)?.added_at ?? newest.added_at,
        revokedAt: sorted.find(({ revoked_at }) => revoked_at !== null)?.revoked_at ?? null,
        lastSeenMs: heard.length === 0 ? null : Math.max(...heard),
      },
    ];
  });
  return laptops.toSorted((left, right) => (left.addedAt < right.addedAt ? -1 : 1));
}

async function readLaptop(reading: Reads, id: string): Promise<Laptop> {
  const laptop = await byId(reading, id);
  if (laptop === undefined) throw fail('not-found', 'LAPTOP_NOT_FOUND');
  return laptop;
}

/** Throws LAPTOP_NOT_FOUND. */
export async function renameLaptop(tx: DomainTx, id: string, name: string): Promise<void> {
  await readLaptop(tx, id);
  await record(tx, laptopTable, id, { name });
}

/**
 * Shuts a laptop out; every node that hears of it refuses its token. In: the node of the laptop that asks.
 * Throws LAPTOP_NOT_FOUND, OWN_LAPTOP, LAST_OWNER_LAPTOP.
 */
export async function revokeLaptop(tx: DomainTx, ownNode: string, id: string): Promise<void> {
  const laptop = await readLaptop(tx, id);
  const all = await living(tx).execute();
  const isSame = (row: Laptop): boolean =>
    row.id === id || (laptop.token_hash !== null && row.token_hash === laptop.token_hash);
  const rows = all.filter(isSame);
  if (rows.some(({ node }) => node === ownNode)) throw fail('conflict', 'OWN_LAPTOP');
  const isOwners = (row: Laptop): boolean => row.role === 'owner' && row.revoked_at === null;
  if (rows.some(isOwners) && !all.some((row) => !isSame(row) && isOwners(row)))
    throw fail('conflict', 'LAST_OWNER_LAPTOP');
  for (const row of rows)
    if (row.revoked_at === null) await record(tx, laptopTable, row.id, { revoked_at: tx.at });
}

/**
 * Sees to it that this laptop is in the list under its name. `token`: the one that it has been given, where it has one.
 * To be called once the first round has brought the row that was made where it was let in.
 */
export async function keepOwnLaptop(
  tx: DomainTx,
  node: string,
  own: { readonly name: string; readonly role: Role; readonly token?: string },
): Promise<void> {
  const id = idOf(node);
  const row = await byId(tx, id);
  const token = own.token === undefined ? {} : { token_hash: hashOf(own.token) };
  if (row !== undefined) {
    const name = row.name === null ? { name: own.name } : {};
    await record(tx, laptopTable, id, { ...name, ...token });
    return;
  }
  await record(tx, laptopTable, id, { node, name: own.name, role: own.role, added_at: tx.at, ...token });
}

/** What tells which laptop a row is of, and whether it may come. */
type Held = Pick<Laptop, 'id' | 'node' | 'role' | 'added_at' | 'revoked_at'>;

/** Whom a token belongs to. */
export type TokenHolder = {
  readonly kind: 'laptop' | 'revoked';
  readonly laptop: Pick<Laptop, 'node' | 'role'>;
};

/** The laptop whose rows these are, all that have one token; undefined where there are none. */
export function holderAmong(rows: readonly Held[]): TokenHolder | undefined {
  const [laptop] = rows.toSorted(newestFirst);
  if (laptop === undefined) return undefined;
  // Whoever was shut out under one node does not come back under another one.
  return { kind: rows.some(({ revoked_at }) => revoked_at !== null) ? 'revoked' : 'laptop', laptop };
}

/** A laptop that was let in speaks under this node: a restored database has a new one, and the same token. Out: whether that was news. */
export async function noteNode(tx: DomainTx, token: string, node: string): Promise<void> {
  const [laptop] = await rowsOfToken(tx, token);
  if (laptop === undefined || (await isThere(tx, idOf(node)))) return;
  const { role, token_hash } = laptop;
  await record(tx, laptopTable, idOf(node), { node, role, token_hash, added_at: tx.at });
}

const isThere = async (reading: Reads, id: string): Promise<boolean> =>
  (await reading
    .read<LaptopsTables>()
    .selectFrom('laptop')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst()) !== undefined;

/** Notes that a node has called, here or elsewhere, in a table of this database alone; what is known to be later stays. */
export async function noteSeen(tx: DomainTx, node: string, atMs: number): Promise<void> {
  await tx
    .local<LaptopsTables>()
    .insertInto('laptop_seen')
    .values({ node, at_ms: atMs })
    .onConflict((conflict) =>
      conflict.column('node').doUpdateSet({ at_ms: atMs }).where('laptop_seen.at_ms', '<', atMs),
    )
    .execute();
}

/** How long ago each laptop of the organisation called here last, milliseconds, by node: a clock of another node may be wrong. */
export async function readSeen(reading: Reads, nowMs: number): Promise<Readonly<Record<string, number>>> {
  const lines = await reading.read<LaptopsTables>().selectFrom('laptop_seen').selectAll().execute();
  return Object.fromEntries(lines.map(({ node, at_ms }) => [node, Math.max(0, nowMs - at_ms)]));
}

/** Takes over what another node has told by `readSeen`. In: the moment when it was told, milliseconds. */
export async function noteSeenElsewhere(
  store: Store,
  seen: Readonly<Record<string, number>>,
  toldMs: number,
): Promise<void> {
  const known = await readSeen(store, toldMs);
  const news = Object.entries(seen).filter(
    ([node, agoMs]) => node !== store.node && agoMs + SEEN_SLACK < (known[node] ?? Infinity),
  );
  if (news.length === 0) return;
  await store.write({ actor: 'sync', action: 'laptops.seen' }, async (tx) => {
    for (const [node, agoMs] of news) await noteSeen(tx, node, toldMs - agoMs);
  });
}

const wasSeen = async (reading: Reads, node: string): Promise<boolean> =>
  (await reading
    .read<LaptopsTables>()
    .selectFrom('laptop_seen')
    .select('node')
    .where('node', '=', node)
    .executeTakeFirst()) !== undefined;

/** Lets a laptop in: a new token, of which only the hash is kept. */
export async function letIn(tx: DomainTx, node: string, role: Role): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await record(tx, laptopTable, idOf(node), {
    node,
    role,
    token_hash: hashOf(token),
    added_at: tx.at,
    revoked_at: null,
    deleted_at: null,
  });
  return token;
}

/** What came of an invitation. */
export type PairOutcome =
  | { readonly token: string; readonly wrappedKey: string; readonly role: Role }
  | { readonly refused: 'UNKNOWN_INVITATION' | 'INVITATION_USED' | 'INVITATION_EXPIRED' };

/**
 * Uses an invitation up. The laptop that has used it may come again while nobody has heard of it yet: the answer may have been lost.
 */
export async function pairLaptop(tx: DomainTx, id: string, node: string): Promise<PairOutcome> {
  const invitation = await tx
    .read<LaptopsTables>()
    .selectFrom('laptop_invitation')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (invitation === undefined) return { refused: 'UNKNOWN_INVITATION' };
  const { role, wrapped_key: wrappedKey, expires_at, used_at, used_by } = invitation;
  if (used_at !== null && (used_by !== node || (await wasSeen(tx, node))))
    return { refused: 'INVITATION_USED' };
  if (expires_at <= tx.at) return { refused: 'INVITATION_EXPIRED' };
  await record(tx, laptopInvitationTable, id, { used_at: tx.at, used_by: node });
  return { token: await letIn(tx, node, role), wrappedKey, role };
}

/**
 * A laptop that was let in goes again: it has cancelled. One that was heard of under its node stays in the list, for what it wrote may be
 * here by now. Out: whether its invitation may be used by another laptop.
 */
export async function leave(tx: DomainTx, token: string, node: string): Promise<'free' | 'used'> {
  const own = await byId(tx, idOf(node));
  if (own === undefined || own.token_hash !== hashOf(token) || (await wasSeen(tx, node))) return 'used';
  await record(tx, laptopTable, own.id, { token_hash: null, deleted_at: tx.at });
  const invitation = await tx
    .read<LaptopsTables>()
    .selectFrom('laptop_invitation')
    .select(['id', 'expires_at'])
    .where('used_by', '=', node)
    .where('used_at', '=', own.added_at)
    .executeTakeFirst();
  if (invitation === undefined || invitation.expires_at <= tx.at) return 'used';
  await record(tx, laptopInvitationTable, invitation.id, { used_at: null, used_by: null });
  return 'free';
}

/** Notes what was decided about the changes that a revoked laptop had brought. */
export async function noteDecision(
  tx: DomainTx,
  node: string,
  { decision, count }: { readonly decision: Decision; readonly count: number },
): Promise<void> {
  if (await isThere(tx, idOf(node)))
    await record(tx, laptopTable, idOf(node), { decision, decided_at: tx.at, decided_count: count });
}
