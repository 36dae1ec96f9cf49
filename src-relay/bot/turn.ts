/** Of several processes over one database one fetches what the bot is told: Telegram refuses a second one. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { endTurn, takeTurn, TURN_MS } from '../../src-core/messages/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';

type TurnParts = {
  readonly store: DomainStore;
  readonly now: () => number;
  /** No other process can be over this database. */
  readonly isAlone: boolean;
  /** Ends it all. */
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
};

/** How often the turn is asked for, or kept; milliseconds. */
const ASK_EVERY = TURN_MS / 5;

const INTENT = { actor: 'relay', action: 'bot.turn' };

/**
 * Does the work whenever it is this process's turn, until `signal` ends it. The work's own signal ends where the turn may have gone to another
 * process: the database was away for as long as a turn lasts.
 */
export async function inTurn(parts: TurnParts, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { store, now, isAlone, signal, onError } = parts;
  if (isAlone) return work(signal);
  const by = randomUUID();
  let heldAt = -Infinity;
  const ask = async (): Promise<boolean> => {
    const askedAt = performance.now();
    try {
      const { value } = await store.write(INTENT, (tx) => takeTurn(tx, by, now(), false, 'poll'));
      heldAt = value.isMine ? askedAt : -Infinity;
    } catch (error) {
      onError(error);
    }
    // A database that does not answer leaves the turn with whoever had it, for as long as it lasts.
    return performance.now() - heldAt < TURN_MS - ASK_EVERY;
  };
  const pause = (until: AbortSignal): Promise<void> =>
    delay(ASK_EVERY, undefined, { signal: until }).catch(() => undefined);

  while (!signal.aborted) {
    if (!(await ask())) {
      await pause(signal);
      continue;
    }
    const lost = new AbortController();
    const both = AbortSignal.any([signal, lost.signal]);
    const working = work(both);
    while (!both.aborted) {
      await pause(both);
      if (!both.aborted && !(await ask())) lost.abort();
    }
    await working;
  }
  await store.write(INTENT, (tx) => endTurn(tx, by, 'poll')).catch(onError);
}
