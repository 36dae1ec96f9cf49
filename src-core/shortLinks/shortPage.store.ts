import { readOrganisation } from '../access/index.ts';
import { localTimeOf } from '../events/index.ts';
import type { EventRow, EventsTables } from '../events/index.ts';
import type { Reading } from '../store/index.ts';
import type { ShortLinksTables } from './shortLinks.schema.ts';

/** An event as strangers may see it. Wall-clock times are those of the organisation's time zone. */
export type PublicEvent = Pick<
  EventRow,
  'id' | 'title' | 'place' | 'starts_at' | 'ends_at' | 'cancelled_at' | 'cancel_reason'
> & { readonly club: string | null };

/** All that the page behind a short address shows. */
export type ShortPage = {
  readonly code: string;
  readonly organisation: string;
  /** IANA name. */
  readonly timeZone: string;
  /** This moment on the wall there. */
  readonly now: string;
} & (
  | { readonly kind: 'event'; readonly event: PublicEvent }
  | {
      readonly kind: 'course';
      readonly name: string;
      readonly club: string | null;
      /** Those that are not over, soonest first. */
      readonly next: readonly PublicEvent[];
    }
  /** A form is answered by members alone: the page only leads to it. */
  | { readonly kind: 'form'; readonly useId: string }
  /** Members alone are marked: the page only leads there. */
  | { readonly kind: 'checkIn' }
);

/** Dates of a course that its page has. */
const MOST_DATES = 12;

/**
 * What a code leads to; null for a code that nobody gave out, or whose link or target was taken away. Reads only columns that are open
 * to a relay.
 */
export async function readShortPage(
  reading: Pick<Reading, 'read'>,
  code: string,
  nowMs: number,
): Promise<ShortPage | null> {
  const link = await reading
    .read<ShortLinksTables>()
    .selectFrom('short_link')
    .where('code', '=', code)
    .where('deleted_at', 'is', null)
    .select(['kind', 'target'])
    .executeTakeFirst();
  if (link === undefined) return null;
  const organisation = await readOrganisation(reading);
  const timeZone = organisation?.time_zone ?? 'UTC';
  const about = {
    code,
    organisation: organisation?.name ?? '',
    timeZone,
    now: localTimeOf(nowMs, timeZone),
  };
  if (link.kind === 'form') return { ...about, kind: 'form', useId: link.target };
  if (link.kind === 'checkIn') return { ...about, kind: 'checkIn' };
  if (link.kind === 'event') {
    const event = await events(reading).where('event.id', '=', link.target).executeTakeFirst();
    return event === undefined ? null : { ...about, kind: 'event', event };
  }
  const course = await reading
    .read<EventsTables>()
    .selectFrom('event_template')
    .leftJoin('club', 'club.id', 'event_template.club_id')
    .where('event_template.id', '=', link.target)
    .where('event_template.deleted_at', 'is', null)
    .select(['event_template.name', 'club.name as club'])
    .executeTakeFirst();
  if (course === undefined) return null;
  const next = await events(reading)
    .where('event.template_id', '=', link.target)
    .where('event.ends_at', '>=', about.now)
    .orderBy('event.starts_at')
    .orderBy('event.id')
    .limit(MOST_DATES)
    .execute();
  return { ...about, kind: 'course', ...course, next };
}

function events(reading: Pick<Reading, 'read'>) {
  return reading
    .read<EventsTables>()
    .selectFrom('event')
    .leftJoin('club', 'club.id', 'event.club_id')
    .where('event.deleted_at', 'is', null)
    .select([
      'event.id',
      'event.title',
      'event.place',
      'event.starts_at',
      'event.ends_at',
      'event.cancelled_at',
      'event.cancel_reason',
      'club.name as club',
    ]);
}
