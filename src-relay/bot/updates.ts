/** Sees to each update once: answers it, notes it. What comes twice is answered once. */
import type { DomainStore } from '../../src-core/store/index.ts';
import { DatabaseAwayError } from '../../src-core/store/index.ts';
import { readAct } from './acts.ts';
import type { Act } from './acts.ts';
import { closeUpdate, isKnownUpdate } from './chats.store.ts';
import type { Dialog } from './dialog.ts';
import type { Reply } from './reply.ts';
import { hashOfScreen } from './screenHash.ts';

export type UpdatesParts = {
  readonly store: DomainStore;
  readonly now: () => number;
  readonly dialog: Dialog;
  readonly voice: (act: Act, reply: Reply) => Promise<number | null>;
  readonly onError: (error: unknown) => void;
};

/** One update as it came. Rejects only where the database is away: then it is to come again. */
export type TakeUpdate = (update: unknown) => Promise<void>;

export const createUpdates = ({ store, now, dialog, voice, onError }: UpdatesParts): TakeUpdate => {
  /** What a chat does is answered in its order; chats do not wait for each other. */
  const turns = new Map<string, Promise<void>>();

  const see = async (act: Act): Promise<void> => {
    if (await isKnownUpdate(store, act.updateId)) return;
    let reply: Reply = {};
    try {
      reply = await dialog(act);
    } catch (error) {
      if (error instanceof DatabaseAwayError) throw error;
      // It would fail again: the others are not to wait for it.
      onError(error);
    }
    const standsAt = await voice(act, reply);
    await closeUpdate(store, {
      updateId: act.updateId,
      nowMs: now(),
      chatId: act.chatId,
      state: reply.state,
      stands:
        standsAt === null || reply.screen === undefined
          ? undefined
          : { messageId: standsAt, card: reply.card ?? null, shown: hashOfScreen(reply.screen) },
    });
  };

  return async (update) => {
    const act = readAct(update);
    if (act === null) return;
    const before = turns.get(act.chatId) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => see(act));
    turns.set(act.chatId, mine);
    try {
      await mine;
    } finally {
      if (turns.get(act.chatId) === mine) turns.delete(act.chatId);
    }
  };
};
