import type { Migration } from '../src-core/store/migrate.ts';

/** Who says that they come, who waits for a place, and what a template does by itself. */
export const answers: Migration = {
  id: 22,
  name: 'answers',
  up: [
    `CREATE TABLE rsvp_answer (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      answer TEXT NOT NULL,
      at TEXT NOT NULL,
      source TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX rsvp_answer_event ON rsvp_answer (event_id, person_id)`,
    `CREATE INDEX rsvp_answer_person ON rsvp_answer (person_id)`,
    `CREATE TABLE waitlist_entry (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      joined_at TEXT NOT NULL,
      left_at TEXT,
      offered_at TEXT,
      offer_until TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX waitlist_entry_event ON waitlist_entry (event_id, joined_at)`,
    `ALTER TABLE event_template ADD COLUMN plan TEXT`,
    `ALTER TABLE event ADD COLUMN plan TEXT`,
  ],
};
