import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { CHANNELS, PROFILE_FIELDS } from './reach.rules.ts';

const id = z.string().min(1).max(64);
const instant = z.iso.datetime();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * A way to a person: one row for each kind, with the id `factId('contact', person, kind)`. What the relay needs in order to write to
 * somebody stands here in the open; the card's own phone and e-mail stay sealed, and are copied here only where the organisation
 * lets the relay use that channel.
 */
export const contactTable = defineTable({
  name: 'contact',
  travels: 'whole',
  circumstances: ['linked_at'],
  columns: {
    person_id: id,
    kind: z.enum(CHANNELS),
    /** `bot`: the Telegram id of the private chat. `email`: the address. `sms`: E.164. `page`: null. */
    address: z.string().min(1).max(200).nullable(),
    /** The person's own order, smallest first. */
    position: z.int().min(0).max(100),
    linked_at: instant.nullable(),
    /** Since when the channel refuses: the bot was blocked, the mailbox is gone. */
    blocked_at: instant.nullable(),
    /** Since when the person does not want it. */
    stopped_at: instant.nullable(),
  },
  relay: {
    person_id: 'open',
    kind: 'open',
    address: 'open',
    position: 'open',
    linked_at: 'open',
    blocked_at: 'open',
    stopped_at: 'open',
  },
});

/** A parent, or whoever answers for a child, is a person too. Id: `factId('guardianship', guardian, child)`. */
export const guardianshipTable = defineTable({
  name: 'guardianship',
  travels: 'whole',
  columns: { guardian_id: id, child_id: id },
  relay: { guardian_id: 'open', child_id: 'open' },
});

/** A code that links a phone with a person, once. Its id is the SHA-256 of the code, hexadecimal: the code itself is kept nowhere. */
export const linkCodeTable = defineTable({
  name: 'link_code',
  travels: 'never',
  circumstances: ['made_at', 'expires_at'],
  columns: {
    person_id: id,
    /** `self`: the phone is the person's. `guardian`: it is a parent's of that person. */
    purpose: z.enum(['self', 'guardian']),
    made_at: instant,
    expires_at: instant,
    used_at: instant.nullable(),
  },
  relay: { person_id: 'open', purpose: 'open', made_at: 'open', expires_at: 'open', used_at: 'open' },
});

/** What a person chose for themselves; one row, `factId('member_profile', person)`. Without one the defaults hold. */
export const memberProfileTable = defineTable({
  name: 'member_profile',
  travels: 'whole',
  columns: {
    person_id: id,
    /** JSON: the fields of the profile that others see; see `DEFAULT_SHOWS`. */
    shows: z
      .string()
      .max(500)
      .refine(
        (text) => z.array(z.enum(PROFILE_FIELDS)).safeParse(parsed(text)).success,
        'not a list of fields',
      ),
    language: z.enum(LANGUAGES).nullable(),
    /** Their own quiet hours on the wall clock of the organisation's time zone. */
    quiet_from: clockTime.nullable(),
    quiet_until: clockTime.nullable(),
    /** Messages a day at most; null for the organisation's rule. */
    most_a_day: z.int().min(1).max(50).nullable(),
    /** 1: what concerns several children comes in one message. */
    is_digest: z.int().min(0).max(1).nullable(),
  },
  relay: {
    person_id: 'open',
    shows: 'open',
    language: 'open',
    quiet_from: 'open',
    quiet_until: 'open',
    most_a_day: 'open',
    is_digest: 'open',
  },
});

/** The relay's bot as laptops know it: one row, `bot_account`, written by the relay when it starts. */
export const botAccountTable = defineTable({
  name: 'bot_account',
  travels: 'never',
  columns: {
    /** Without @; null where the relay has no bot any more. */
    username: z
      .string()
      .regex(/^\w{3,64}$/)
      .nullable(),
  },
  relay: { username: 'open' },
});

/** The shelf of what a chat is in the middle of; of a relay's database alone. */
export type TelegramTables = {
  readonly telegram_update: { readonly update_id: number; readonly at_ms: number };
  readonly telegram_chat: { readonly chat_id: string; readonly state: string; readonly at_ms: number };
  /** A message of the bot that stands in a chat: an event's card, or (with nulls) one that shows something else by now. */
  readonly telegram_card: {
    readonly chat_id: string;
    readonly message_id: number;
    readonly person_id: string | null;
    readonly event_id: string | null;
    /** SHA-256 of what it says, hexadecimal. */
    readonly shown: string | null;
    readonly at_ms: number;
  };
  /** One row, `cards`: up to which line of the log cards say how things are. */
  readonly telegram_follow: { readonly id: string; readonly seq: number };
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const reachTables = [
  contactTable,
  guardianshipTable,
  linkCodeTable,
  memberProfileTable,
  botAccountTable,
] as const;

const tables = {
  contact: contactTable,
  guardianship: guardianshipTable,
  link_code: linkCodeTable,
  member_profile: memberProfileTable,
  bot_account: botAccountTable,
};
export type ReachTables = TablesOf<typeof tables>;
export type Contact = ReachTables['contact'];
