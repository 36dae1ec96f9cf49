/**
 * The desk's signing key. The private half is a file of its own beside the database, readable by its owner alone (0600; on
 * Windows the user's own profile protects it), like the node's id: not in a synced column, not in the log, not in a backup.
 * A copied or restored database therefore cannot sign in this desk's name.
 *
 * Lost (a new laptop, a deleted file): nothing that was issued is harmed, for certificates keep their signatures and the public
 * keys are synced. The desk makes a new key at the next certificate; no endorsement links it to the old one, so strangers
 * take the issuer's page or file anew. Stolen: `rotateKey` with `isStolen` withdraws the key for everyone who sees the file.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { issuerKeyTable } from './certificates.schema.ts';
import type { CertificatesTables } from './certificates.schema.ts';
import { successorText } from './issuer.rules.ts';
import type { IssuerKey } from './issuer.rules.ts';
import { keyOfSeed, signWith } from './signing.ts';
import type { SigningKey } from './signing.ts';

/** Where the private key of a database's desk lies. */
export function keyFile(databasePath: string): string {
  return `${databasePath}.issuer-key`;
}

function readKey(databasePath: string): SigningKey | null {
  try {
    const seed = readFileSync(keyFile(databasePath), 'utf8').trim();
    return /^[0-9a-f]{64}$/.test(seed) ? keyOfSeed(seed) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Draws a key and puts it in the place of the one before, whole or not at all. */
function drawKey(databasePath: string): SigningKey {
  const seed = randomBytes(32).toString('hex');
  const file = keyFile(databasePath);
  writeFileSync(`${file}.part`, `${seed}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.part`, file);
  return keyOfSeed(seed);
}

const rowId = (publicKey: string): string => factId('issuer_key', publicKey);

async function rowOf(reading: Reading, publicKey: string) {
  return reading
    .read<CertificatesTables>()
    .selectFrom('issuer_key')
    .selectAll()
    .where('id', '=', rowId(publicKey))
    .executeTakeFirst();
}

async function note(tx: Tx, key: SigningKey, before: SigningKey | null): Promise<void> {
  const endorsement =
    before === null
      ? null
      : Buffer.from(signWith(before, Buffer.from(successorText(key.publicKey)))).toString('hex');
  await record(tx, issuerKeyTable, rowId(key.publicKey), {
    key_id: key.id,
    public_key: key.publicKey,
    made_at: tx.at,
    ...(before === null ? {} : { follows: before.id, endorsement }),
  });
}

/**
 * The key that this desk signs with, made at its first use. Inside a write transaction, which is what keeps two threads from
 * making two.
 */
export async function ownKey(tx: Tx, databasePath: string): Promise<SigningKey> {
  const kept = readKey(databasePath);
  if (kept !== null) {
    const row = await rowOf(tx, kept.publicKey);
    // A database that was restored from before the key knows nothing of it: it is noted again.
    if (row === undefined) await note(tx, kept, null);
    if (row === undefined || (row.retired_at === null && row.withdrawn_at === null)) return kept;
  }
  const key = drawKey(databasePath);
  await note(tx, key, null);
  return key;
}

/** Takes a new key. The old one's private half is gone afterwards; what it signed stays good, unless it was stolen. */
export async function rotateKey(tx: Tx, databasePath: string, isStolen: boolean): Promise<SigningKey> {
  const before = await ownKey(tx, databasePath);
  const key = drawKey(databasePath);
  await note(tx, key, isStolen ? null : before);
  await record(tx, issuerKeyTable, rowId(before.publicKey), {
    retired_at: tx.at,
    ...(isStolen ? { withdrawn_at: tx.at } : {}),
  });
  return key;
}

/** Every key of the organisation, oldest first, and which of them this desk signs with. */
export async function readKeys(
  reading: Reading,
  databasePath: string,
): Promise<readonly (IssuerKey & { readonly isOwn: boolean })[]> {
  const own = readKey(databasePath)?.publicKey;
  const rows = await reading
    .read<CertificatesTables>()
    .selectFrom('issuer_key')
    .selectAll()
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.key_id,
    publicKey: row.public_key,
    madeAt: row.made_at,
    retiredAt: row.retired_at,
    withdrawnAt: row.withdrawn_at,
    follows: row.follows,
    endorsement: row.endorsement,
    isOwn: row.public_key === own,
  }));
}
