/** What the desk knows and decides of messages that are on their way. */
import { record, recordAll } from '../store/index.ts';
import type { DomainTx, Reading } from '../store/index.ts';
import { inParts } from './audience.store.ts';
import { readMessage } from './broadcast.store.ts';
import { deliveryId } from './expand.store.ts';
import { deliveryTable, messageTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import { monthBegan } from './timing.ts';

/** What went out this month by ways that cost, minor units, as far as this laptop knows. */
export async function monthCost(
  reading: Pick<Reading, 'read'>,
  nowMs: number,
  timeZone: string,
): Promise<number> {
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
  await readMessage(tx, id);
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
  await readMessage(tx, messageId);
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
