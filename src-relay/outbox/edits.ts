/** Edits what was sent and stands there still, where what it is about has changed; within the limits of the channel, after its messages. */
import type { SendOutcome } from '../../src-core/messages/index.ts';
import type { Lane } from './lane.ts';
import type { Edit, Follower } from './sender.ts';

export type Editor = {
  /** Goes on with what there is to be edited, as far as the limits let it; where it is at it already, nothing. */
  readonly look: () => void;
  /** Whether it has more to edit than the limits have let through; false while the channel leads nowhere. */
  readonly hasMore: () => boolean;
  /** Waits until it has nothing under way. */
  readonly settled: () => Promise<void>;
};

type EditorParts = {
  readonly follower: Follower;
  /** Its limits are those of the messages too. */
  readonly lane: Lane;
  /** Milliseconds that an answer is waited for. */
  readonly patienceMs: number;
  readonly onError: (error: unknown) => void;
};

/** Places within each second that are left to messages: what is new goes before what is put right. */
const LEFT_FREE = 10;
/** Requests for one edit that get no answer, or a bad one; after them it is left alone, so that the others are not held up. */
const MOST_TRIES = 5;

type Waiting = { readonly edit: Edit; tries: number };

export const createEditor = ({ follower, lane, patienceMs, onError }: EditorParts): Editor => {
  let running: Promise<void> | undefined;
  let waiting: Waiting[] = [];
  let done: (() => Promise<void>) | undefined;

  const tend = async (one: Waiting): Promise<'done' | 'later'> => {
    const act = await one.edit.prepare();
    if (act === null) return 'done';
    lane.limiter.count(one.edit.address);
    const outcome = await act(AbortSignal.timeout(patienceMs)).catch((error: unknown): SendOutcome => {
      onError(error);
      return { kind: 'unsure' };
    });
    if (outcome.kind === 'retry' && outcome.isGlobal) lane.limiter.pause(outcome.afterMs);
    lane.health.note(outcome);
    if (outcome.kind === 'sent' || outcome.kind === 'refused') return 'done';
    // Twice the same edit is one: it is tried again, whatever became of the first.
    if (outcome.kind !== 'retry' || !outcome.isGlobal) one.tries += 1;
    return one.tries < MOST_TRIES ? 'later' : 'done';
  };

  const work = async (): Promise<void> => {
    if (done === undefined) {
      const found = await follower.find();
      if (found === null) return;
      waiting = found.edits.map((edit) => ({ edit, tries: 0 }));
      ({ done } = found);
    }
    const later: Waiting[] = [];
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const isRoom = lane.health.downSince() === null && lane.room() > 0 && lane.limiter.room() > LEFT_FREE;
      if (!isRoom) {
        later.push(one, ...waiting);
        waiting = [];
      } else if (lane.busy().includes(one.edit.address) || (await tend(one)) === 'later') later.push(one);
    }
    waiting = later;
    if (waiting.length > 0) return;
    await done();
    done = undefined;
  };

  return {
    look: () => {
      running ??= work()
        .catch(onError)
        .finally(() => {
          running = undefined;
        });
    },
    hasMore: () => done !== undefined && lane.health.downSince() === null,
    settled: async () => {
      await running;
    },
  };
};
