import { fail } from '../access/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { numberText, readNumber } from './certificate.code.rules.ts';
import type { CertificateValues } from './certificate.layout.rules.ts';
import { certificateRevocationTable, certificateTable } from './certificates.schema.ts';
import type { CertificateRow, CertificatesTables } from './certificates.schema.ts';
import { signedCode } from './signing.ts';
import type { SigningKey } from './signing.ts';

/** A certificate as it was given, and whether it still counts. */
export type Certificate = {
  readonly id: string;
  readonly templateId: string;
  readonly eventId: string;
  readonly personId: string;
  readonly edition: number;
  /** As it stands on paper. */
  readonly number: string;
  readonly issuedAt: string;
  readonly keyId: string;
  readonly code: string;
  /** What it says, frozen when it was issued: a name that is mended later changes nothing here. */
  readonly values: CertificateValues;
  readonly revoked: { readonly at: string; readonly reason: string } | null;
};

/** The first edition's id follows from template, event and person: a second run writes the same row. */
function certificateId(templateId: string, eventId: string, personId: string, edition = 1): string {
  return factId('certificate', templateId, eventId, personId, String(edition));
}

/** What certificates are looked for by; every given condition must hold. */
export type CertificateFilter = {
  readonly ids?: readonly string[] | undefined;
  readonly templateId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly personId?: string | undefined;
  /** A number, or words of a name or a title. */
  readonly text?: string | undefined;
  readonly revoked?: boolean | undefined;
};

type Joined = CertificateRow & {
  readonly revoked_at: string | null;
  readonly revoke_reason: string | null;
};

function query(reading: Reading, filter: CertificateFilter) {
  let rows = reading
    .read<CertificatesTables>()
    .selectFrom('certificate')
    .leftJoin('certificate_revocation', (join) =>
      join
        .onRef('certificate_revocation.id', '=', 'certificate.id')
        .on('certificate_revocation.lifted_at', 'is', null)
        .on('certificate_revocation.deleted_at', 'is', null),
    );
  const { ids, templateId, eventId, personId, text, revoked } = filter;
  if (ids !== undefined) rows = rows.where('certificate.id', 'in', ids);
  if (templateId !== undefined) rows = rows.where('certificate.template_id', '=', templateId);
  if (eventId !== undefined) rows = rows.where('certificate.event_id', '=', eventId);
  if (personId !== undefined) rows = rows.where('certificate.person_id', '=', personId);
  if (revoked !== undefined) rows = rows.where('certificate_revocation.at', revoked ? 'is not' : 'is', null);
  const number = readNumber(text ?? '');
  if (number !== null)
    rows = rows
      .where('series', '=', number.series)
      .where('year', '=', number.year)
      .where('number', '=', number.number);
  return rows;
}

function certificateOf(row: Joined): Certificate {
  return {
    id: row.id,
    templateId: row.template_id,
    eventId: row.event_id,
    personId: row.person_id,
    edition: row.edition,
    number: numberText(row),
    issuedAt: row.issued_at,
    keyId: row.key_id,
    code: row.code,
    values: JSON.parse(row.details) as CertificateValues,
    revoked: row.revoked_at === null ? null : { at: row.revoked_at, reason: row.revoke_reason ?? '' },
  };
}

/** SQLite takes so many values in one list. */
const CHUNK = 1000;

/** Certificates that fit, by series, year and number. */
export async function readCertificates(
  reading: Reading,
  filter: CertificateFilter,
): Promise<readonly Certificate[]> {
  const { ids, ...rest } = filter;
  const chunks =
    ids === undefined
      ? [filter]
      : Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, n) => ({
          ...rest,
          ids: ids.slice(n * CHUNK, (n + 1) * CHUNK),
        }));
  const found: Certificate[] = [];
  for (const chunk of chunks) {
    const rows = await query(reading, chunk)
      .selectAll('certificate')
      .select(['certificate_revocation.at as revoked_at', 'certificate_revocation.reason as revoke_reason'])
      .orderBy('series')
      .orderBy('year')
      .orderBy('number')
      .execute();
    found.push(...rows.map(certificateOf));
  }
  const words = wordsOf(filter.text);
  return words.length === 0 ? found : found.filter((one) => hasWords(one, words));
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');

function wordsOf(text: string | undefined): readonly string[] {
  if (text === undefined || readNumber(text) !== null) return [];
  return fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}

function hasWords({ number, values }: Certificate, words: readonly string[]): boolean {
  const place = fold(`${number} ${values.name} ${values.event} ${values.group}`);
  return words.every((word) => place.includes(word));
}

/** Throws CERTIFICATE_NOT_FOUND. */
export async function findCertificate(reading: Reading, id: string): Promise<Certificate> {
  const [certificate] = await readCertificates(reading, { ids: [id] });
  if (certificate === undefined) throw fail('not-found', 'CERTIFICATE_NOT_FOUND', { id });
  return certificate;
}

/** The numbers that this desk gives in a year, from the one after its last. */
export async function nextNumber(reading: Reading, series: string, year: number): Promise<number> {
  const last = await reading
    .read<CertificatesTables>()
    .selectFrom('certificate')
    .select('number')
    .where('series', '=', series)
    .where('year', '=', year)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (last?.number ?? 0) + 1;
}

/** The series of a desk: four characters of its id, as its draws have. */
export const seriesOf = (desk: string): string => desk.slice(0, 4).toUpperCase();

export type NewCertificate = {
  readonly templateId: string;
  readonly eventId: string;
  readonly personId: string;
  readonly edition: number;
  /** `YYYY-MM-DD`: of the event, and today. */
  readonly date: string;
  readonly issued: string;
  /** All but the number, which is given here. */
  readonly values: Omit<CertificateValues, 'number'>;
};

/** Signs and writes one certificate under a number. */
export async function writeCertificate(
  tx: Tx,
  made: NewCertificate,
  numbered: { readonly series: string; readonly year: number; readonly number: number },
  key: SigningKey,
): Promise<string> {
  const { templateId, eventId, personId, edition, date, issued, values } = made;
  const id = certificateId(templateId, eventId, personId, edition);
  await record(tx, certificateTable, id, {
    template_id: templateId,
    event_id: eventId,
    person_id: personId,
    edition,
    ...numbered,
    issued_at: tx.at,
    key_id: key.id,
    code: signedCode(key, { ...numbered, date, issued, title: values.event, name: values.name }),
    details: JSON.stringify({ ...values, number: numberText(numbered) }),
  });
  return id;
}

/** Says of a certificate that it does not count. Throws CERTIFICATE_NOT_FOUND, CERTIFICATE_REVOKED. */
export async function revokeCertificate(tx: Tx, id: string, reason: string): Promise<void> {
  const { revoked } = await findCertificate(tx, id);
  if (revoked !== null) throw fail('conflict', 'CERTIFICATE_REVOKED');
  await record(tx, certificateRevocationTable, id, {
    at: tx.at,
    reason,
    lifted_at: null,
    deleted_at: null,
  });
}

/** Lets a revoked certificate count again. Throws CERTIFICATE_NOT_FOUND, CERTIFICATE_NOT_REVOKED. */
export async function restoreCertificate(tx: Tx, id: string): Promise<void> {
  const { revoked } = await findCertificate(tx, id);
  if (revoked === null) throw fail('conflict', 'CERTIFICATE_NOT_REVOKED');
  await record(tx, certificateRevocationTable, id, { lifted_at: tx.at });
}

/** Numbers of revoked certificates with the moment, by number. */
export async function readRevoked(
  reading: Reading,
): Promise<readonly { readonly number: string; readonly at: string }[]> {
  const rows = await reading
    .read<CertificatesTables>()
    .selectFrom('certificate_revocation')
    .innerJoin('certificate', 'certificate.id', 'certificate_revocation.id')
    .select(['series', 'year', 'number', 'certificate_revocation.at as at'])
    .where('certificate_revocation.lifted_at', 'is', null)
    .where('certificate_revocation.deleted_at', 'is', null)
    .orderBy('series')
    .orderBy('year')
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ number: numberText(row), at: row.at }));
}
