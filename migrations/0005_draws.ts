import type { Migration } from '../src-core/store/migrate.ts';

const SYNCED = `deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL`;

/** Draws: drafts, commitments, and the facts that follow a commitment one by one. */
export const draws: Migration = {
  id: 5,
  name: 'draws',
  up: [
    `CREATE TABLE draw_draft (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      prizes TEXT NOT NULL,
      no_repeat_events INTEGER NOT NULL,
      names TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE INDEX draw_draft_event ON draw_draft (event_id)`,
    `CREATE TABLE draw (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      series TEXT NOT NULL,
      number INTEGER NOT NULL,
      algorithm TEXT NOT NULL,
      prizes TEXT NOT NULL,
      no_repeat_events INTEGER NOT NULL,
      names TEXT NOT NULL,
      entrants INTEGER NOT NULL,
      codes TEXT NOT NULL,
      people TEXT NOT NULL,
      excluded TEXT NOT NULL,
      list_hash TEXT NOT NULL,
      secret_hash TEXT NOT NULL,
      previous TEXT,
      commitment TEXT NOT NULL,
      at TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE INDEX draw_event ON draw (event_id)`,
    `CREATE INDEX draw_number ON draw (series, number)`,
    `CREATE TABLE draw_hall_input (
      id TEXT PRIMARY KEY,
      text TEXT NOT NULL,
      at TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE TABLE draw_opening (
      id TEXT PRIMARY KEY,
      secret TEXT NOT NULL,
      seed TEXT NOT NULL,
      at TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE TABLE draw_turn (
      id TEXT PRIMARY KEY,
      draw_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      prize INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      outcome TEXT NOT NULL,
      next INTEGER,
      proof TEXT,
      at TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE INDEX draw_turn_draw ON draw_turn (draw_id)`,
    `CREATE TABLE draw_abandonment (
      id TEXT PRIMARY KEY,
      reason TEXT NOT NULL,
      at TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE TABLE draw_secret (
      draw TEXT PRIMARY KEY,
      secret TEXT NOT NULL
    )`,
  ],
};
