import { z } from 'zod';
import { fail, LANGUAGES } from '../access/index.ts';
import type { Language } from '../access/index.ts';
import { fullName, readScannedCode } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { DEFAULT_SHOWS, memberProfileTable, PROFILE_FIELDS } from '../reach/index.ts';
import type { ProfileField, ReachTables } from '../reach/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainStore } from '../store/index.ts';
import type { Reads } from './memberEvents.store.ts';
import { certificates, visits } from './records.ts';

/** What a member sees of themselves. */
export type OwnProfile = {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly telegram: string | null;
  /** Of their QR card. */
  readonly code: string;
  /** Fields that others see. */
  readonly shows: readonly ProfileField[];
  /** Others see no more than the usual, and there is nothing to choose. */
  readonly isMinor: boolean;
  readonly language: Language | null;
  /** Their own quiet hours, `HH:mm` of the wall clock; null: as the organisation has them. */
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
  readonly mostADay: number | null;
  readonly isDigest: boolean;
};

/** What others see of a member: a field that its owner does not show is not there at all. */
export type SeenProfile = {
  readonly name?: string;
  readonly group?: string | null;
  readonly telegram?: string | null;
  readonly badges?: readonly string[];
  /** How many events they came to. */
  readonly visits?: number;
  readonly certificates?: readonly { readonly name: string; readonly event: string }[];
};

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .nullable();

/** What a member may change of their profile. */
const profilePatch = z
  .object({
    shows: z.array(z.enum(PROFILE_FIELDS)).max(PROFILE_FIELDS.length),
    language: z.enum(LANGUAGES).nullable(),
    quietFrom: clockTime,
    quietUntil: clockTime,
    mostADay: z.int().min(1).max(50).nullable(),
    isDigest: z.boolean(),
  })
  .partial();
export type ProfilePatch = z.output<typeof profilePatch>;

/** Throws PERSON_NOT_FOUND. */
export async function ownProfile(reading: Reads, personId: string): Promise<OwnProfile> {
  const person = await livingPeople(reading).where('id', '=', personId).executeTakeFirst();
  if (person === undefined) throw fail('not-found', 'PERSON_NOT_FOUND', { id: personId });
  const chosen = await readChoice(reading, personId);
  const isMinor = await isChild(reading, person);
  return {
    id: person.id,
    name: fullName(person),
    group: person.study_group,
    telegram: person.telegram,
    code: person.code,
    shows: showsOf(chosen?.shows, isMinor),
    isMinor,
    language: chosen?.language ?? person.language,
    quietFrom: chosen?.quiet_from ?? null,
    quietUntil: chosen?.quiet_until ?? null,
    mostADay: chosen?.most_a_day ?? null,
    // Without a word of theirs several children's messages come as one; see messages/addressees.store.ts.
    isDigest: chosen?.is_digest !== 0,
  };
}

/** Writes what a member chose; what the patch leaves out stays. Throws PERSON_NOT_FOUND. */
export async function saveProfile(
  store: DomainStore,
  personId: string,
  patch: ProfilePatch,
): Promise<OwnProfile> {
  await ownProfile(store, personId);
  const { shows, language, quietFrom, quietUntil, mostADay, isDigest } = patch;
  await store.write({ actor: personId, action: 'members.profile' }, async (tx) => {
    const before = await readChoice(tx, personId);
    await record(tx, memberProfileTable, factId('member_profile', personId), {
      person_id: personId,
      ...(shows !== undefined
        ? { shows: JSON.stringify([...new Set(shows)]) }
        : before === undefined && { shows: JSON.stringify(DEFAULT_SHOWS) }),
      ...(language !== undefined && { language }),
      ...(quietFrom !== undefined && { quiet_from: quietFrom }),
      ...(quietUntil !== undefined && { quiet_until: quietUntil }),
      ...(mostADay !== undefined && { most_a_day: mostADay }),
      ...(isDigest !== undefined && { is_digest: isDigest ? 1 : 0 }),
    });
  });
  return ownProfile(store, personId);
}

/**
 * A member's profile as others see it, by their id, their Telegram name (with or without @), or their QR card's code. Of a minor never
 * more than the usual. In: `viewerId`: who looks; it is shown to members alone, and their own looks to them as to the others.
 * Throws PROFILE_NOT_FOUND, also where two people have one Telegram name; PERSON_NOT_FOUND.
 */
export async function profileOf(
  reading: Reads,
  viewerId: string,
  whose: { readonly personId: string } | { readonly nick: string } | { readonly code: string },
): Promise<SeenProfile> {
  await ownProfile(reading, viewerId);
  const found = await meant(livingPeople(reading), whose).limit(2).execute();
  const [person] = found;
  if (person === undefined || found.length > 1) throw fail('not-found', 'PROFILE_NOT_FOUND');
  const chosen = await readChoice(reading, person.id);
  const shows = new Set(showsOf(chosen?.shows, await isChild(reading, person)));
  return {
    ...(shows.has('name') && { name: fullName(person) }),
    ...(shows.has('group') && { group: person.study_group }),
    ...(shows.has('telegram') && { telegram: person.telegram }),
    // None are given out yet.
    ...(shows.has('badges') && { badges: [] }),
    ...(shows.has('visits') && { visits: (await visits(reading, person.id)).length }),
    ...(shows.has('certificates') && {
      certificates: (await certificates(reading, person.id))
        .filter(({ isRevoked }) => !isRevoked)
        .map(({ name, event }) => ({ name, event })),
    }),
  };
}

function livingPeople(reading: Reads) {
  return reading
    .read<PeopleTables>()
    .selectFrom('person')
    .where('deleted_at', 'is', null)
    .select([
      'id',
      'family_name',
      'given_name',
      'patronymic',
      'study_group',
      'kind',
      'telegram',
      'code',
      'language',
    ]);
}

type People = ReturnType<typeof livingPeople>;

function meant(people: People, whose: Parameters<typeof profileOf>[2]): People {
  // By their id only somebody's own page asks: it opens for those, too, who have left the club.
  if ('personId' in whose) return people.where('id', '=', whose.personId);
  const members = people.where('status', '=', 'active');
  if ('nick' in whose)
    return members.where('telegram', '=', whose.nick.trim().replace(/^@/, '').toLowerCase());
  return members.where('code', '=', readScannedCode(whose.code) ?? '');
}

async function readChoice(reading: Reads, personId: string) {
  return reading
    .read<ReachTables>()
    .selectFrom('member_profile')
    .where('id', '=', factId('member_profile', personId))
    .where('deleted_at', 'is', null)
    .select(['shows', 'language', 'quiet_from', 'quiet_until', 'most_a_day', 'is_digest'])
    .executeTakeFirst();
}

/** Whether somebody answers for them. The relay knows nobody's date of birth: pupils count, and whoever has a guardian. */
async function isChild(
  reading: Reads,
  person: { readonly id: string; readonly kind: string },
): Promise<boolean> {
  if (person.kind === 'pupil') return true;
  const guardian = await reading
    .read<ReachTables>()
    .selectFrom('guardianship')
    .where('child_id', '=', person.id)
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  return guardian !== undefined;
}

function showsOf(stored: string | undefined, isMinor: boolean): readonly ProfileField[] {
  if (stored === undefined || isMinor) return DEFAULT_SHOWS;
  const kept = z.array(z.enum(PROFILE_FIELDS)).safeParse(JSON.parse(stored));
  return kept.data ?? DEFAULT_SHOWS;
}
