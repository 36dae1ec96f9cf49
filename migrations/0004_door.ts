import type { Migration } from '../src-core/store/migrate.ts';

/** How people mark themselves by their own phones: an event's door, its showings, the phones, and who waits for a human. */
export const door: Migration = {
  id: 4,
  name: 'door',
  up: [
    `CREATE TABLE door (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      secret TEXT NOT NULL,
      study_group TEXT NOT NULL,
      student_card_no TEXT NOT NULL,
      telegram TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE wave (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      opened_at TEXT NOT NULL,
      closed_at TEXT,
      late_after_minutes INTEGER,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX wave_event ON wave (event_id, number)`,
    `CREATE TABLE device (
      id TEXT PRIMARY KEY,
      key_hash TEXT NOT NULL,
      person_id TEXT NOT NULL,
      previous_id TEXT,
      event_id TEXT NOT NULL,
      at TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE UNIQUE INDEX device_key ON device (key_hash)`,
    `CREATE INDEX device_event ON device (event_id)`,
    `ALTER TABLE check_in ADD COLUMN device TEXT`,
    `ALTER TABLE check_in ADD COLUMN origin TEXT`,
    `CREATE INDEX check_in_device ON check_in (device, event_id) WHERE device IS NOT NULL`,
    `CREATE TABLE arrival (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      key_hash TEXT NOT NULL,
      origin TEXT NOT NULL,
      at TEXT NOT NULL,
      full_name TEXT NOT NULL,
      study_group TEXT,
      student_card_no TEXT,
      telegram TEXT,
      fingerprint TEXT NOT NULL,
      reason TEXT NOT NULL,
      candidates TEXT NOT NULL,
      decision TEXT,
      person_id TEXT,
      decided_at TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX arrival_event ON arrival (event_id, at)`,
    `CREATE INDEX arrival_fingerprint ON arrival (fingerprint)`,
  ],
};
