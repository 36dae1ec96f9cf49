import { readOrganisation } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainStore, DomainTx } from '../store/index.ts';
import { messageTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import type { OutboxTables, ToldOfEvent } from './outbox.schema.ts';
import { readEvent, replanMessages } from './plan.store.ts';
import type { EventFacts } from './plan.store.ts';
import { PLANNED_TEXTS } from './planned.texts.ts';
import type { PlannedText } from './planned.texts.ts';
import { dueAt } from './timing.ts';

/** Whoever changes an event often changes it twice: people are told after this, of how it stands then. */
const SETTLES_AFTER = 2 * 60_000;

/** Stands in `follows` of a notice that follows from a change of its event. */
const OF_CHANGE = '{"of":"change"}';

/**
 * Keeps messages in step with their events, whichever laptop changed them: planned ones move along, and whoever was told something that
 * is no longer so is told what is. Out: how many messages were moved or made.
 */
export async function followEvents(store: DomainStore, nowMs: number): Promise<number> {
  let changed = 0;
  for (const eventId of await eventsWithMessages(store, nowMs)) {
    const { value } = await store.write({ actor: 'relay', action: 'messages.follow' }, async (tx) => {
      const moved = await replanMessages(tx, eventId);
      return moved + (await tellOfChange(tx, eventId, nowMs));
    });
    changed += value;
  }
  return changed;
}

/** Events that are not over and have messages. */
async function eventsWithMessages(
  store: Pick<DomainStore, 'read'>,
  nowMs: number,
): Promise<readonly string[]> {
  // Wall clocks are at most so far from UTC; one day more or less is looked at in vain.
  const since = new Date(nowMs - 86_400_000).toISOString().slice(0, 16);
  const rows = await store
    .read<MessagesTables & EventsTables>()
    .selectFrom('event')
    .innerJoin('message', 'message.event_id', 'event.id')
    .select('event.id')
    .distinct()
    .where('event.ends_at', '>=', since)
    .where('event.deleted_at', 'is', null)
    .where('message.deleted_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

async function tellOfChange(tx: DomainTx, eventId: string, nowMs: number): Promise<number> {
  const event = await readEvent(tx, eventId);
  const told = await lastTold(tx, eventId);
  if (event === null || told === null) return 0;
  const timeZone = (await readOrganisation(tx))?.time_zone ?? 'UTC';
  const startMs = dueAt({ from: 'start', minutes: 0 }, event, timeZone);
  const kind = changeOf(told.facts, event);
  // Its id follows from what was told and what is so now: told once, and again after the next change.
  const now = JSON.stringify(factsOf(event));
  const id = factId('message', eventId, 'changed', String(told.atMs), now);
  await withdrawOthers(tx, eventId, kind === null ? null : id);
  if (kind === null || startMs <= nowMs) return 0;
  const isMade = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .select('cancelled_at')
    .where('id', '=', id)
    .executeTakeFirst();
  if (isMade !== undefined && isMade.cancelled_at === null) return 0;
  await record(tx, messageTable, id, {
    kind: 'notice',
    event_id: eventId,
    audience: JSON.stringify({ kind: 'event', eventId, who: 'involved' }),
    texts: JSON.stringify(PLANNED_TEXTS[kind]),
    send_at: new Date(nowMs + SETTLES_AFTER).toISOString(),
    expires_at: new Date(startMs).toISOString(),
    is_urgent: kind === 'cancelled' || startMs - nowMs < 86_400_000 ? 1 : null,
    cancelled_at: null,
    follows: OF_CHANGE,
  });
  return 1;
}

/** Takes back notices of a change that was itself taken back, or followed by another, before anybody was told. */
async function withdrawOthers(tx: DomainTx, eventId: string, except: string | null): Promise<void> {
  const rows = await tx
    .read<MessagesTables & OutboxTables>()
    .selectFrom('message')
    .leftJoin('message_expanded', 'message_expanded.message_id', 'message.id')
    .select('message.id')
    .where('message.event_id', '=', eventId)
    .where('message.follows', '=', OF_CHANGE)
    .where('message.cancelled_at', 'is', null)
    .where('message.deleted_at', 'is', null)
    .where('message_expanded.message_id', 'is', null)
    .execute();
  for (const { id } of rows) if (id !== except) await record(tx, messageTable, id, { cancelled_at: tx.at });
}

type Told = { readonly facts: ToldOfEvent; readonly atMs: number };

/** What people were told last of an event; null where they were told nothing yet. */
async function lastTold(tx: DomainTx, eventId: string): Promise<Told | null> {
  const row = await tx
    .read<OutboxTables>()
    .selectFrom('message_expanded')
    .select(['told', 'at_ms'])
    .where('event_id', '=', eventId)
    .where('told', 'is not', null)
    .orderBy('at_ms', 'desc')
    .orderBy('message_id')
    .limit(1)
    .executeTakeFirst();
  if (row?.told == null) return null;
  // Written by this program alone, in `expandDue`.
  return { facts: JSON.parse(row.told) as ToldOfEvent, atMs: row.at_ms };
}

const factsOf = (event: EventFacts): ToldOfEvent => ({
  startsAt: event.starts_at,
  place: event.place,
  isCancelled: event.isCancelled,
});

/** What is to be told; null where all is as people know it. */
function changeOf(told: ToldOfEvent, event: EventFacts): PlannedText | null {
  if (event.isCancelled) return told.isCancelled ? null : 'cancelled';
  if (told.isCancelled) return 'held';
  if (told.startsAt !== event.starts_at) return 'moved';
  return told.place === event.place ? null : 'placeChanged';
}
