import type { FormsTables } from '../forms/index.ts';
import { factId, recordAll } from '../store/index.ts';
import type { DomainStore, DomainTx, PatchOf } from '../store/index.ts';
import { readAudience } from './audience.rules.ts';
import { answersOf, inParts, resolveAudience } from './audience.store.ts';
import { readAddressees, readReaders } from './addressees.store.ts';
import { priorityOf } from './messages.rules.ts';
import type { MessageKind } from './messages.rules.ts';
import { deliveryTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import type { OutboxRow, OutboxTables, ToldOfEvent } from './outbox.schema.ts';
import { readEvent } from './plan.store.ts';
import type { EventFacts } from './plan.store.ts';
import { leadersOf, routesTo } from './routes.rules.ts';
import type { Route } from './routes.rules.ts';
import { readChannels } from './rules.ts';
import { readHouse } from './settings.store.ts';
import type { Channel } from '../reach/index.ts';

export const SENDING = { actor: 'relay', action: 'messages.send' };

export const outboxId = (messageId: string, personId: string): string =>
  factId('outbox', messageId, personId);
export const deliveryId = (messageId: string, personId: string): string =>
  factId('delivery', messageId, personId);

/** Rows that one statement inserts: each has eighteen parameters. */
const INSERT_AT_ONCE = 500;
/** Messages that one call takes up. */
const MESSAGES_AT_ONCE = 20;

type MessageRow = MessagesTables['message'];

/**
 * Puts the people of every message whose time has come into the queue, each message once: that it has been is noted in the same
 * transaction. Out: how many rows were queued.
 * In: the channels that this relay can send by.
 */
export async function expandDue(
  store: DomainStore,
  nowMs: number,
  senders: readonly Channel[],
): Promise<number> {
  const due = await dueMessages(store, nowMs);
  let queued = 0;
  for (const message of due) {
    const { value } = await store.write(SENDING, (tx) => expand(tx, message, nowMs, senders));
    queued += value;
  }
  return queued;
}

async function dueMessages(store: Pick<DomainStore, 'read'>, nowMs: number): Promise<readonly MessageRow[]> {
  return store
    .read<MessagesTables & OutboxTables>()
    .selectFrom('message')
    .leftJoin('message_expanded', 'message_expanded.message_id', 'message.id')
    .selectAll('message')
    .where('message_expanded.message_id', 'is', null)
    .where('message.send_at', '<=', new Date(nowMs).toISOString())
    .where('message.deleted_at', 'is', null)
    .where('message.cancelled_at', 'is', null)
    .orderBy('message.send_at')
    .limit(MESSAGES_AT_ONCE)
    .execute();
}

async function expand(
  tx: DomainTx,
  message: MessageRow,
  nowMs: number,
  senders: readonly Channel[],
): Promise<number> {
  const event = message.event_id === null ? null : await readEvent(tx, message.event_id);
  if (!(await noteExpanded(tx, message, event, nowMs))) return 0;
  const audience = readAudience(message.audience);
  const persons = audience === null ? [] : await resolveAudience(tx, audience);
  const why = whyNot(message, event, nowMs);
  const answered = await answeredAlready(tx, message);
  const skipped = persons.filter((id) => why !== null || answered.has(id));
  await noteDeliveries(
    tx,
    skipped.map((personId) => ({
      messageId: message.id,
      personId,
      patch: { state: 'skipped', reason: why ?? 'answered' },
    })),
  );
  const wanted = why === null ? persons.filter((id) => !answered.has(id)) : [];
  return queue(tx, message, wanted, nowMs, senders);
}

/** Who has said already what the message asks for. */
export async function answeredAlready(
  reading: Pick<DomainTx, 'read'>,
  { kind, event_id, form_use_id }: Pick<MessageRow, 'kind' | 'event_id' | 'form_use_id'>,
): Promise<ReadonlySet<string>> {
  if (kind === 'poll' && event_id !== null) return new Set((await answersOf(reading, event_id)).keys());
  if (form_use_id === null) return new Set();
  const rows = await reading
    .read<FormsTables>()
    .selectFrom('form_answer')
    .select('person_id')
    .where('use_id', '=', form_use_id)
    .where('person_id', 'is not', null)
    .where('deleted_at', 'is', null)
    .execute();
  return new Set(rows.flatMap(({ person_id }) => person_id ?? []));
}

/** Whether a message tells one person of a place, where others were told of the event before: what they know is as it was. */
async function isForOneAlone(
  tx: DomainTx,
  { kind, follows }: Pick<MessageRow, 'kind' | 'follows'>,
  eventId: string,
): Promise<boolean> {
  if (kind !== 'offer' && (kind !== 'notice' || follows !== null)) return false;
  const before = await tx
    .read<OutboxTables>()
    .selectFrom('message_expanded')
    .where('event_id', '=', eventId)
    .where('told', 'is not', null)
    .select('message_id')
    .limit(1)
    .executeTakeFirst();
  return before !== undefined;
}

/** Out: false where another process was there first. */
async function noteExpanded(
  tx: DomainTx,
  message: MessageRow,
  event: EventFacts | null,
  nowMs: number,
): Promise<boolean> {
  const told: ToldOfEvent | null =
    event === null || (await isForOneAlone(tx, message, event.id))
      ? null
      : { startsAt: event.starts_at, place: event.place, isCancelled: event.isCancelled };
  const noted = await tx
    .local<OutboxTables>()
    .insertInto('message_expanded')
    .values({
      message_id: message.id,
      event_id: event?.id ?? null,
      told: told === null ? null : JSON.stringify(told),
      at_ms: nowMs,
    })
    .onConflict((conflict) => conflict.column('message_id').doNothing())
    .executeTakeFirst();
  return noted.numInsertedOrUpdatedRows === 1n;
}

/** Why a whole message is not worth sending any more, or null. */
export function whyNot(
  message: Pick<MessageRow, 'kind' | 'event_id' | 'expires_at' | 'cancelled_at' | 'deleted_at'>,
  event: EventFacts | null,
  nowMs: number,
): string | null {
  if (message.cancelled_at !== null || message.deleted_at !== null) return 'cancelled';
  if (message.expires_at !== null && Date.parse(message.expires_at) <= nowMs) return 'expired';
  if (message.event_id === null || message.kind === 'notice') return null;
  if (event === null || event.isCancelled) return 'eventCancelled';
  return null;
}

export type NotedDelivery = {
  readonly messageId: string;
  readonly personId: string;
  readonly patch: PatchOf<typeof deliveryTable>;
};

/** Writes what became of messages for people. What is left out of a patch stays as it is. */
export async function noteDeliveries(tx: DomainTx, noted: readonly NotedDelivery[]): Promise<void> {
  await recordAll(
    tx,
    deliveryTable,
    noted.map(({ messageId, personId, patch }) => ({
      id: deliveryId(messageId, personId),
      patch: { message_id: messageId, person_id: personId, at: tx.at, ...patch },
    })),
  );
}

async function queue(
  tx: DomainTx,
  message: MessageRow,
  persons: readonly string[],
  nowMs: number,
  senders: readonly Channel[],
): Promise<number> {
  const { rules } = await readHouse(tx);
  const { contacts, guardians } = await readAddressees(tx, persons);
  const channels = rules.channels.filter((channel) => senders.includes(channel));
  const only = readChannels(message.channels);
  const rows: OutboxRow[] = [];
  const unreachable: NotedDelivery[] = [];
  const known = new Set(await queuedAlready(tx, message.id));
  for (const personId of persons) {
    const id = outboxId(message.id, personId);
    if (known.has(id)) continue;
    const { routes, why } = routesTo(personId, guardians.get(personId) ?? [], contacts, { channels, only });
    const [first] = routes;
    if (first === undefined)
      unreachable.push({ messageId: message.id, personId, patch: { state: 'unreachable', reason: why } });
    rows.push(rowOf(id, message, personId, first, nowMs));
  }
  await noteDeliveries(tx, unreachable);
  const bundled = await bundle(tx, message.kind, rows);
  for (let from = 0; from < bundled.length; from += INSERT_AT_ONCE)
    await tx
      .local<OutboxTables>()
      .insertInto('outbox')
      .values(bundled.slice(from, from + INSERT_AT_ONCE))
      .execute();
  return bundled.filter(({ state }) => state === 'queued').length;
}

async function queuedAlready(tx: DomainTx, messageId: string): Promise<readonly string[]> {
  const rows = await tx
    .read<OutboxTables>()
    .selectFrom('outbox')
    .select('id')
    .where('message_id', '=', messageId)
    .execute();
  return rows.map(({ id }) => id);
}

const rowOf = (
  id: string,
  message: MessageRow,
  personId: string,
  route: Route | undefined,
  nowMs: number,
): OutboxRow => ({
  id,
  message_id: message.id,
  person_id: personId,
  recipient_id: route?.recipientId ?? personId,
  leader_id: null,
  // Whoever cannot be reached has a row too: it is what a wish to send again finds.
  channel: route?.channel ?? 'page',
  address: route?.address ?? null,
  state: route === undefined ? 'unreachable' : 'queued',
  priority: priorityOf(message.kind, message.is_urgent === 1),
  attempts: 0,
  tried: '[]',
  not_before_ms: nowMs,
  first_try_ms: null,
  claimed_by: null,
  claimed_ms: null,
  sent_ms: null,
  cost: 0,
  again_at: null,
});

async function bundle(
  tx: DomainTx,
  kind: MessageKind,
  rows: readonly OutboxRow[],
): Promise<readonly OutboxRow[]> {
  const told = rows
    .filter(({ state }) => state === 'queued')
    .map(({ id, person_id, recipient_id, channel, address }) => ({
      id,
      personId: person_id,
      recipientId: recipient_id,
      channel,
      address,
    }));
  const guardians = told.flatMap(({ personId, recipientId }) =>
    personId === recipientId ? [] : recipientId,
  );
  const readers = await readReaders(tx, [...new Set(guardians)]);
  const leaders = leadersOf(kind, told, (recipient) => readers.get(recipient)?.isDigest !== false);
  return rows.map((row) => {
    const leader = leaders.get(row.id);
    return leader === undefined ? row : { ...row, leader_id: leader, state: 'follows' };
  });
}

/** How long a row of the queue is of use: what was sent, and when, counts for caps and budgets. */
const KEPT_FOR = 120 * 86_400_000;

/** Forgets rows that came to their end long ago; what became of them stands in the deliveries. Out: how many. */
export async function sweepOutbox(store: DomainStore, nowMs: number): Promise<number> {
  const old = await store
    .read<OutboxTables>()
    .selectFrom('outbox')
    .select('id')
    .where('state', 'not in', ['queued', 'sending', 'follows', 'waiting', 'unsure'])
    .where('not_before_ms', '<', nowMs - KEPT_FOR)
    .limit(20_000)
    .execute();
  if (old.length === 0) return 0;
  await store.write({ actor: 'relay', action: 'messages.sweep' }, (tx) =>
    inParts(
      old.map(({ id }) => id),
      async (part) => {
        await tx.local<OutboxTables>().deleteFrom('outbox').where('id', 'in', part).execute();
        return [];
      },
    ),
  );
  return old.length;
}

/** How many messages wait to be sent, by channel. */
export async function queuedByChannel(
  store: Pick<DomainStore, 'read'>,
): Promise<Readonly<Record<string, number>>> {
  const rows = await store
    .read<OutboxTables>()
    .selectFrom('outbox')
    .select((build) => ['channel', build.fn.countAll<number>().as('count')])
    .where('state', '=', 'queued')
    .groupBy('channel')
    .execute();
  return Object.fromEntries(rows.map(({ channel, count }) => [channel, count]));
}
