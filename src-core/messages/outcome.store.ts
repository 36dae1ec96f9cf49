/** What a request brought, noted for good; and what is found after a process that died in the middle of one. */
import { contactTable } from '../reach/index.ts';
import type { Channel } from '../reach/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';
import type { OutboxRow, OutboxTables } from './outbox.schema.ts';
import { endAllSent, endWith, moveTo, nextRoutes } from './rerouting.store.ts';
import { readRules } from './settings.store.ts';

/**
 * What a sender knows after a request. `retry`: the service said "not now". `refused`: it said "never". `notSent`: it surely has not got
 * it (no connection, no such host). `unsure`: the request was written and no answer came.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly external: string | null }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly isGlobal: boolean }
  | { readonly kind: 'refused'; readonly reason: 'blocked' | 'gone' | 'rejected' }
  | { readonly kind: 'notSent' }
  | { readonly kind: 'unsure' };

export type NotedOutcome = { readonly id: string; readonly outcome: SendOutcome };

/** The first wait after a request that failed, and the longest; milliseconds. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 10 * 60_000;
/** What was not got through for so long is given up, where the message itself has no end. */
const GIVEN_UP_AFTER = 7 * 86_400_000;

/** Doubles from time to time. In: failed requests before; out: milliseconds. */
const waitAfter = (attempts: number): number =>
  Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts, 10));

/**
 * Notes what requests brought. Only the process that claimed a row may tell of it; what is noted twice changes nothing. A late answer
 * for a row that was given up as unsure is believed.
 */
export async function noteOutcomes(
  tx: DomainTx,
  noted: readonly NotedOutcome[],
  by: string,
  nowMs: number,
  senders: readonly Channel[],
): Promise<void> {
  if (noted.length === 0) return;
  const rows = await tx
    .read<OutboxTables>()
    .selectFrom('outbox')
    .selectAll()
    .where(
      'id',
      'in',
      noted.map(({ id }) => id),
    )
    .where('claimed_by', '=', by)
    .where('state', 'in', ['sending', 'unsure'])
    .execute();
  const outcomes = new Map(noted.map(({ id, outcome }) => [id, outcome]));
  const sent: { readonly row: OutboxRow; readonly external: string | null }[] = [];
  for (const row of rows) {
    const outcome = outcomes.get(row.id);
    if (outcome?.kind === 'sent') sent.push({ row, external: outcome.external });
    else if (outcome !== undefined) await noteOutcome(tx, row, outcome, nowMs, senders);
  }
  await endAllSent(tx, sent);
}

async function noteOutcome(
  tx: DomainTx,
  row: OutboxRow,
  outcome: Exclude<SendOutcome, { readonly kind: 'sent' }>,
  nowMs: number,
  senders: readonly Channel[],
): Promise<void> {
  const { channel } = row;
  switch (outcome.kind) {
    case 'unsure':
      return endWith(tx, row, { state: 'unsure', channel, reason: 'noAnswer' });
    case 'refused': {
      if (outcome.reason !== 'rejected') await noteBlocked(tx, row);
      const next = (await nextRoutes(tx, [row], senders)).get(row.id);
      if (next !== undefined) return moveTo(tx, row, next, nowMs);
      const state = outcome.reason === 'rejected' ? 'failed' : 'unreachable';
      return endWith(tx, { ...row, cost: 0 }, { state, channel, reason: outcome.reason });
    }
    case 'retry':
      return tryLater(tx, row, {
        nowMs,
        senders,
        // "Too many" is no fault of this message.
        attempts: row.attempts + (outcome.isGlobal ? 0 : 1),
        waitMs: outcome.isGlobal ? outcome.afterMs : Math.max(outcome.afterMs, waitAfter(row.attempts)),
      });
    case 'notSent':
      return tryLater(tx, row, {
        nowMs,
        senders,
        attempts: row.attempts + 1,
        waitMs: waitAfter(row.attempts),
      });
  }
}

type Later = {
  readonly nowMs: number;
  readonly senders: readonly Channel[];
  readonly attempts: number;
  readonly waitMs: number;
};

async function tryLater(tx: DomainTx, row: OutboxRow, later: Later): Promise<void> {
  const { nowMs, senders, attempts, waitMs } = later;
  const triedForMs = nowMs - (row.first_try_ms ?? nowMs);
  const { fallbackMinutes } = await readRules(tx);
  if (fallbackMinutes !== null && triedForMs >= fallbackMinutes * 60_000) {
    const next = (await nextRoutes(tx, [row], senders)).get(row.id);
    if (next !== undefined) return moveTo(tx, row, next, nowMs);
  }
  if (triedForMs >= GIVEN_UP_AFTER)
    return endWith(tx, { ...row, cost: 0 }, { state: 'failed', channel: row.channel, reason: 'notReached' });
  await tx
    .local<OutboxTables>()
    .updateTable('outbox')
    .set({
      state: 'queued',
      attempts,
      not_before_ms: nowMs + waitMs,
      claimed_by: null,
      claimed_ms: null,
      sent_ms: null,
      cost: 0,
    })
    .where('id', '=', row.id)
    .execute();
}

/** The way is closed from the other side: nothing else is sent on it until it is opened again. */
async function noteBlocked(tx: DomainTx, row: OutboxRow): Promise<void> {
  await record(tx, contactTable, factId('contact', row.recipient_id, row.channel), {
    blocked_at: tx.at,
  });
}

/**
 * What other processes had on its way when they ended: it may have arrived, and is not sent again by itself. Out: how many.
 * In: the process that sends now.
 */
export async function noteInterrupted(tx: DomainTx, by: string): Promise<number> {
  const rows = await tx
    .read<OutboxTables>()
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'sending')
    .where('claimed_by', '<>', by)
    .execute();
  for (const row of rows)
    await endWith(tx, row, { state: 'unsure', channel: row.channel, reason: 'interrupted' });
  return rows.length;
}
