/** What happens to queued messages without a request: those for the page are laid there, those that lead nowhere go another way. */
import type { Channel } from '../reach/index.ts';
import type { DomainStore } from '../store/index.ts';
import { deliveryId, noteDeliveries, outboxId, SENDING } from './expand.store.ts';
import type { MessagesTables } from './messages.schema.ts';
import type { OutboxTables } from './outbox.schema.ts';
import { endWith, moveTo, nextRoutes } from './rerouting.store.ts';
import { readRules } from './settings.store.ts';

/** Rows that one transaction looks at. */
const AT_ONCE = 500;

/**
 * Lays what is due on the page: from then on it is sent, for the page is fetched. Where there is a dearer way it waits to be seen, and is put on
 * that one by `passUnseen` where it is not. Out: how many.
 */
export async function publishOnPage(
  store: DomainStore,
  nowMs: number,
  senders: readonly Channel[],
): Promise<number> {
  const due = await dueRows(store, 'queued', nowMs);
  if (due.length === 0) return 0;
  await store.write(SENDING, async (tx) => {
    const { fallbackMinutes } = await readRules(tx);
    const next = fallbackMinutes === null ? new Map<string, unknown>() : await nextRoutes(tx, due, senders);
    for (const row of due) {
      await endWith(tx, row, { state: 'sent', channel: 'page' });
      if (fallbackMinutes === null || !next.has(row.id)) continue;
      await tx
        .local<OutboxTables>()
        .updateTable('outbox')
        .set({ state: 'waiting', not_before_ms: nowMs + fallbackMinutes * 60_000 })
        .where('id', '=', row.id)
        .execute();
    }
  });
  return due.length;
}

/** What lay on the page for long enough and was not seen goes on by the next way. Out: how many were looked at. */
export async function passUnseen(
  store: DomainStore,
  nowMs: number,
  senders: readonly Channel[],
): Promise<number> {
  const due = await dueRows(store, 'waiting', nowMs);
  if (due.length === 0) return 0;
  await store.write(SENDING, async (tx) => {
    const next = await nextRoutes(tx, due, senders);
    for (const row of due) {
      const seen = await tx
        .read<MessagesTables>()
        .selectFrom('delivery')
        .select('seen_at')
        .where('id', '=', deliveryId(row.message_id, row.person_id))
        .executeTakeFirst();
      const route = next.get(row.id);
      if (route !== undefined && (seen?.seen_at ?? null) === null) await moveTo(tx, row, route, nowMs);
      else
        await tx
          .local<OutboxTables>()
          .updateTable('outbox')
          .set({ state: 'sent' })
          .where('id', '=', row.id)
          .execute();
    }
  });
  return due.length;
}

const dueRows = (store: Pick<DomainStore, 'read'>, state: 'queued' | 'waiting', nowMs: number) =>
  store
    .read<OutboxTables>()
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', state)
    .where('channel', '=', 'page')
    .where('not_before_ms', '<=', nowMs)
    .orderBy('priority')
    .orderBy('not_before_ms')
    .limit(AT_ONCE)
    .execute();

/**
 * While a channel leads nowhere: what has waited on it for longer than the organisation waits goes on by the next way. What has none stays and
 * is looked at again after as long. Out: how many were looked at.
 */
export async function fallThrough(
  store: DomainStore,
  channel: Channel,
  nowMs: number,
  senders: readonly Channel[],
): Promise<number> {
  const { fallbackMinutes } = await readRules(store);
  if (fallbackMinutes === null) return 0;
  const sinceMs = nowMs - fallbackMinutes * 60_000;
  const rows = await store
    .read<OutboxTables>()
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'queued')
    .where('channel', '=', channel)
    .where((where) =>
      where.or([
        where('first_try_ms', '<=', sinceMs),
        where.and([where('first_try_ms', 'is', null), where('not_before_ms', '<=', sinceMs)]),
      ]),
    )
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return 0;
  await store.write(SENDING, async (tx) => {
    const next = await nextRoutes(tx, rows, senders);
    for (const row of rows) {
      const route = next.get(row.id);
      if (route !== undefined) await moveTo(tx, row, route, nowMs);
      else
        await tx
          .local<OutboxTables>()
          .updateTable('outbox')
          .set({ first_try_ms: nowMs })
          .where('id', '=', row.id)
          .execute();
    }
  });
  return rows.length;
}

/**
 * Hears the desks' decisions to send something once more: each such moment is one more attempt, on all ways anew. Out: how many.
 */
export async function takeAgain(
  store: DomainStore,
  nowMs: number,
  senders: readonly Channel[],
): Promise<number> {
  const wished = await store
    .read<MessagesTables & OutboxTables>()
    .selectFrom('delivery')
    .innerJoin('outbox', (join) =>
      join
        .onRef('outbox.message_id', '=', 'delivery.message_id')
        .onRef('outbox.person_id', '=', 'delivery.person_id'),
    )
    .selectAll('outbox')
    .select('delivery.again_at as wished_at')
    .where('delivery.again_at', 'is not', null)
    .where('delivery.deleted_at', 'is', null)
    .where((where) =>
      where.or([
        where('outbox.again_at', 'is', null),
        where('outbox.again_at', '<', where.ref('delivery.again_at')),
      ]),
    )
    .limit(AT_ONCE)
    .execute();
  if (wished.length === 0) return 0;
  await store.write(SENDING, async (tx) => {
    for (const { wished_at, ...row } of wished) {
      const isOver = ['unsure', 'failed', 'unreachable'].includes(row.state);
      await tx
        .local<OutboxTables>()
        .updateTable('outbox')
        .set({ again_at: wished_at })
        .where('id', '=', row.id)
        .execute();
      if (!isOver) continue;
      // The way that was taken last is open again: nothing counts as tried but what is found closed now.
      const fresh = { ...row, tried: '[]', recipient_id: '' };
      const route = (await nextRoutes(tx, [fresh], senders)).get(row.id);
      if (route === undefined) continue;
      await moveTo(tx, fresh, route, nowMs);
      await tx
        .local<OutboxTables>()
        .updateTable('outbox')
        .set({ leader_id: null, tried: '[]' })
        .where('id', '=', row.id)
        .execute();
    }
  });
  return wished.length;
}

/** A message as a person's page shows it. */
export type PageMessage = {
  readonly messageId: string;
  readonly kind: MessagesTables['message']['kind'];
  readonly eventId: string | null;
  readonly formUseId: string | null;
  readonly texts: string;
  readonly sentAt: string;
  readonly seenAt: string | null;
};

/** What a page shows at most. */
const ON_PAGE = 100;

/** The newest messages of a person on a relay, whatever way they were meant to go: the page shows them all, the newest first. */
export async function messagesOf(
  reading: Pick<DomainStore, 'read'>,
  personId: string,
): Promise<readonly PageMessage[]> {
  const db = reading.read<MessagesTables & OutboxTables>();
  const queued = db
    .selectFrom('outbox')
    .select('message_id')
    .where('person_id', '=', personId)
    .where('state', '<>', 'skipped');
  const delivered = db
    .selectFrom('delivery')
    .select('message_id')
    .where('person_id', '=', personId)
    .where('state', '<>', 'skipped')
    .where('deleted_at', 'is', null);
  return db
    .selectFrom('message')
    .leftJoin('delivery', (join) =>
      join.onRef('delivery.message_id', '=', 'message.id').on('delivery.person_id', '=', personId),
    )
    .select([
      'message.id as messageId',
      'message.kind',
      'message.event_id as eventId',
      'message.form_use_id as formUseId',
      'message.texts',
      'message.send_at as sentAt',
      'delivery.seen_at as seenAt',
    ])
    .where('message.id', 'in', queued.union(delivered))
    .where('message.deleted_at', 'is', null)
    .where('message.cancelled_at', 'is', null)
    .orderBy('message.send_at', 'desc')
    .orderBy('message.id')
    .limit(ON_PAGE)
    .execute();
}

export type Seen = {
  readonly messageId: string;
  readonly personId: string;
  /** ISO. */
  readonly at: string;
};

/**
 * A person was seen to have a message: a button pressed, the page opened. What was unsure is known to have come; what was still queued
 * needs no sending any more. Out: whether that is news.
 */
export async function noteSeen(
  tx: Parameters<Parameters<DomainStore['write']>[1]>[0],
  { messageId, personId, at }: Seen,
): Promise<boolean> {
  const db = tx.read<MessagesTables & OutboxTables>();
  const delivery = await db
    .selectFrom('delivery')
    .select(['state', 'seen_at'])
    .where('id', '=', deliveryId(messageId, personId))
    .executeTakeFirst();
  if (delivery?.seen_at != null) return false;
  const row = await db
    .selectFrom('outbox')
    .select(['id', 'state'])
    .where('id', '=', outboxId(messageId, personId))
    .executeTakeFirst();
  if (delivery === undefined && row === undefined) return false;
  const isOnItsWay = row?.state === 'sending';
  const patch =
    delivery?.state === 'sent' || isOnItsWay
      ? { seen_at: at, ...(isOnItsWay ? { state: 'sent' as const } : {}) }
      : {
          seen_at: at,
          state: 'sent' as const,
          reason: null,
          ...(delivery?.state === 'unsure' ? {} : { channel: 'page' as const }),
        };
  await noteDeliveries(tx, [{ messageId, personId, patch }]);
  if (row !== undefined && !isOnItsWay)
    await tx
      .local<OutboxTables>()
      .updateTable('outbox')
      .set({ state: 'sent', leader_id: null })
      .where('id', '=', row.id)
      .execute();
  return true;
}
