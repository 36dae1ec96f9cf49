import type { Migration } from '../src-core/store/migrate.ts';

/** A template of events carries the sections and lists that its events get. */
export const templateRooms: Migration = {
  id: 20,
  name: 'template_rooms',
  up: [`ALTER TABLE event_template ADD COLUMN rooms TEXT`],
};
