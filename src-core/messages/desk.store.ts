/** What the desk reads and writes of messages. */
import { fail } from '../access/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { fullName } from '../people/index.ts';
import type { Channel } from '../reach/index.ts';
import { record, recordAll } from '../store/index.ts';
import type { DomainTx, Reading } from '../store/index.ts';
import { readAudience } from './audience.rules.ts';
import { inParts, resolveAudience } from './audience.store.ts';
import { deliveryId } from './expand.store.ts';
import type { DeliveryState } from './messages.rules.ts';
import { deliveryTable, messageTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import { readChannels } from './rules.ts';
import { readTexts } from './texts.rules.ts';
import { monthBegan } from './timing.ts';

type Reads = Pick<Reading, 'read'>;
type MessageRow = MessagesTables['message'];

/** A message as the desk shows it. */
export type DeskMessage = {
  readonly id: string;
  readonly kind: MessageRow['kind'];
  readonly eventId: string | null;
  readonly formUseId: string | null;
  readonly texts: ReturnType<typeof readTexts>;
  readonly channels: readonly Channel[] | null;
  readonly sendAt: string;
  readonly expiresAt: string | null;
  readonly isUrgent: boolean;
  readonly cancelledAt: string | null;
  /** How many people there are in each state; who is in none is still to come. */
  readonly counts: Readonly<Partial<Record<DeliveryState, number>>>;
  readonly seen: number;
};

/** Messages, the newest first. In: of one event, or of all. */
export async function listMessages(
  reading: Reads,
  { eventId, limit }: { readonly eventId?: string | undefined; readonly limit: number },
): Promise<readonly DeskMessage[]> {
  let query = reading
    .read<MessagesTables>()
    .selectFrom('message')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('send_at', 'desc')
    .orderBy('id')
    .limit(limit);
  if (eventId !== undefined) query = query.where('event_id', '=', eventId);
  return shown(reading, await query.execute());
}

/** Throws MESSAGE_NOT_FOUND. */
export async function readMessage(reading: Reads, id: string): Promise<DeskMessage> {
  const [message] = await shown(reading, [await livingMessage(reading, id)]);
  if (message === undefined) throw fail('not-found', 'MESSAGE_NOT_FOUND', { id });
  return message;
}

async function livingMessage(reading: Reads, id: string): Promise<MessageRow> {
  const row = await reading
    .read<MessagesTables>()
    .selectFrom('message')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw fail('not-found', 'MESSAGE_NOT_FOUND', { id });
  return row;
}

async function shown(reading: Reads, rows: readonly MessageRow[]): Promise<readonly DeskMessage[]> {
  if (rows.length === 0) return [];
  const counted = await reading
    .read<MessagesTables>()
    .selectFrom('delivery')
    .select((build) => [
      'message_id',
      'state',
      build.fn.countAll<number>().as('people'),
      build.fn.count<number>('seen_at').as('seen'),
    ])
    .where(
      'message_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('deleted_at', 'is', null)
    .groupBy(['message_id', 'state'])
    .execute();
  const byMessage = Map.groupBy(counted, ({ message_id }) => message_id);
  return rows.map((row) => {
    const own = byMessage.get(row.id) ?? [];
    return {
      id: row.id,
      kind: row.kind,
      eventId: row.event_id,
      formUseId: row.form_use_id,
      texts: readTexts(row.texts),
      channels: readChannels(row.channels),
      sendAt: row.send_at,
      expiresAt: row.expires_at,
      isUrgent: row.is_urgent === 1,
      cancelledAt: row.cancelled_at,
      counts: Object.fromEntries(own.map(({ state, people }) => [state, people])),
      seen: own.reduce((sum, { seen }) => sum + seen, 0),
    };
  });
}

/** What became of a message for one person; `queued` while nothing has. */
export type PersonState = {
  readonly personId: string;
  readonly name: string;
  readonly state: DeliveryState | 'queued';
  readonly channel: Channel | null;
  readonly reason: string | null;
  readonly at: string | null;
  readonly seenAt: string | null;
  /** Minor units. */
  readonly cost: number | null;
  /** A desk asked for another attempt, and nothing is known of it yet. */
  readonly isAgain: boolean;
};

/** Everybody whom a message is for as far as this laptop knows, with what became of it, by name. Throws MESSAGE_NOT_FOUND. */
export async function statesOf(reading: Reads, messageId: string): Promise<readonly PersonState[]> {
  const message = await livingMessage(reading, messageId);
  const deliveries = await reading
    .read<MessagesTables>()
    .selectFrom('delivery')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('deleted_at', 'is', null)
    .execute();
  const known = new Map(deliveries.map((row) => [row.person_id, row]));
  const audience = readAudience(message.audience);
  const meant =
    audience === null || message.cancelled_at !== null ? [] : await resolveAudience(reading, audience);
  const ids = [...new Set([...known.keys(), ...meant])];
  const people = await inParts(ids, (part) =>
    reading
      .read<PeopleTables>()
      .selectFrom('person')
      .select(['id', 'family_name', 'given_name', 'patronymic'])
      .where('id', 'in', part)
      .execute(),
  );
  return people
    .map((person): PersonState => {
      const row = known.get(person.id);
      return {
        personId: person.id,
        name: fullName(person),
        state: row?.state ?? 'queued',
        channel: row?.channel ?? null,
        reason: row?.reason ?? null,
        at: row?.at ?? null,
        seenAt: row?.seen_at ?? null,
        cost: row?.cost ?? null,
        isAgain: row?.again_at != null && row.state !== 'sent' && row.again_at > row.at,
      };
    })
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

/** What went out this month by ways that cost, minor units, as far as this laptop knows. */
export async function monthCost(reading: Reads, nowMs: number, timeZone: string): Promise<number> {
  const row = await reading
    .read<MessagesTables>()
    .selectFrom('delivery')
    .select((build) => build.fn.sum<number | null>('cost').as('spent'))
    .where('at', '>=', new Date(monthBegan(nowMs, timeZone)).toISOString())
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.spent ?? 0;
}

/** Takes a message back: whoever has not got it yet gets it no more. Throws MESSAGE_NOT_FOUND. */
export async function cancelMessage(tx: DomainTx, id: string): Promise<void> {
  await livingMessage(tx, id);
  await record(tx, messageTable, id, { cancelled_at: tx.at });
}

/**
 * Has a message sent once more to whom it may not have come: a human's decision, for it may have. Those who surely have it are left out. Out: to
 * how many. Throws MESSAGE_NOT_FOUND.
 */
export async function sendAgain(
  tx: DomainTx,
  messageId: string,
  personIds: readonly string[],
): Promise<number> {
  await livingMessage(tx, messageId);
  const rows = await inParts(
    personIds.map((person) => deliveryId(messageId, person)),
    (part) =>
      tx
        .read<MessagesTables>()
        .selectFrom('delivery')
        .select('id')
        .where('id', 'in', part)
        .where('state', 'in', ['unsure', 'failed', 'unreachable'])
        .where('deleted_at', 'is', null)
        .execute(),
  );
  await recordAll(
    tx,
    deliveryTable,
    rows.map(({ id }) => ({ id, patch: { again_at: tx.at } })),
  );
  return rows.length;
}
