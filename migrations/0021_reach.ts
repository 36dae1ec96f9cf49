import type { Migration } from '../src-core/store/migrate.ts';

/** How people are reached: their channels, their children, one-time codes, what they let others see; and who is signed in at a relay. */
export const reach: Migration = {
  id: 21,
  name: 'reach',
  up: [
    `CREATE TABLE contact (
      id TEXT PRIMARY KEY,
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      address TEXT,
      position INTEGER NOT NULL,
      linked_at TEXT,
      blocked_at TEXT,
      stopped_at TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX contact_person ON contact (person_id)`,
    `CREATE INDEX contact_address ON contact (kind, address)`,
    `CREATE TABLE guardianship (
      id TEXT PRIMARY KEY,
      guardian_id TEXT NOT NULL,
      child_id TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX guardianship_guardian ON guardianship (guardian_id)`,
    `CREATE INDEX guardianship_child ON guardianship (child_id)`,
    `CREATE TABLE link_code (
      id TEXT PRIMARY KEY,
      person_id TEXT NOT NULL,
      purpose TEXT NOT NULL,
      made_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      used_at TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE member_profile (
      id TEXT PRIMARY KEY,
      person_id TEXT NOT NULL,
      shows TEXT NOT NULL,
      language TEXT,
      quiet_from TEXT,
      quiet_until TEXT,
      most_a_day INTEGER,
      is_digest INTEGER,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE bot_account (
      id TEXT PRIMARY KEY,
      username TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    // Of a relay's database alone.
    `CREATE TABLE member_session (
      token_hash TEXT PRIMARY KEY,
      person_id TEXT NOT NULL,
      made_ms INTEGER NOT NULL,
      seen_ms INTEGER NOT NULL,
      ends_ms INTEGER NOT NULL
    )`,
    `CREATE INDEX member_session_person ON member_session (person_id)`,
    `CREATE TABLE telegram_update (
      update_id INTEGER PRIMARY KEY,
      at_ms INTEGER NOT NULL
    )`,
    `CREATE TABLE telegram_chat (
      chat_id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    )`,
    `CREATE TABLE telegram_card (
      chat_id TEXT NOT NULL,
      message_id INTEGER NOT NULL,
      person_id TEXT,
      event_id TEXT,
      shown TEXT,
      at_ms INTEGER NOT NULL,
      PRIMARY KEY (chat_id, message_id)
    )`,
    `CREATE INDEX telegram_card_event ON telegram_card (event_id)`,
    `CREATE TABLE telegram_follow (
      id TEXT PRIMARY KEY,
      seq INTEGER NOT NULL
    )`,
  ],
};
