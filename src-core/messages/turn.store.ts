/** Of several processes over one database one sends, and one fetches: the limits of a service are one for all of them. */
import type { DomainTx } from '../store/index.ts';
import type { OutboxTables } from './outbox.schema.ts';

/** What is done by one process at a time: sending what is queued, fetching what the bot is told. */
export type TurnOf = 'outbox' | 'poll';

/** How long a process that says nothing is waited for, milliseconds. */
export const TURN_MS = 15_000;

/**
 * Takes the turn, or keeps it. Out: `mine` whether this process sends; `isNew` whether another one, or nobody, did before. `isAlone`: no other
 * process can be there (the folder is this one's), and whoever holds the turn has ended.
 */
export async function takeTurn(
  tx: DomainTx,
  by: string,
  nowMs: number,
  isAlone: boolean,
  turn: TurnOf = 'outbox',
): Promise<{ readonly isMine: boolean; readonly isNew: boolean }> {
  const held = await tx
    .read<OutboxTables>()
    .selectFrom('outbox_turn')
    .selectAll()
    .where('id', '=', turn)
    .executeTakeFirst();
  const isMine = held?.held_by === by;
  if (held !== undefined && !isMine && !isAlone && held.until_ms > nowMs)
    return { isMine: false, isNew: false };
  // What is good for long enough is not written anew each second: an idle relay leaves its disk alone.
  if (held !== undefined && isMine && (isAlone || held.until_ms - nowMs > TURN_MS / 2))
    return { isMine: true, isNew: false };
  const until_ms = nowMs + TURN_MS;
  await tx
    .local<OutboxTables>()
    .insertInto('outbox_turn')
    .values({ id: turn, held_by: by, until_ms })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ held_by: by, until_ms }))
    .execute();
  return { isMine: true, isNew: !isMine };
}

/** Gives the turn back, so that another process need not wait. */
export async function endTurn(tx: DomainTx, by: string, turn: TurnOf = 'outbox'): Promise<void> {
  await tx
    .local<OutboxTables>()
    .deleteFrom('outbox_turn')
    .where('id', '=', turn)
    .where('held_by', '=', by)
    .execute();
}
