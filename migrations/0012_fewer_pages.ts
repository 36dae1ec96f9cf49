import type { Migration } from '../src-core/store/migrate.ts';

/**
 * Indexes of check-ins that a full door can afford: each entry in no order costs a page of the disk with every mark. Two of four such
 * indexes go: whom a phone marked follows from whose it is, and the pair of person and event serves for both; the event's own
 * index is written at its end.
 */
export const fewerPages: Migration = {
  id: 12,
  name: 'fewer_pages',
  up: [
    `DROP INDEX check_in_device`,
    `DROP INDEX check_in_event`,
    `DROP INDEX check_in_person`,
    `CREATE UNIQUE INDEX check_in_person ON check_in (person_id, event_id)`,
    `CREATE INDEX check_in_event ON check_in (event_id)`,
  ],
};
