import { z } from 'zod';
import { CHANNELS } from '../reach/index.ts';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { DELIVERY_STATES, MESSAGE_KINDS, POST_STATES } from './messages.rules.ts';

const id = z.string().min(1).max(64);
const instant = z.iso.datetime();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const amount = z.int().min(0).max(1_000_000_000);

/** What is to be told, to whom, when; written on a laptop, sent by the relay once it has it and the time has come. */
export const messageTable = defineTable({
  name: 'message',
  travels: 'whole',
  columns: {
    kind: z.enum(MESSAGE_KINDS),
    event_id: id.nullable(),
    form_use_id: id.nullable(),
    /** JSON of `Audience`: persons by name, or a rule that the relay reads at the time of sending. */
    audience: z.string().min(2).max(2_000_000),
    /** JSON {ru, kk, en}: the text in each language that there is. */
    texts: z.string().min(2).max(20_000),
    /** JSON: channels that may be used, in their order; null for each person's own. */
    channels: z.string().max(200).nullable(),
    send_at: instant,
    /** After this it is worth nothing any more and is skipped. */
    expires_at: instant.nullable(),
    /** 1: it may come in quiet hours and beyond the daily cap (an event called off). */
    is_urgent: z.int().min(0).max(1).nullable(),
    cancelled_at: instant.nullable(),
    /** JSON of `Follows`: how its time follows from its event's; null where it stands by itself. */
    follows: z.string().max(200).nullable(),
  },
  relay: {
    kind: 'open',
    event_id: 'open',
    form_use_id: 'open',
    audience: 'open',
    texts: 'open',
    channels: 'open',
    send_at: 'open',
    expires_at: 'open',
    is_urgent: 'open',
    cancelled_at: 'open',
    follows: 'open',
  },
});

/** What became of a message for a person; written by the relay. Id: `factId('delivery', message, person)`. */
export const deliveryTable = defineTable({
  name: 'delivery',
  travels: 'whole',
  circumstances: ['at', 'external', 'again_at'],
  columns: {
    message_id: id,
    person_id: id,
    state: z.enum(DELIVERY_STATES),
    channel: z.enum(CHANNELS).nullable(),
    /** A code such as `blocked`, `noChannel`, `rejected`. */
    reason: z.string().max(60).nullable(),
    at: instant,
    /** When the person was first known to have seen it: a button pressed, the page opened. */
    seen_at: instant.nullable(),
    /** The service's own number of it, for editing. */
    external: z.string().max(200).nullable(),
    /** What it cost, in minor units of the organisation's currency. */
    cost: amount.nullable(),
    /** When somebody at a desk decided that it is sent once more; each such moment is one more attempt. */
    again_at: instant.nullable(),
  },
  relay: {
    message_id: 'open',
    person_id: 'open',
    state: 'open',
    channel: 'open',
    reason: 'open',
    at: 'open',
    seen_at: 'open',
    external: 'open',
    cost: 'open',
    again_at: 'open',
  },
});

/** The organisation's rules for messages: one row, `message_settings`. */
export const messageSettingsTable = defineTable({
  name: 'message_settings',
  travels: 'whole',
  columns: {
    quiet_from: clockTime.nullable(),
    quiet_until: clockTime.nullable(),
    most_a_day: z.int().min(1).max(50).nullable(),
    /** JSON: the channels in use, cheapest first. */
    channel_order: z.string().min(2).max(200),
    /** How long a channel is waited for before the next is tried. */
    fallback_minutes: z.int().min(1).max(10_080).nullable(),
    /** Minor units of the organisation's currency. */
    sms_price: amount.nullable(),
    sms_month_budget: amount.nullable(),
  },
  relay: {
    quiet_from: 'open',
    quiet_until: 'open',
    most_a_day: 'open',
    channel_order: 'open',
    fallback_minutes: 'open',
    sms_price: 'open',
    sms_month_budget: 'open',
  },
});

/** A Telegram channel or group that the bot may post to. */
export const postChannelTable = defineTable({
  name: 'post_channel',
  travels: 'whole',
  columns: {
    title: z.string().trim().min(1).max(200),
    /** `@name`, or the number of the chat. */
    chat: z.string().regex(/^(@[A-Za-z0-9_]{4,32}|-?\d{1,20})$/),
  },
  relay: { title: 'open', chat: 'open' },
});

/** A post in a channel; it follows its event, and is edited when that changes. */
export const channelPostTable = defineTable({
  name: 'channel_post',
  travels: 'whole',
  circumstances: ['external'],
  columns: {
    channel_id: id,
    event_id: id.nullable(),
    /** JSON {ru, kk, en}; null for what the event says itself. */
    texts: z.string().max(20_000).nullable(),
    send_at: instant,
    withdrawn_at: instant.nullable(),
    state: z.enum(POST_STATES),
    reason: z.string().max(60).nullable(),
    external: z.string().max(200).nullable(),
    /** SHA-256 of the text as it stands there now, hexadecimal. */
    shown: z.string().max(64).nullable(),
  },
  relay: {
    channel_id: 'open',
    event_id: 'open',
    texts: 'open',
    send_at: 'open',
    withdrawn_at: 'open',
    state: 'open',
    reason: 'open',
    external: 'open',
    shown: 'open',
  },
});

export const messageTables = [
  messageTable,
  deliveryTable,
  messageSettingsTable,
  postChannelTable,
  channelPostTable,
] as const;

const tables = {
  message: messageTable,
  delivery: deliveryTable,
  message_settings: messageSettingsTable,
  post_channel: postChannelTable,
  channel_post: channelPostTable,
};
export type MessagesTables = TablesOf<typeof tables>;
