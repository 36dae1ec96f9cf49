/** What every mark asks of the database, whichever way the person came in; written once, so that a full hall does not wait. */
import type { PeopleTables } from '../people/index.ts';
import { preparedQuery, preparedRow } from '../store/index.ts';
import type { Reader } from '../store/index.ts';
import type { EventsTables } from './events.schema.ts';

type Db = Reader<EventsTables & PeopleTables>;

/** In: the event's id. */
export const eventOfMark = preparedRow('event', (db: Db, id) =>
  db.selectFrom('event').selectAll().where('id', '=', id).where('deleted_at', 'is', null),
);

/** In: the person's id. Also of somebody who was put away. */
export const personOfMark = preparedRow('person', (db: Db, id) =>
  db
    .selectFrom('person')
    .select(['family_name', 'given_name', 'patronymic', 'study_group', 'student_card_no', 'deleted_at'])
    .where('id', '=', id),
);

/** In: the check-in's id. Also one that was taken back. */
export const markById = preparedRow('check_in', (db: Db, id) =>
  db
    .selectFrom('check_in')
    .select(['at', 'annulled_at', 'annul_reason', 'device', 'deleted_at'])
    .where('id', '=', id),
);

/** In: the registration's id. */
export const placeById = preparedQuery(1, (db: Db, id) =>
  db.selectFrom('registration').select('id').where('id', '=', id).where('deleted_at', 'is', null),
);

/** In: the event's id. Out: one row with the number of people who are in. */
export const cameTo = preparedQuery(1, (db: Db, eventId) =>
  db
    .selectFrom('check_in')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .where('annulled_at', 'is', null)
    .select((build) => build.fn.countAll<number>().as('n')),
);
