/** A relay that was put back to an earlier state does not know what it sent since: what was due by then is not sent again by itself. */
import type { DomainTx } from '../store/index.ts';
import type { OutboxRow, OutboxTables } from './outbox.schema.ts';

const RESTORED = 'restored';

/** How long laptops are waited for after a restore, milliseconds: they bring back what the relay had told them was sent. */
const LAPTOPS_HAVE = 15 * 60_000;

/** Notes that this database has just been put back to an earlier state. */
export async function noteRestored(tx: DomainTx, nowMs: number): Promise<void> {
  await tx
    .local<OutboxTables>()
    .insertInto('outbox_restored')
    .values({ id: RESTORED, at_ms: nowMs })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at_ms: nowMs }))
    .execute();
}

/** When it was put back, milliseconds; null where it never was. */
export async function readRestored(reading: Pick<DomainTx, 'read'>): Promise<number | null> {
  const row = await reading
    .read<OutboxTables>()
    .selectFrom('outbox_restored')
    .where('id', '=', RESTORED)
    .select('at_ms')
    .executeTakeFirst();
  return row?.at_ms ?? null;
}

/**
 * Until when a message waits because it may have gone out before the restore, milliseconds; null where it may simply go. Once that has passed
 * nobody can tell whether it went. Whoever had it sent again knew that.
 */
export function doubtfulUntil(
  row: Pick<OutboxRow, 'again_at'>,
  message: { readonly send_at: string },
  restoredMs: number | null,
): number | null {
  if (restoredMs === null || Date.parse(message.send_at) > restoredMs) return null;
  const isWished = row.again_at !== null && Date.parse(row.again_at) > restoredMs;
  return isWished ? null : restoredMs + LAPTOPS_HAVE;
}
