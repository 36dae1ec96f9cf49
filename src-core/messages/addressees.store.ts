import type { Language } from '../access/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { ReachTables } from '../reach/index.ts';
import type { Reading } from '../store/index.ts';
import { inParts } from './audience.store.ts';
import type { Contact } from './routes.rules.ts';
import type { QuietHours } from './timing.ts';

type Reads = Pick<Reading, 'read'>;

/** What sending needs to know of people: the ways to them, who answers for them, and what they wish. */
export type Addressees = {
  readonly contacts: ReadonlyMap<string, readonly Contact[]>;
  /** The guardians of each child, in an order that does not change. */
  readonly guardians: ReadonlyMap<string, readonly string[]>;
};

/** Reads the ways to people and to those who answer for them. */
export async function readAddressees(reading: Reads, personIds: readonly string[]): Promise<Addressees> {
  const links = await inParts(personIds, (part) =>
    reading
      .read<ReachTables>()
      .selectFrom('guardianship')
      .select(['guardian_id', 'child_id'])
      .where('child_id', 'in', part)
      .where('deleted_at', 'is', null)
      .orderBy('guardian_id')
      .execute(),
  );
  const guardians = new Map(
    [...Map.groupBy(links, ({ child_id }) => child_id)].map(([child, rows]) => [
      child,
      rows.map(({ guardian_id }) => guardian_id),
    ]),
  );
  const everyone = [...new Set([...personIds, ...links.map(({ guardian_id }) => guardian_id)])];
  return { contacts: await readContacts(reading, everyone), guardians };
}

async function readContacts(
  reading: Reads,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Contact[]>> {
  const rows = await inParts(personIds, (part) =>
    reading
      .read<ReachTables>()
      .selectFrom('contact')
      .select(['person_id', 'kind', 'address', 'position', 'blocked_at', 'stopped_at'])
      .where('person_id', 'in', part)
      .where('deleted_at', 'is', null)
      .execute(),
  );
  const contacts = rows.map((row): Contact => ({
    personId: row.person_id,
    channel: row.kind,
    address: row.address,
    position: row.position,
    isBlocked: row.blocked_at !== null,
    isStopped: row.stopped_at !== null,
  }));
  return Map.groupBy(contacts, ({ personId }) => personId);
}

/** What a reader wishes, and how they are called. */
export type Reader = {
  readonly id: string;
  /** Their given name, or what there is. */
  readonly name: string;
  /** What they chose for themselves, else what their card says; null where neither does. */
  readonly language: Language | null;
  /** Their own quiet hours; undefined where the organisation's hold. */
  readonly quiet: QuietHours | undefined;
  readonly mostADay: number | null;
  /** What concerns several children comes to them as one. */
  readonly isDigest: boolean;
};

export async function readReaders(
  reading: Reads,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Reader>> {
  const profiles = new Map(
    (
      await inParts(personIds, (part) =>
        reading
          .read<ReachTables>()
          .selectFrom('member_profile')
          .select(['person_id', 'language', 'quiet_from', 'quiet_until', 'most_a_day', 'is_digest'])
          .where('person_id', 'in', part)
          .where('deleted_at', 'is', null)
          .execute(),
      )
    ).map((row) => [row.person_id, row]),
  );
  const people = await inParts(personIds, (part) =>
    reading
      .read<PeopleTables>()
      .selectFrom('person')
      .select(['id', 'given_name', 'family_name', 'language'])
      .where('id', 'in', part)
      .execute(),
  );
  return new Map(
    people.map((person) => {
      const profile = profiles.get(person.id);
      const [from, until] = [profile?.quiet_from ?? null, profile?.quiet_until ?? null];
      return [
        person.id,
        {
          id: person.id,
          name: person.given_name ?? person.family_name ?? '',
          language: profile?.language ?? person.language,
          quiet: from === null || until === null ? undefined : { from, until },
          mostADay: profile?.most_a_day ?? null,
          isDigest: profile?.is_digest !== 0,
        },
      ];
    }),
  );
}
