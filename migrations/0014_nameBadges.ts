import type { Migration } from '../src-core/store/migrate.ts';

/** Who printed whose name badge, and when. */
export const nameBadges: Migration = {
  id: 14,
  name: 'nameBadges',
  up: [
    `CREATE TABLE name_badge_print (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      at TEXT NOT NULL,
      actor TEXT NOT NULL,
      way TEXT NOT NULL,
      reason TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX name_badge_print_event ON name_badge_print (event_id, person_id)`,
  ],
};
