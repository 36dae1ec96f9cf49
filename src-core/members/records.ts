import { numberText, qrText } from '../certificates/index.ts';
import type { CertificatesTables } from '../certificates/index.ts';
import type { EventsTables } from '../events/index.ts';
import type { Reads } from './memberEvents.store.ts';

/** An event that a member came to. */
export type MemberVisit = {
  readonly eventId: string;
  readonly title: string;
  readonly place: string | null;
  readonly club: string | null;
  /** Wall-clock time of the event's start. */
  readonly startsAt: string;
  /** The moment of the mark, ISO 8601, UTC. */
  readonly at: string;
};

/** Everything a member came to, newest first. */
export async function visits(reading: Reads, personId: string): Promise<readonly MemberVisit[]> {
  return reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .innerJoin('event', 'event.id', 'check_in.event_id')
    .leftJoin('club', 'club.id', 'event.club_id')
    .where('check_in.person_id', '=', personId)
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    .where('event.deleted_at', 'is', null)
    .select([
      'event.id as eventId',
      'event.title',
      'event.place',
      'club.name as club',
      'event.starts_at as startsAt',
      'check_in.at',
    ])
    .orderBy('event.starts_at', 'desc')
    .orderBy('event.id')
    .execute();
}

/** A certificate that a member has. */
export type MemberCertificate = {
  readonly id: string;
  /** As it stands on paper. */
  readonly number: string;
  /** What it is called and the event that it is for. */
  readonly name: string;
  readonly event: string;
  readonly issuedAt: string;
  readonly isRevoked: boolean;
  /** What its QR code says. */
  readonly code: string;
};

/** A member's certificates, newest first; of one that was replaced only the newest edition. */
export async function certificates(reading: Reads, personId: string): Promise<readonly MemberCertificate[]> {
  const settings = await reading
    .read<CertificatesTables>()
    .selectFrom('certificate_settings')
    .select('verify_address')
    .executeTakeFirst();
  const rows = await reading
    .read<CertificatesTables & EventsTables>()
    .selectFrom('certificate')
    .leftJoin('certificate_template as template', 'template.id', 'certificate.template_id')
    .leftJoin('event', 'event.id', 'certificate.event_id')
    .leftJoin('certificate_revocation as revocation', (join) =>
      join
        .onRef('revocation.id', '=', 'certificate.id')
        .on('revocation.deleted_at', 'is', null)
        .on('revocation.lifted_at', 'is', null),
    )
    .where('certificate.person_id', '=', personId)
    .where('certificate.deleted_at', 'is', null)
    .select([
      'certificate.id',
      'certificate.template_id',
      'certificate.event_id',
      'certificate.series',
      'certificate.year',
      'certificate.number',
      'certificate.issued_at',
      'certificate.code',
      'template.name',
      'event.title',
      'revocation.at as revokedAt',
    ])
    .orderBy('certificate.edition', 'desc')
    .execute();
  const newest = Map.groupBy(rows, (row) => `${row.template_id} ${row.event_id}`);
  return [...newest.values()]
    .flatMap(([row]) => (row === undefined ? [] : [row]))
    .toSorted((a, b) => b.issued_at.localeCompare(a.issued_at) || a.id.localeCompare(b.id))
    .map((row) => ({
      id: row.id,
      number: numberText(row),
      name: row.name ?? '',
      event: row.title ?? '',
      issuedAt: row.issued_at,
      isRevoked: row.revokedAt !== null,
      code: qrText(row.code, settings?.verify_address ?? null),
    }));
}
