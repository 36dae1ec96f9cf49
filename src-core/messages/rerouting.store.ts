/** What becomes of a queued message when its way does not lead anywhere: the next way, or word of why there is none. */
import type { Channel } from '../reach/index.ts';
import type { DomainTx } from '../store/index.ts';
import { readAddressees } from './addressees.store.ts';
import { noteDeliveries } from './expand.store.ts';
import type { DeliveryState } from './messages.rules.ts';
import type { MessagesTables } from './messages.schema.ts';
import type { OutboxRow, OutboxTables } from './outbox.schema.ts';
import { routeKey, routesTo } from './routes.rules.ts';
import type { Route } from './routes.rules.ts';
import { readChannels } from './rules.ts';
import { readRules } from './settings.store.ts';

const triedOf = (row: OutboxRow): readonly string[] => {
  const tried: unknown = JSON.parse(row.tried);
  return Array.isArray(tried) ? tried.map(String) : [];
};

/** The next way for each row beyond those that were tried; rows without one are left out. */
export async function nextRoutes(
  tx: DomainTx,
  rows: readonly OutboxRow[],
  senders: readonly Channel[],
): Promise<ReadonlyMap<string, Route>> {
  if (rows.length === 0) return new Map();
  const rules = await readRules(tx);
  const channels = rules.channels.filter((channel) => senders.includes(channel));
  const { contacts, guardians } = await readAddressees(tx, [
    ...new Set(rows.map(({ person_id }) => person_id)),
  ]);
  const messages = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .select(['id', 'channels'])
    .where('id', 'in', [...new Set(rows.map(({ message_id }) => message_id))])
    .execute();
  const only = new Map(messages.map(({ id, channels: list }) => [id, readChannels(list)]));
  const found = new Map<string, Route>();
  for (const row of rows) {
    const done = new Set([
      ...triedOf(row),
      routeKey({ recipientId: row.recipient_id, channel: row.channel }),
    ]);
    const { routes } = routesTo(row.person_id, guardians.get(row.person_id) ?? [], contacts, {
      channels,
      only: only.get(row.message_id) ?? null,
    });
    const next = routes.find((route) => !done.has(routeKey(route)));
    if (next !== undefined) found.set(row.id, next);
  }
  return found;
}

/** Puts a row on another way. Children who went along go on with it only to the same parent; else each goes its own. */
export async function moveTo(tx: DomainTx, row: OutboxRow, route: Route, nowMs: number): Promise<void> {
  const tried = JSON.stringify([
    ...triedOf(row),
    routeKey({ recipientId: row.recipient_id, channel: row.channel }),
  ]);
  const fresh = { state: 'queued', attempts: 0, first_try_ms: null, not_before_ms: nowMs, cost: 0 } as const;
  await tx
    .local<OutboxTables>()
    .updateTable('outbox')
    .set({
      ...fresh,
      tried,
      recipient_id: route.recipientId,
      channel: route.channel,
      address: route.address,
      claimed_by: null,
      claimed_ms: null,
      sent_ms: null,
    })
    .where('id', '=', row.id)
    .execute();
  const others = tx.local<OutboxTables>().updateTable('outbox').where('leader_id', '=', row.id);
  if (route.recipientId === row.recipient_id)
    await others.set({ channel: route.channel, address: route.address }).execute();
  else await others.set({ ...fresh, leader_id: null }).execute();
}

/** Ends a row, and those that go along with it, in a state; what became of it is written for each person. */
export async function endWith(
  tx: DomainTx,
  row: OutboxRow,
  end: {
    readonly state: DeliveryState;
    readonly reason?: string | null;
    readonly external?: string | null;
    readonly channel?: Channel | null;
  },
): Promise<void> {
  const patch = {
    state: end.state,
    reason: end.reason ?? null,
    ...(end.channel === undefined ? {} : { channel: end.channel }),
    ...(end.external === undefined ? {} : { external: end.external }),
    ...(row.cost > 0 ? { cost: row.cost } : {}),
  };
  const family = await familyOf(tx, row);
  await noteDeliveries(
    tx,
    family.map((one, index) => ({
      messageId: one.message_id,
      personId: one.person_id,
      // One message was paid for, however many children it is about.
      patch: index === 0 ? patch : { ...patch, ...(row.cost > 0 ? { cost: 0 } : {}) },
    })),
  );
  await tx
    .local<OutboxTables>()
    .updateTable('outbox')
    .set({ state: end.state, ...(end.external === undefined ? {} : { external: end.external }) })
    .where(
      'id',
      'in',
      family.map(({ id }) => id),
    )
    .execute();
}

/** The row and those that go along with it. */
async function familyOf(
  tx: DomainTx,
  row: OutboxRow,
): Promise<readonly Pick<OutboxRow, 'id' | 'message_id' | 'person_id'>[]> {
  const others = await tx
    .read<OutboxTables>()
    .selectFrom('outbox')
    .select(['id', 'message_id', 'person_id'])
    .where('message_id', '=', row.message_id)
    .where('leader_id', '=', row.id)
    .orderBy('id')
    .execute();
  return [row, ...others];
}
