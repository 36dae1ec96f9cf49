/**
 * When a round with another node runs: soon after a commit here, at once on news from there, every half minute, and when somebody asks.
 * There is one round at a time. One that fails is tried again later and later, each laptop at a moment of its own.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { troubleOf } from './trouble.ts';

type RoundsParts = {
  /** One round. Throws where it broke off. */
  readonly run: () => Promise<void>;
  /** Waits for news from the other side; out: whether it still is news when the running round has ended. Throws where it cannot wait. */
  readonly listen: (signal: AbortSignal) => Promise<() => boolean>;
  /** Looks at what was written here; out: whether there is anything to send. */
  readonly look: () => boolean;
  /** Between 0 and 1. */
  readonly random: () => number;
};

export type Rounds = {
  /** Something was written here. */
  readonly noteCommit: () => void;
  /** A round at once, however many have failed; ends with it and throws nothing. */
  readonly now: () => Promise<void>;
  /** Begins no further round and waits for the one that runs. */
  readonly stop: () => Promise<void>;
};

/** Milliseconds. A commit waits this long for others: arrivals of a moment go together. */
const GATHER = 300;
/** The same for what others write: a server that always has news is no reason to ask without end. */
const BREATH = 100;
const EVERY = 30_000;
const FIRST_REST = 1_000;
const LONGEST_REST = 60_000;

/** Milliseconds until the next try after so many failures; up to a half is chance, lest all laptops come at once. */
export const restAfter = (failures: number, random: number): number =>
  Math.min(FIRST_REST * 2 ** (failures - 1), LONGEST_REST) * (0.5 + random / 2);

/** What another try soon will not mend. */
const LASTING = new Set(['revoked', 'refused', 'protocol', 'noKey']);

/** Starts with a round at once. */
export const createRounds = ({ run, listen, look, random }: RoundsParts): Rounds => {
  const ending = new AbortController();
  let running: Promise<void> | undefined;
  let listening: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let isWanted = false;
  let failures = 0;
  /** Waits for news in a row that came to nothing. */
  let unheard = 0;

  const isStopped = (): boolean => ending.signal.aborted;

  const startIn = (ms: number): void => {
    clearTimeout(timer);
    if (isStopped()) return;
    timer = setTimeout(() => void start(), ms);
    timer.unref();
  };

  const rest = (error: unknown): number => {
    const { problem, retryAfterMs } = troubleOf(error);
    if (retryAfterMs !== null) return retryAfterMs * (1 + random() / 4);
    return restAfter(LASTING.has(problem) ? 60 : failures, random());
  };

  const runOnce = async (): Promise<void> => {
    let restMs: number;
    try {
      await run();
      failures = 0;
      hear();
      restMs = isWanted ? 0 : EVERY;
    } catch (error) {
      failures += 1;
      restMs = rest(error);
    }
    running = undefined;
    startIn(restMs);
  };

  const start = (): Promise<void> => {
    if (isStopped()) return Promise.resolve();
    if (running !== undefined) {
      isWanted = true;
      return running;
    }
    clearTimeout(timer);
    isWanted = false;
    running = runOnce();
    return running;
  };

  const hear = (): void => {
    if (listening !== undefined || isStopped()) return;
    listening = hearOn().finally(() => {
      listening = undefined;
    });
  };

  const hearOn = async (): Promise<void> => {
    while (failures === 0 && !isStopped()) {
      try {
        const isNews = await listen(ending.signal);
        unheard = 0;
        await running;
        if (isNews()) await start();
        await wait(BREATH, undefined, { ref: false, signal: ending.signal });
      } catch {
        // Gone, restarted, or shut out meanwhile: a round tells. Where there is no waiting at all, rounds become rarer.
        unheard += 1;
        if (running === undefined) startIn(Math.min(restAfter(unheard, random()), EVERY));
        return;
      }
    }
  };

  void start();
  return {
    noteCommit: () => {
      if (isStopped()) return;
      gathering ??= setTimeout(() => {
        gathering = undefined;
        if (look() && failures === 0) void start();
      }, GATHER);
      gathering.unref();
    },
    now: async () => {
      // What was written just now goes with a round that begins now; one that runs may be past it.
      await running;
      await start();
    },
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      clearTimeout(gathering);
      await Promise.all([running, listening]);
    },
  };
};
