import { fail } from '../access/index.ts';
import { momentOf } from '../events/index.ts';
import type { LocalTime } from '../events/index.ts';
import type { Channel } from '../reach/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainTx, Reading } from '../store/index.ts';
import type { Audience } from './audience.rules.ts';
import { resolveAudience } from './audience.store.ts';
import { messageTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import { readEvent } from './plan.store.ts';
import { readHouse } from './settings.store.ts';
import type { Texts } from './texts.rules.ts';

/** What is sent "now" leaves after this: as long as somebody who pressed too early needs to say so. */
const SECOND_THOUGHTS_MS = 15_000;
/** News that could not be sent for so long is news no more. */
const GOOD_FOR_MS = 3 * 86_400_000;
/** A time that has just passed is meant as "now". */
const JUST_PASSED_MS = 60_000;

export type Broadcast = {
  /** Made by the screen when the composer opens: what is sent twice under one key is one message. */
  readonly key: string;
  readonly audience: Audience;
  readonly texts: Texts;
  readonly channels: readonly Channel[] | null;
  /** The organisation's wall clock; null for now. */
  readonly sendAt: LocalTime | null;
  readonly isUrgent: boolean;
  readonly eventId: string | null;
};

export const broadcastId = (key: string): string => factId('message', 'broadcast', key);

/**
 * Puts a message on its way. Out: its id.
 * Throws NOBODY_TO_TELL, SEND_TIME_PAST, EVENT_NOT_FOUND.
 */
export async function sendBroadcast(tx: DomainTx, what: Broadcast): Promise<string> {
  const id = broadcastId(what.key);
  if ((await findMessage(tx, id)) !== undefined) return id;
  const event = what.eventId === null ? null : await readEvent(tx, what.eventId);
  if (what.eventId !== null && event === null)
    throw fail('not-found', 'EVENT_NOT_FOUND', { id: what.eventId });
  // A rule may find people by the time it is sent; what goes at once finds them now or never.
  if (what.sendAt === null && (await resolveAudience(tx, what.audience)).length === 0)
    throw fail('invalid', 'NOBODY_TO_TELL');
  const nowMs = Date.parse(tx.at);
  const sendAtMs = what.sendAt === null ? nowMs + SECOND_THOUGHTS_MS : await momentAt(tx, what.sendAt, nowMs);
  await record(tx, messageTable, id, {
    // To people of an event that is called off there is still something to say; of a broadcast there would not be.
    kind: event?.isCancelled === true ? 'notice' : 'broadcast',
    event_id: what.eventId,
    audience: JSON.stringify(what.audience),
    texts: JSON.stringify(what.texts),
    channels: what.channels === null ? null : JSON.stringify(what.channels),
    send_at: new Date(sendAtMs).toISOString(),
    expires_at: new Date(sendAtMs + GOOD_FOR_MS).toISOString(),
    is_urgent: what.isUrgent ? 1 : null,
  });
  return id;
}

async function momentAt(reading: Pick<Reading, 'read'>, local: LocalTime, nowMs: number): Promise<number> {
  const ms = momentOf(local, (await readHouse(reading)).timeZone);
  if (ms < nowMs - JUST_PASSED_MS) throw fail('invalid', 'SEND_TIME_PAST');
  return ms;
}

export type MessageRow = MessagesTables['message'];

export async function findMessage(
  reading: Pick<Reading, 'read'>,
  id: string,
): Promise<MessageRow | undefined> {
  return reading
    .read<MessagesTables>()
    .selectFrom('message')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** Throws MESSAGE_NOT_FOUND. */
export async function readMessage(reading: Pick<Reading, 'read'>, id: string): Promise<MessageRow> {
  const row = await findMessage(reading, id);
  if (row === undefined) throw fail('not-found', 'MESSAGE_NOT_FOUND', { id });
  return row;
}

/** Gives a message that waits another time; from then on it stands by itself. Throws MESSAGE_LEFT, SEND_TIME_PAST. */
export async function moveMessage(tx: DomainTx, id: string, sendAt: LocalTime): Promise<void> {
  const message = await readMessage(tx, id);
  const nowMs = Date.parse(tx.at);
  if (Date.parse(message.send_at) <= nowMs || message.cancelled_at !== null)
    throw fail('conflict', 'MESSAGE_LEFT', { id });
  const ms = await momentAt(tx, sendAt, nowMs);
  await record(tx, messageTable, id, {
    send_at: new Date(ms).toISOString(),
    follows: null,
    // What stands on a plan keeps its end, which is its event's; what stands by itself is good for as long as before.
    ...(message.event_id === null ? { expires_at: new Date(ms + GOOD_FOR_MS).toISOString() } : {}),
  });
}
