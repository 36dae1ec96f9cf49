/** Members of the fake Bot API: people with a phone, who write, press buttons, block and come back. */
import type { Chats, FakeMessage } from './fakeChats.ts';
import type { Updates } from './fakeUpdates.ts';

export type FakeMember = {
  readonly id: number;
  /** Presses Start: `/start` with or without a payload. */
  readonly start: (payload?: string) => void;
  readonly write: (text: string) => void;
  /** Presses a button by what stands on it (or the beginning of it), on the newest message that has it. */
  readonly press: (label: string) => void;
  /** What no Telegram app would send: made-up data, on any message number. */
  readonly forge: (data: string, messageId?: number) => void;
  /** Deletes all that the bot has written, as a member may. */
  readonly clear: () => void;
  /** `isTold`: Telegram brings the news of it, which is usual; without it the bot finds out when it writes next. */
  readonly block: (how?: { readonly isTold: boolean }) => void;
  readonly unblock: () => void;
  /** What the bot has written, as it stands now. */
  readonly sees: () => readonly FakeMessage[];
  /** The newest message that contains the text (and was sent after the member's last act where `isNew`); waits for it. */
  readonly waitFor: (text: string | RegExp, ms?: number) => Promise<FakeMessage>;
  /** The short notes over a pressed button, oldest first. */
  readonly toasts: () => readonly string[];
  /** Button presses that the bot has answered. */
  readonly answered: () => number;
};

type Parts = {
  readonly chats: Chats;
  readonly updates: Updates;
  readonly until: (test: () => boolean, what: string, ms?: number) => Promise<void>;
  readonly changed: () => void;
};

type Named = { readonly firstName?: string; readonly languageCode?: string };

const holds = (message: FakeMessage, text: string | RegExp): boolean =>
  typeof text === 'string' ? message.text.includes(text) : text.test(message.text);

export const createMembers = ({ chats, updates, until, changed }: Parts) => {
  const byId = new Map<number, FakeMember>();
  /** Who pressed, by the id of the press. */
  const presses = new Map<string, number>();
  const toasts = new Map<number, string[]>();
  const answeredPresses = new Map<number, Set<string>>();
  let ids = 5_000;

  const meet = (id: number, { firstName = 'Айдана', languageCode = 'ru' }: Named): FakeMember => {
    const chat = chats.open(String(id), 'private');
    const from = { id, is_bot: false, first_name: firstName, language_code: languageCode };
    const inChat = { id, type: 'private', first_name: firstName };
    const date = (): number => Math.floor(Date.now() / 1000);
    const sees = (): readonly FakeMessage[] => chat.messages.filter(({ isDeleted }) => !isDeleted);
    const write = (text: string): void => {
      chat.hasStarted = true;
      ids += 1;
      const command = /^\/\w+/.exec(text)?.[0];
      updates.add({
        message: {
          message_id: ids,
          from,
          chat: inChat,
          date: date(),
          text,
          ...(command === undefined
            ? {}
            : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] }),
        },
      });
    };
    const forge = (data: string, messageId = 1): void => {
      ids += 1;
      const query = `press-${ids}`;
      presses.set(query, id);
      const message = chat.messages.find((one) => one.messageId === messageId);
      updates.add({
        callback_query: {
          id: query,
          from,
          chat_instance: '1',
          data,
          message: { message_id: messageId, chat: inChat, date: date(), text: message?.text ?? '' },
        },
      });
    };
    const setBlocked = (isBlocked: boolean, isTold = true): void => {
      chat.isBlocked = isBlocked;
      if (!isTold) return;
      const state = (isMember: boolean) => ({
        status: isMember ? 'member' : 'kicked',
        user: { id: 1234567, is_bot: true, first_name: 'Orda' },
        ...(isMember ? {} : { until_date: 0 }),
      });
      updates.add({
        my_chat_member: {
          chat: inChat,
          from,
          date: date(),
          old_chat_member: state(isBlocked),
          new_chat_member: state(!isBlocked),
        },
      });
    };
    return {
      id,
      start: (payload) => write(payload === undefined ? '/start' : `/start ${payload}`),
      write,
      press: (label) => {
        const found = sees()
          .toReversed()
          .flatMap(({ messageId, buttons }) => buttons.flat().map((button) => ({ messageId, button })))
          .find(({ button }) => button.text.startsWith(label) && button.callback_data !== undefined);
        if (found === undefined) {
          const seen = sees().map(({ text, buttons }) => [text, buttons.flat().map((one) => one.text)]);
          throw new Error(`no button "${label}"; there is ${JSON.stringify(seen)}`);
        }
        forge(found.button.callback_data ?? '', found.messageId);
      },
      forge,
      clear: () => {
        for (const { messageId } of sees()) chats.remove(String(id), messageId);
      },
      block: ({ isTold } = { isTold: true }) => setBlocked(true, isTold),
      unblock: () => setBlocked(false),
      sees,
      waitFor: async (text, ms) => {
        const newest = (): FakeMessage | undefined => sees().findLast((message) => holds(message, text));
        await until(() => newest() !== undefined, `a message with ${text} to ${id}`, ms);
        return newest() as FakeMessage;
      },
      toasts: () => toasts.get(id) ?? [],
      answered: () => answeredPresses.get(id)?.size ?? 0,
    };
  };

  return {
    of: (id: number, named: Named = {}): FakeMember => {
      const known = byId.get(id);
      if (known !== undefined) return known;
      const member = meet(id, named);
      byId.set(id, member);
      return member;
    },
    /** The bot answered a press. */
    answered: (query: string, text: string): void => {
      const id = presses.get(query);
      if (id === undefined) return;
      answeredPresses.set(id, (answeredPresses.get(id) ?? new Set()).add(query));
      if (text !== '') toasts.set(id, [...(toasts.get(id) ?? []), text]);
      changed();
    },
  };
};
