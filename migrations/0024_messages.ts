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
      follows TEXT,
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
      cost INTEGER,
      again_at TEXT,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE INDEX delivery_message ON delivery (message_id)`,
    `CREATE INDEX delivery_person ON delivery (person_id)`,
    `CREATE INDEX delivery_again ON delivery (again_at)`,
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
      leader_id TEXT,
      channel TEXT NOT NULL,
      address TEXT,
      state TEXT NOT NULL,
      priority INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      tried TEXT NOT NULL,
      not_before_ms INTEGER NOT NULL,
      first_try_ms INTEGER,
      claimed_by TEXT,
      claimed_ms INTEGER,
      sent_ms INTEGER,
      cost INTEGER NOT NULL,
      again_at TEXT
    )`,
    `CREATE INDEX outbox_due ON outbox (state, channel, priority, not_before_ms)`,
    `CREATE INDEX outbox_message ON outbox (message_id)`,
    `CREATE INDEX outbox_leader ON outbox (leader_id)`,
    `CREATE INDEX outbox_person ON outbox (person_id)`,
    `CREATE INDEX outbox_recipient ON outbox (recipient_id, sent_ms)`,
    `CREATE INDEX outbox_cost ON outbox (channel, sent_ms)`,
    // Messages whose people have been put into the queue, with what they were told of the event.
    `CREATE TABLE message_expanded (
      message_id TEXT PRIMARY KEY,
      event_id TEXT,
      told TEXT,
      at_ms INTEGER NOT NULL
    )`,
    `CREATE INDEX message_expanded_event ON message_expanded (event_id)`,
    // Posts that are on their way into their channel.
    `CREATE TABLE post_claim (
      post_id TEXT PRIMARY KEY,
      claimed_by TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    )`,
    // Which of several processes sends now: the limits of a service are one for all of them.
    `CREATE TABLE outbox_turn (
      id TEXT PRIMARY KEY,
      held_by TEXT NOT NULL,
      until_ms INTEGER NOT NULL
    )`,
    // When this database was put back to an earlier state: what was due by then may have gone out unknown to it.
    `CREATE TABLE outbox_restored (
      id TEXT PRIMARY KEY,
      at_ms INTEGER NOT NULL
    )`,
  ],
};
