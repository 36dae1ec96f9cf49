/** Cards in chats follow what they are about: answered on the page or at a desk, moved, called off, they are edited to say so. */
import type { Api } from 'node-telegram-bot-api';
import type { SendOutcome } from '../../src-core/messages/index.ts';
import { event } from '../../src-core/members/index.ts';
import { isChatClosed, noteBlocked } from '../../src-core/reach/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { Edit, Follower } from '../outbox/sender.ts';
import {
  changedSince,
  concernedBy,
  headOf,
  noteFollowed,
  noteStanding,
  readFollowed,
  standingAs,
} from './cards.store.ts';
import type { Followed } from './cards.store.ts';
import { eventScreen } from './eventScreens.ts';
import { hashOfScreen } from './screenHash.ts';
import { messageOf } from './screen.rules.ts';
import type { Screen } from './screen.rules.ts';
import { outcomeOf } from './telegramErrors.ts';
import { readerInChat } from './visitor.ts';

type Parts = {
  readonly api: Api;
  readonly store: DomainStore;
  readonly now: () => number;
};

/** Lines of the log without anything for cards, after which it is noted that they were looked at. */
const FEW_LINES = 500;

const INTENT = { actor: 'relay', action: 'bot.card' };

export const createCardFollower = ({ api, store, now }: Parts): Follower => {
  /** What the card is to say now; null where it is nobody's, or its event is over or gone. */
  const screenOf = async ({ chatId, personId, eventId }: Followed): Promise<Screen | null> => {
    const reader = await readerInChat(store, chatId, personId, now());
    if (reader === null || (await isChatClosed(store, chatId))) return null;
    const found = await event(store, personId, eventId, now());
    return found === null || found.endsAt <= reader.wall ? null : eventScreen(found, reader);
  };

  const ask = async ({ chatId, messageId }: Followed, screen: Screen, signal: AbortSignal) => {
    try {
      await api.editMessageText({ chat_id: chatId, message_id: messageId, ...messageOf(screen) }, signal);
      return { kind: 'sent', external: String(messageId) } as const;
    } catch (error) {
      return outcomeOf(error, { isGroup: false });
    }
  };

  const note = async (card: Followed, screen: Screen, outcome: SendOutcome): Promise<void> => {
    const { chatId, messageId } = card;
    if (outcome.kind !== 'sent' && outcome.kind !== 'refused') return;
    await store.write(INTENT, async (tx) => {
      if (outcome.kind === 'refused' && outcome.reason !== 'rejected') await noteBlocked(tx, chatId, true);
      const isCard = outcome.kind === 'sent';
      // What cannot be edited (too old, deleted by the member) is no card any more.
      await noteStanding(
        tx,
        chatId,
        { messageId, card: isCard ? card : null, shown: hashOfScreen(screen) },
        now(),
      );
    });
  };

  const editOf = (card: Followed): Edit => ({
    address: card.chatId,
    prepare: async () => {
      // It may have been pressed since, and show a list by now.
      const { isCard, shown } = await standingAs(store, card);
      const screen = isCard ? await screenOf(card) : null;
      if (screen === null || hashOfScreen(screen) === shown) return null;
      return async (signal) => {
        const outcome = await ask(card, screen, signal);
        await note(card, screen, outcome);
        return outcome;
      };
    },
  });

  return {
    find: async () => {
      const headSeq = await headOf(store);
      const afterSeq = await readFollowed(store);
      const done = async (seq: number): Promise<void> => {
        await store.write(INTENT, (tx) => noteFollowed(tx, seq));
      };
      if (afterSeq === undefined) {
        await done(headSeq);
        return null;
      }
      if (headSeq <= afterSeq) return null;
      const { changed, untilSeq } = await changedSince(store, afterSeq, headSeq);
      // Looking once more at a few lines costs less than a commit each second.
      if (changed.length === 0 && untilSeq - afterSeq < FEW_LINES) return null;
      const found = new Map<string, Followed>();
      for (const change of changed)
        for (const card of await concernedBy(store, change))
          found.set(`${card.chatId} ${card.messageId}`, card);
      return { edits: [...found.values()].map(editOf), done: () => done(untilSeq) };
    },
  };
};
