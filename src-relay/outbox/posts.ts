/** Puts posts into channels, and edits them when what they are about changes. */
import { claimPost, duePosts, noteDoubtfulPosts, notePosted } from '../../src-core/messages/index.ts';
import type { DuePost, SendOutcome } from '../../src-core/messages/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { Lane } from './lane.ts';
import type { Sender } from './sender.ts';

export type Poster = {
  /** Begins with what is due; where it is at it already, nothing. */
  readonly look: () => void;
  /** Waits until it has nothing under way. */
  readonly settled: () => Promise<void>;
};

type PosterParts = {
  readonly store: DomainStore;
  readonly sender: Sender;
  /** Its limits are those of the members' messages too. */
  readonly lane: Lane;
  readonly by: string;
  readonly now: () => number;
  readonly patienceMs: number;
  readonly onError: (error: unknown) => void;
};

const INTENT = { actor: 'relay', action: 'messages.post' };

export const createPoster = ({ store, sender, lane, by, now, patienceMs, onError }: PosterParts): Poster => {
  let running: Promise<void> | undefined;

  const tend = async (post: DuePost): Promise<void> => {
    const { outgoing } = post;
    if (lane.room() === 0 || lane.busy().includes(outgoing.address)) return;
    if (outgoing.external === null) {
      const { value } = await store.write(INTENT, (tx) => claimPost(tx, outgoing.id, by, now()));
      if (!value) return;
    }
    lane.limiter.count(outgoing.address);
    const outcome = await sender
      .send(outgoing, AbortSignal.timeout(patienceMs))
      .catch((error: unknown): SendOutcome => {
        onError(error);
        return { kind: 'unsure' };
      });
    if (outcome.kind === 'retry' && outcome.isGlobal) lane.limiter.pause(outcome.afterMs);
    lane.health.note(outcome);
    await store.write(INTENT, (tx) => notePosted(tx, post, outcome));
  };

  const work = async (): Promise<void> => {
    await noteDoubtfulPosts(store, now());
    for (const post of await duePosts(store, now())) await tend(post);
  };

  return {
    look: () => {
      running ??= work()
        .catch(onError)
        .finally(() => {
          running = undefined;
        });
    },
    settled: async () => {
      await running;
    },
  };
};
