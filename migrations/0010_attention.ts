import type { Migration } from '../src-core/store/migrate.ts';

const SYNCED = `deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL`;

/** What is minded of people when they arrive: flags on them, an event's questions, and who has seen what. */
export const attention: Migration = {
  id: 10,
  name: 'attention',
  up: [
    `CREATE TABLE attention_flag (
      id TEXT PRIMARY KEY,
      person_id TEXT NOT NULL,
      event_id TEXT,
      kind TEXT NOT NULL,
      text TEXT,
      ${SYNCED}
    )`,
    `CREATE INDEX attention_flag_person ON attention_flag (person_id)`,
    `CREATE TABLE check_in_question (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      text TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE INDEX check_in_question_event ON check_in_question (event_id)`,
    `CREATE TABLE attention_acknowledgement (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      flag_id TEXT NOT NULL,
      at TEXT NOT NULL,
      actor TEXT NOT NULL,
      answer TEXT,
      ${SYNCED}
    )`,
    `CREATE INDEX attention_acknowledgement_event ON attention_acknowledgement (event_id)`,
  ],
};
