/** What a mark asks of the database at an event that has sections, lists or check-out. */
import { preparedQuery } from '../../store/index.ts';
import type { Reader } from '../../store/index.ts';
import type { EventsTables } from '../events.schema.ts';
import type { RoomsTables } from './rooms.schema.ts';

type Db = Reader<EventsTables & RoomsTables>;

/** In: the event's id. */
export const sectionsOf = preparedQuery(1, (db: Db, eventId) =>
  db
    .selectFrom('section')
    .select(['id', 'name', 'place', 'capacity', 'starts_at', 'ends_at', 'position'])
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
);

/** In: the event's id. */
export const listsOf = preparedQuery(1, (db: Db, eventId) =>
  db
    .selectFrom('entry_list')
    .select(['id', 'name', 'admits', 'study_groups', 'section_id', 'opens_at', 'closes_at', 'position'])
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
);

/** In: the event's and the person's id. */
export const seatsOf = preparedQuery(2, (db: Db, eventId, personId) =>
  db
    .selectFrom('seat')
    .select(['section_id', 'list_id'])
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null),
);

/** In: the event's and the person's id. */
export const staysOf = preparedQuery(2, (db: Db, eventId, personId) =>
  db
    .selectFrom('stay')
    .select(['id', 'section_id', 'list_id', 'entered_at', 'left_at'])
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null)
    .orderBy('entered_at')
    .orderBy('id'),
);

/** In: the section's id. Out: one row with the number of people who are inside and whose mark counts. */
export const insideSection = preparedQuery(1, (db: Db, sectionId) =>
  db
    .selectFrom('stay')
    .innerJoin('check_in', (join) =>
      join
        .onRef('check_in.event_id', '=', 'stay.event_id')
        .onRef('check_in.person_id', '=', 'stay.person_id'),
    )
    .where('stay.section_id', '=', sectionId)
    .where('stay.left_at', 'is', null)
    .where('stay.deleted_at', 'is', null)
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    // Two desks may each have left one open; they are where they went last.
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('stay as later')
            .select('later.id')
            .whereRef('later.event_id', '=', 'stay.event_id')
            .whereRef('later.person_id', '=', 'stay.person_id')
            .whereRef('later.entered_at', '>', 'stay.entered_at')
            .where('later.left_at', 'is', null)
            .where('later.deleted_at', 'is', null),
        ),
      ),
    )
    .select((build) => build.fn.count<number>('stay.person_id').distinct().as('n')),
);
