/**
 * The outbox of a relay: puts the people of due messages into the queue, sends what is queued within the limits of each channel, and notes
 * what became of it. Before a request its row is committed as on its way; what is found so after a crash is unsure and not sent again.
 */
import { randomUUID } from 'node:crypto';
import {
  endTurn,
  expandDue,
  fallThrough,
  followEvents,
  noteInterrupted,
  noteOutcomes,
  notePostsInterrupted,
  passUnseen,
  publishOnPage,
  readRules,
  sweepOutbox,
  takeAgain,
  takeBatch,
  takeTurn,
} from '../../src-core/messages/index.ts';
import type { Outgoing, SendOutcome } from '../../src-core/messages/index.ts';
import type { Channel } from '../../src-core/reach/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import { createLane } from './lane.ts';
import type { Lane } from './lane.ts';
import { LIMITS } from './limiter.ts';
import type { ChannelLimits } from './limiter.ts';
import { createPoster } from './posts.ts';
import { createEditor } from './edits.ts';
import type { Follower, Sender } from './sender.ts';

export type OutboxParts = {
  readonly store: DomainStore;
  /** At most one for each channel. */
  readonly senders: readonly Sender[];
  /** Of the bot: what stands in chats and follows what it is about. */
  readonly follower?: Follower | undefined;
  readonly now: () => number;
  /** No other process can be over this database. */
  readonly isAlone: boolean;
  /** Hears of each request by its channel and the kind of its outcome. */
  readonly onOutcome?: (channel: Channel, kind: SendOutcome['kind']) => void;
  readonly onError: (error: unknown) => void;
  /** Waits; a test's clock may go faster. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly limits?: Readonly<Partial<Record<Channel, ChannelLimits>>>;
};

export type Outbox = {
  /** One look at everything that is due; out: milliseconds until the next one makes sense, and whether nothing is to be done until then. */
  readonly tick: () => Promise<{ readonly nextMs: number; readonly isIdle: boolean }>;
  /** Looks again and again until it is closed. */
  readonly run: () => void;
  /** Looks until all that is due now has been sent; `pass` lets the time of limits go by. For tests, and for a clock that they hold. */
  readonly drain: (pass: (ms: number) => void) => Promise<void>;
  /** Claims nothing more, waits for what is under way, notes it. */
  readonly close: () => Promise<void>;
};

/** How often what is due is looked for, milliseconds; a commit is heard of at once. */
const LOOK_EVERY = 1_000;
/** Between two claims: each is a transaction. */
const STEP = 100;
const FOLLOW_EVERY = 15_000;
const SWEEP_EVERY = 6 * 3_600_000;
/** Milliseconds that an answer is waited for. */
const PATIENCE = 30_000;
/** After an error that is nobody's: the database may be away. */
const AFTER_ERROR = 5_000;

/** Whatever changes here may make something due. */
const WATCHED = ['message', 'event', 'channel_post'];

const INTENT = { actor: 'relay', action: 'messages.send' };

const pauseFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });

export const createOutbox = (parts: OutboxParts): Outbox => {
  const { store, now, isAlone, onError, pause = pauseFor } = parts;
  const by = randomUUID();
  const channels: readonly Channel[] = ['page', ...parts.senders.map(({ channel }) => channel)];
  const lanes: readonly Lane[] = parts.senders.map((sender) =>
    createLane({
      sender,
      limits: parts.limits?.[sender.channel] ?? LIMITS[sender.channel === 'page' ? 'email' : sender.channel],
      now,
      patienceMs: PATIENCE,
      onOutcome: ({ kind }) => {
        parts.onOutcome?.(sender.channel, kind);
        wake();
      },
      onError,
    }),
  );
  const bot = parts.senders.find(({ channel }) => channel === 'bot');
  const botLane = lanes.find(({ channel }) => channel === 'bot');
  const poster =
    bot === undefined || botLane === undefined
      ? undefined
      : createPoster({ store, sender: bot, lane: botLane, by, now, patienceMs: PATIENCE, onError });
  const editor =
    parts.follower === undefined || botLane === undefined
      ? undefined
      : createEditor({ follower: parts.follower, lane: botLane, patienceMs: PATIENCE, onError });
  let isMine = false;
  let isClosing = false;
  let lookAt = 0;
  let followAt = 0;
  let sweepAt = now() + SWEEP_EVERY;
  let sleeping = new AbortController();
  const wake = (): void => sleeping.abort();

  /** What needs no request: due messages into the queue, pages, wishes of the desks. */
  const look = async (): Promise<void> => {
    const nowMs = now();
    lookAt = nowMs + LOOK_EVERY;
    await expandDue(store, nowMs, channels);
    await takeAgain(store, nowMs, channels);
    await passUnseen(store, nowMs, channels);
    for (const { channel, health } of lanes) {
      const since = health.downSince();
      if (since !== null && (await isLongAgo(since))) await fallThrough(store, channel, nowMs, channels);
    }
    await publishOnPage(store, nowMs, channels);
    editor?.look();
    if (nowMs >= followAt) {
      followAt = nowMs + FOLLOW_EVERY;
      await followEvents(store, nowMs);
      poster?.look();
    }
    if (nowMs >= sweepAt) {
      sweepAt = nowMs + SWEEP_EVERY;
      await sweepOutbox(store, nowMs);
    }
  };

  const isLongAgo = async (since: number): Promise<boolean> => {
    const { fallbackMinutes } = await readRules(store);
    return fallbackMinutes !== null && now() - since >= fallbackMinutes * 60_000;
  };

  /** One transaction: whose turn it is, what came of requests, what is claimed. Out: what was claimed, by lane. */
  const step = async (): Promise<readonly (readonly [Lane, readonly Outgoing[]])[]> => {
    const came = lanes.map((lane) => [lane, lane.outcomes()] as const);
    try {
      const { value } = await store.write(INTENT, async (tx) => {
        const nowMs = now();
        const turn = await takeTurn(tx, by, nowMs, isAlone);
        if (turn.isNew) {
          await noteInterrupted(tx, by);
          await notePostsInterrupted(tx, by);
        }
        for (const [, outcomes] of came) await noteOutcomes(tx, outcomes, by, nowMs, channels);
        const claimed: (readonly [Lane, readonly Outgoing[]])[] = [];
        if (turn.isMine && !isClosing)
          for (const lane of lanes) {
            const limit = lane.room();
            if (limit === 0) continue;
            const take = { nowMs, by, channel: lane.channel, limit, busy: lane.busy(), senders: channels };
            claimed.push([lane, await takeBatch(tx, take)]);
          }
        return { claimed, isMine: turn.isMine };
      });
      ({ isMine } = value);
      return value.claimed;
    } catch (error) {
      for (const [lane, outcomes] of came) lane.giveBack(outcomes);
      throw error;
    }
  };

  const tick: Outbox['tick'] = async () => {
    const claimed = await step();
    for (const [lane, batch] of claimed) for (const outgoing of batch) lane.start(outgoing);
    const isLooking = isMine && !isClosing && now() >= lookAt;
    if (isLooking) await look();
    // A lane that got all that it asked for, or was not asked for want of room, may have more to do.
    const asked = new Map(claimed.map(([lane, batch]) => [lane, batch.length]));
    const waits = lanes.flatMap((lane) => {
      const got = asked.get(lane);
      if (lane.hasOutcomes()) return [STEP];
      if (got === undefined)
        return isMine && lane.inFlight().length === 0 ? [Math.max(STEP, lane.waitMs())] : [];
      return got > 0 ? [Math.max(STEP, lane.waitMs())] : [];
    });
    const nextMs = Math.min(...waits, Math.max(STEP, isMine ? lookAt - now() : LOOK_EVERY));
    const isSending = lanes.some((lane) => lane.inFlight().length > 0 || lane.hasOutcomes());
    // What was just looked for may be claimed at once.
    if (isLooking) return { nextMs: 0, isIdle: false };
    return {
      nextMs,
      isIdle: !isSending && editor?.hasMore() !== true && [...asked.values()].every((got) => got === 0),
    };
  };

  let running: Promise<void> | undefined;
  const stopHearing = store.onCommit(({ tables }) => {
    if (!WATCHED.some((table) => tables.has(table))) return;
    lookAt = 0;
    followAt = 0;
    wake();
  });
  const loop = async (): Promise<void> => {
    let earliest = 0;
    while (!isClosing) {
      sleeping = new AbortController();
      let nextMs = AFTER_ERROR;
      try {
        ({ nextMs } = await tick());
      } catch (error) {
        onError(error);
      }
      earliest = now() + STEP;
      if (!isClosing) await pause(nextMs, sleeping.signal);
      // However often it is woken, there is a step between two transactions.
      const early = earliest - now();
      if (!isClosing && early > 0) await pause(early, new AbortController().signal);
    }
  };

  const settle = async (): Promise<void> => {
    while (lanes.some((lane) => lane.inFlight().length > 0))
      await Promise.all(lanes.flatMap((lane) => lane.inFlight()));
    await poster?.settled();
    await editor?.settled();
  };

  return {
    tick,
    run: () => {
      running ??= loop();
    },
    drain: async (pass) => {
      for (;;) {
        const { nextMs, isIdle } = await tick();
        if (isIdle) {
          // A limit that is full hides what there is; a channel that is down is left for later.
          const full = lanes.filter(({ limiter }) => limiter.waitMs() > 0 || limiter.busy().length > 0);
          const short = Math.min(...full.map(({ limiter }) => Math.max(STEP, limiter.waitMs())));
          if (full.length === 0 || short > LOOK_EVERY * 2) return;
          pass(short);
          continue;
        }
        await settle();
        pass(nextMs);
      }
    },
    close: async () => {
      isClosing = true;
      stopHearing();
      wake();
      await running;
      await settle();
      try {
        await step();
        await store.write(INTENT, (tx) => endTurn(tx, by));
      } catch (error) {
        // What was under way is unsure then, as after a crash.
        onError(error);
      }
      for (const sender of parts.senders) await sender.close?.();
    },
  };
};
