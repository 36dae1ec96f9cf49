/** One channel of the outbox: what is on its way there, what came of it, and how much more may go. */
import type { NotedOutcome, Outgoing, SendOutcome } from '../../src-core/messages/index.ts';
import { createHealth } from './health.ts';
import type { ChannelHealth } from './health.ts';
import { createLimiter } from './limiter.ts';
import type { ChannelLimits, Limiter } from './limiter.ts';
import type { Sender } from './sender.ts';

export type Lane = {
  readonly channel: Sender['channel'];
  readonly limiter: Limiter;
  readonly health: ChannelHealth;
  /** How many may be claimed now. */
  readonly room: () => number;
  /** Addresses that get nothing now: those that just had something, and those that a request is under way to. */
  readonly busy: () => readonly string[];
  /** Sends what was claimed; its outcome comes to `outcomes`. */
  readonly start: (outgoing: Outgoing) => void;
  /** Takes what came meanwhile. If it cannot be noted, give it back. */
  readonly outcomes: () => readonly NotedOutcome[];
  readonly giveBack: (outcomes: readonly NotedOutcome[]) => void;
  readonly hasOutcomes: () => boolean;
  /** Requests that wait for their answer. */
  readonly inFlight: () => readonly Promise<void>[];
  /** Milliseconds until it makes sense to claim again. */
  readonly waitMs: () => number;
};

type LaneParts = {
  readonly sender: Sender;
  readonly limits: ChannelLimits;
  readonly now: () => number;
  /** Milliseconds that an answer is waited for. */
  readonly patienceMs: number;
  readonly onOutcome: (outcome: SendOutcome) => void;
  readonly onError: (error: unknown) => void;
};

/** Rows that one claim takes at most: so many are unsure after a power cut. */
const AT_ONCE = 10;

export const createLane = (parts: LaneParts): Lane => {
  const { sender, limits, now, patienceMs } = parts;
  const limiter = createLimiter(limits, now);
  const health = createHealth(now);
  const running = new Map<Promise<void>, string>();
  let came: NotedOutcome[] = [];

  const send = async (outgoing: Outgoing): Promise<SendOutcome> => {
    try {
      return await sender.send(outgoing, AbortSignal.timeout(patienceMs));
    } catch (error) {
      // A sender that breaks has said nothing of what it had done by then.
      parts.onError(error);
      return { kind: 'unsure' };
    }
  };

  const carry = async (outgoing: Outgoing): Promise<void> => {
    const outcome = await send(outgoing);
    if (outcome.kind === 'retry' && outcome.isGlobal) limiter.pause(outcome.afterMs);
    health.note(outcome);
    came.push({ id: outgoing.id, outcome });
    parts.onOutcome(outcome);
  };

  const start = (outgoing: Outgoing): void => {
    limiter.count(outgoing.address);
    const mine = carry(outgoing).finally(() => running.delete(mine));
    running.set(mine, outgoing.address);
  };

  return {
    channel: sender.channel,
    limiter,
    health,
    room: () => {
      if (health.downSince() !== null)
        return health.waitMs() === 0 && running.size === 0 ? limiter.room() && 1 : 0;
      return Math.max(0, Math.min(limiter.room(), limits.inFlight - running.size, AT_ONCE));
    },
    busy: () => [...new Set([...limiter.busy(), ...running.values()])],
    start,
    outcomes: () => {
      const taken = came;
      came = [];
      return taken;
    },
    giveBack: (outcomes) => {
      came = [...outcomes, ...came];
    },
    hasOutcomes: () => came.length > 0,
    inFlight: () => [...running.keys()],
    waitMs: () => Math.max(limiter.waitMs(), health.waitMs()),
  };
};
