import type { Migration } from '../src-core/store/migrate.ts';

/** Clubs, their events, who has a place and who came. */
export const events: Migration = {
  id: 3,
  name: 'events',
  up: [
    `CREATE TABLE club (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      colour TEXT NOT NULL,
      note TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE event_template (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      title_pattern TEXT NOT NULL,
      club_id TEXT,
      place TEXT,
      weekday INTEGER,
      start_time TEXT NOT NULL,
      duration_minutes INTEGER NOT NULL,
      capacity INTEGER,
      registration TEXT NOT NULL,
      note TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE event (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      club_id TEXT,
      template_id TEXT,
      place TEXT,
      starts_at TEXT NOT NULL,
      ends_at TEXT NOT NULL,
      capacity INTEGER,
      registration TEXT NOT NULL,
      note TEXT,
      cancelled_at TEXT,
      cancel_reason TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX event_starts_at ON event (starts_at)`,
    `CREATE TABLE registration (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      source TEXT NOT NULL,
      at TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE UNIQUE INDEX registration_event ON registration (event_id, person_id)`,
    `CREATE INDEX registration_person ON registration (person_id)`,
    `CREATE TABLE check_in (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      at TEXT NOT NULL,
      source TEXT NOT NULL,
      annulled_at TEXT,
      annul_reason TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE UNIQUE INDEX check_in_event ON check_in (event_id, person_id)`,
    `CREATE INDEX check_in_person ON check_in (person_id)`,
  ],
};
