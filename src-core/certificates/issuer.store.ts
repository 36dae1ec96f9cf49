/** The issuer file of this organisation, those of others, and the check of a code against them all. */
import { fail, readOrganisation } from '../access/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Store, Tx } from '../store/index.ts';
import { numberText, readCode } from './certificate.code.rules.ts';
import { readCertificates, readRevoked } from './certificates.store.ts';
import type { Certificate } from './certificates.store.ts';
import { trustedIssuerTable } from './certificates.schema.ts';
import type { CertificatesTables } from './certificates.schema.ts';
import { isTrusted, issuerText, judge, readIssuerFile } from './issuer.rules.ts';
import type { Issuer, IssuerFile, IssuerKey, Verdict } from './issuer.rules.ts';
import { ownKey, readKeys } from './keys.ts';
import { nodeCryptography, signWith } from './signing.ts';

const plainKey = ({
  id,
  publicKey,
  madeAt,
  retiredAt,
  withdrawnAt,
  follows,
  endorsement,
}: IssuerKey): IssuerKey => ({ id, publicKey, madeAt, retiredAt, withdrawnAt, follows, endorsement });

async function ownIssuer(reading: Reading, databasePath: string): Promise<Issuer> {
  return {
    organisation: ((await readOrganisation(reading))?.name ?? '').replaceAll(/\s+/g, ' '),
    keys: (await readKeys(reading, databasePath)).map(plainKey),
    revoked: await readRevoked(reading),
  };
}

/** The organisation's keys and revocations as they are now, signed by this desk. */
export async function signIssuerFile(tx: Tx, databasePath: string): Promise<IssuerFile> {
  const key = await ownKey(tx, databasePath);
  const said = {
    format: 'orda-certificate-issuer',
    version: 1,
    at: tx.at,
    ...(await ownIssuer(tx, databasePath)),
  } as const;
  const signature = signWith(key, Buffer.from(issuerText(said)));
  return { ...said, signedBy: key.id, signature: Buffer.from(signature).toString('hex') };
}

export type TrustedIssuer = { readonly id: string; readonly at: string; readonly file: IssuerFile };

/** The other organisations whose certificates can be checked here, by name. */
export async function readTrusted(reading: Reading): Promise<readonly TrustedIssuer[]> {
  const rows = await reading
    .read<CertificatesTables>()
    .selectFrom('trusted_issuer')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, at, file }) => ({ id, at, file: JSON.parse(file) as IssuerFile }));
}

/**
 * Takes another organisation's issuer file. A newer file of one that is known here must be signed by a key that follows from
 * the known ones, and may not be older. Throws ISSUER_UNREADABLE, ISSUER_OWN, ISSUER_NOT_SAME, ISSUER_OLDER.
 */
export async function trustIssuer(tx: Tx, databasePath: string, text: string): Promise<IssuerFile> {
  const file = readIssuerFile(text, nodeCryptography);
  if (file === null) throw fail('invalid', 'ISSUER_UNREADABLE');
  const keys = new Set(file.keys.map(({ publicKey }) => publicKey));
  if ((await readKeys(tx, databasePath)).some(({ publicKey }) => keys.has(publicKey)))
    throw fail('conflict', 'ISSUER_OWN');
  const known = (await readTrusted(tx)).find((one) =>
    one.file.keys.some(({ publicKey }) => keys.has(publicKey)),
  );
  if (known !== undefined && !isTrusted(file, known.file.keys, nodeCryptography))
    throw fail('refused', 'ISSUER_NOT_SAME', { organisation: known.file.organisation });
  if (known !== undefined && known.file.at > file.at)
    throw fail('conflict', 'ISSUER_OLDER', { at: known.file.at });
  const id = known?.id ?? factId('trusted_issuer', file.keys[0]?.publicKey ?? '');
  await record(tx, trustedIssuerTable, id, {
    name: file.organisation,
    file: JSON.stringify(file),
    at: tx.at,
    deleted_at: null,
  });
  return file;
}

/** Forgets another organisation. Throws ISSUER_NOT_FOUND. */
export async function forgetIssuer(tx: Tx, id: string): Promise<void> {
  const known = (await readTrusted(tx)).some((one) => one.id === id);
  if (!known) throw fail('not-found', 'ISSUER_NOT_FOUND', { id });
  await record(tx, trustedIssuerTable, id, { deleted_at: tx.at });
}

export type Checked = Verdict & {
  /** The certificate in this organisation's own books; null where it is another's, or its desk has not synced yet. */
  readonly certificate: Pick<Certificate, 'id' | 'personId' | 'eventId' | 'values' | 'revoked'> | null;
};

/** Checks a scanned or pasted text, and a name typed from the paper (or none). */
export async function checkCode(store: Store, text: string, name: string): Promise<Checked> {
  const issuers = [
    await ownIssuer(store, store.path),
    ...(await readTrusted(store)).map((one): Issuer => one.file),
  ];
  const verdict = judge(text, name, issuers, nodeCryptography);
  const read = readCode(text);
  const isSigned = ['good', 'revoked', 'keyWithdrawn'].includes(verdict.state);
  if (read === null || !isSigned) return { ...verdict, certificate: null };
  const number = numberText(read.payload);
  const own = (await readCertificates(store, { text: number })).find(
    (one) => readCode(one.code)?.payload.nameHash === read.payload.nameHash,
  );
  if (own === undefined) return { ...verdict, certificate: null };
  const { id, personId, eventId, values, revoked } = own;
  return { ...verdict, certificate: { id, personId, eventId, values, revoked } };
}
