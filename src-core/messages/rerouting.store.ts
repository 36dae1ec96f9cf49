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

/** How a row ends. */
type End = {
  readonly state: DeliveryState;
  readonly reason?: string | null;
  readonly external?: string | null;
  readonly channel?: Channel | null;
};

/** Ends a row, and those that go along with it, in a state; what became of it is written for each person. */
export async function endWith(tx: DomainTx, row: OutboxRow, end: End): Promise<void> {
  await endAll(tx, [{ row, end }], end.state);
}

/** As `endWith`, for many that were sent: in a few statements however many there are. */
export async function endAllSent(
  tx: DomainTx,
  sent: readonly { readonly row: OutboxRow; readonly external: string | null }[],
): Promise<void> {
  if (sent.length === 0) return;
  await endAll(
    tx,
    sent.map(({ row, external }) => ({ row, end: { state: 'sent', channel: row.channel, external } })),
    'sent',
  );
}

async function endAll(
  tx: DomainTx,
  ended: readonly { readonly row: OutboxRow; readonly end: End }[],
  state: DeliveryState,
): Promise<void> {
  const followers = await followersOf(
    tx,
    ended.map(({ row }) => row.id),
  );
  const families = ended.map(({ row, end }) => ({
    row,
    end,
    family: [row, ...(followers.get(row.id) ?? [])],
  }));
  await noteDeliveries(
    tx,
    families.flatMap(({ row, end, family }) =>
      family.map((one, index) => ({
        messageId: one.message_id,
        personId: one.person_id,
        patch: {
          state,
          reason: end.reason ?? null,
          ...(end.channel === undefined ? {} : { channel: end.channel }),
          ...(end.external === undefined ? {} : { external: end.external }),
          // One message was paid for, however many children it is about.
          ...(row.cost > 0 ? { cost: index === 0 ? row.cost : 0 } : {}),
        },
      })),
    ),
  );
  await tx
    .local<OutboxTables>()
    .updateTable('outbox')
    .set({ state })
    .where(
      'id',
      'in',
      families.flatMap(({ family }) => family.map(({ id }) => id)),
    )
    .execute();
}

/** Those that go along with each row. */
async function followersOf(
  tx: DomainTx,
  ids: readonly string[],
): Promise<
  ReadonlyMap<string | null, readonly Pick<OutboxRow, 'id' | 'message_id' | 'person_id' | 'leader_id'>[]>
> {
  const rows = await tx
    .read<OutboxTables>()
    .selectFrom('outbox')
    .select(['id', 'message_id', 'person_id', 'leader_id'])
    .where('leader_id', 'in', ids)
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, ({ leader_id }) => leader_id);
}
