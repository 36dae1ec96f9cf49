import type { Migration } from '../src-core/store/migrate.ts';

/** Forms, their versions, where they are asked, and what was answered. */
export const forms: Migration = {
  id: 23,
  name: 'forms',
  up: [
    `CREATE TABLE form (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE form_version (
      id TEXT PRIMARY KEY,
      form_id TEXT NOT NULL,
      definition TEXT NOT NULL,
      made_at TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX form_version_form ON form_version (form_id)`,
    `CREATE TABLE form_use (
      id TEXT PRIMARY KEY,
      form_id TEXT NOT NULL,
      version_id TEXT NOT NULL,
      event_id TEXT,
      is_anonymous INTEGER NOT NULL,
      opens_at TEXT NOT NULL,
      closes_at TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX form_use_event ON form_use (event_id)`,
    `CREATE TABLE form_answer (
      id TEXT PRIMARY KEY,
      use_id TEXT NOT NULL,
      version_id TEXT NOT NULL,
      person_id TEXT,
      answers TEXT NOT NULL,
      at TEXT NOT NULL,
      source TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX form_answer_use ON form_answer (use_id)`,
    `CREATE INDEX form_answer_person ON form_answer (person_id)`,
    // Of a relay's database alone: who has answered where the answers bear no name; a hash, and no time.
    `CREATE TABLE form_answered (
      use_id TEXT NOT NULL,
      person_hash TEXT NOT NULL,
      PRIMARY KEY (use_id, person_hash)
    )`,
    // Nameless answers of a use that wait until several can go into the log at once: a list in the order of the alphabet.
    `CREATE TABLE form_answers_waiting (
      use_id TEXT PRIMARY KEY,
      since_day TEXT NOT NULL,
      answers TEXT NOT NULL
    )`,
  ],
};
