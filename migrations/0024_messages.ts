import type { Migration } from '../src-core/store/migrate.ts';

/** Messages to people, what became of each, posts in channels; and a relay's queue of what is to be sent. */
export const messages: Migration = {
  id: 24,
  name: 'messages',
  up: [
    `CREATE TABLE message (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      event_id TEXT,
      form_use_id TEXT,
      audience TEXT NOT NULL,
      texts TEXT NOT NULL,
      channels TEXT,
      send_at TEXT NOT NULL,
      expires_at TEXT,
      is_urgent INTEGER,
      cancelled_at TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX message_send ON message (send_at)`,
    `CREATE INDEX message_event ON message (event_id)`,
    `CREATE TABLE delivery (
      id TEXT PRIMARY KEY,
      message_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      state TEXT NOT NULL,
      channel TEXT,
      reason TEXT,
      at TEXT NOT NULL,
      seen_at TEXT,
      external TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX delivery_message ON delivery (message_id)`,
    `CREATE INDEX delivery_person ON delivery (person_id)`,
    `CREATE TABLE message_settings (
      id TEXT PRIMARY KEY,
      quiet_from TEXT,
      quiet_until TEXT,
      most_a_day INTEGER,
      channel_order TEXT NOT NULL,
      fallback_minutes INTEGER,
      sms_price INTEGER,
      sms_month_budget INTEGER,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE post_channel (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      chat TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE channel_post (
      id TEXT PRIMARY KEY,
      channel_id TEXT NOT NULL,
      event_id TEXT,
      texts TEXT,
      send_at TEXT NOT NULL,
      withdrawn_at TEXT,
      state TEXT NOT NULL,
      reason TEXT,
      external TEXT,
      shown TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX channel_post_event ON channel_post (event_id)`,
    // Of a relay's database alone: what is queued, and what is on its way just now.
    `CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      message_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      recipient_id TEXT NOT NULL,
      channel TEXT NOT NULL,
      address TEXT,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      not_before_ms INTEGER NOT NULL,
      claimed_by TEXT,
      claimed_ms INTEGER,
      external TEXT
    )`,
    `CREATE INDEX outbox_due ON outbox (state, not_before_ms)`,
    `CREATE INDEX outbox_message ON outbox (message_id)`,
    // Messages whose people have been put into the queue.
    `CREATE TABLE message_expanded (
      message_id TEXT PRIMARY KEY,
      at_ms INTEGER NOT NULL
    )`,
  ],
};
