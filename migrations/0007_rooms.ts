import type { Migration } from '../src-core/store/migrate.ts';

const SYNCED = `deleted_at TEXT, clocks TEXT NOT NULL, seq INTEGER NOT NULL`;

/** Parallel rooms of an event, its check-in lists, who has a place there, and when people came and went. */
export const rooms: Migration = {
  id: 7,
  name: 'rooms',
  up: [
    `ALTER TABLE event ADD COLUMN has_rooms INTEGER`,
    `ALTER TABLE event ADD COLUMN has_check_out INTEGER`,
    `CREATE TABLE section (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      name TEXT NOT NULL,
      place TEXT,
      capacity INTEGER,
      starts_at TEXT,
      ends_at TEXT,
      position INTEGER NOT NULL,
      ${SYNCED}
    )`,
    `CREATE INDEX section_event ON section (event_id)`,
    `CREATE TABLE entry_list (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      name TEXT NOT NULL,
      admits TEXT NOT NULL,
      study_groups TEXT NOT NULL,
      section_id TEXT,
      opens_at TEXT,
      closes_at TEXT,
      position INTEGER NOT NULL,
      ${SYNCED}
    )`,
    `CREATE INDEX entry_list_event ON entry_list (event_id)`,
    `CREATE TABLE seat (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      section_id TEXT,
      list_id TEXT,
      ${SYNCED}
    )`,
    `CREATE INDEX seat_person ON seat (event_id, person_id)`,
    `CREATE TABLE stay (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      section_id TEXT,
      list_id TEXT,
      entered_at TEXT NOT NULL,
      left_at TEXT,
      ${SYNCED}
    )`,
    `CREATE INDEX stay_person ON stay (event_id, person_id)`,
    `CREATE INDEX stay_section ON stay (section_id) WHERE section_id IS NOT NULL`,
  ],
};
