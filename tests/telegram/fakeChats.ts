/** What the fake Bot API remembers: chats, the messages in them, the limits, and what was pressed. */

export type FakeButton = {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
  readonly web_app?: { readonly url: string };
};

/** A message of the bot as it stands in the chat now. */
export type FakeMessage = {
  readonly messageId: number;
  readonly chatId: string;
  /** The text; of a picture its caption. */
  readonly text: string;
  readonly buttons: readonly (readonly FakeButton[])[];
  /** The bytes of the picture; null for a message without one. */
  readonly photo: Uint8Array | null;
  /** How often it was edited. */
  readonly edits: number;
  readonly isDeleted: boolean;
  /** Milliseconds, by the clock of the fake. */
  readonly sentMs: number;
};

/** A message at the moment when it was taken in, whatever became of it later. */
export type SentMessage = Pick<FakeMessage, 'chatId' | 'text' | 'sentMs'>;

export type Limits = {
  /** Messages a second in all. */
  readonly perSecond: number;
  /** Messages a second to one private chat. */
  readonly perChatSecond: number;
  /** Messages a minute to one group or channel. */
  readonly perGroupMinute: number;
};

/** What the Bot API's documentation names. */
export const TELEGRAM_LIMITS: Limits = { perSecond: 30, perChatSecond: 1, perGroupMinute: 20 };

type Chat = {
  readonly id: string;
  /** `@name` of a channel or a group. */
  readonly username: string | null;
  readonly kind: 'private' | 'group';
  /** A bot may write to a person only after the person wrote. */
  hasStarted: boolean;
  isBlocked: boolean;
  readonly messages: FakeMessage[];
  sends: number;
};

/** The envelope of a refusal. */
export class Refusal extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;
  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Counts within a window that moves along. */
const createWindow = (most: number, ms: number) => {
  let times: number[] = [];
  return {
    /** Milliseconds until there is room; 0 where there is some. */
    wait: (now: number): number => {
      times = times.filter((at) => at > now - ms);
      return times.length < most ? 0 : (times[times.length - most] ?? now) + ms - now;
    },
    count: (now: number): void => void times.push(now),
  };
};
type Window = ReturnType<typeof createWindow>;

export type SendParams = {
  readonly chatId: string;
  readonly text: string;
  readonly buttons: FakeMessage['buttons'];
  readonly photo: Uint8Array | null;
};

export type Chats = ReturnType<typeof createChats>;

/** Chats in memory. `changed` is called after each change that somebody may be waiting for. */
export const createChats = ({
  now,
  limits,
  changed,
}: {
  readonly now: () => number;
  readonly limits: () => Limits | null;
  readonly changed: () => void;
}) => {
  const chats = new Map<string, Chat>();
  const sent: SentMessage[] = [];
  let messageIds = 0;
  let inAll: Window | undefined;
  const perChat = new Map<string, Window>();

  const open = (id: string, kind: Chat['kind'], username: string | null = null): Chat => {
    const chat: Chat = {
      id,
      username,
      kind,
      hasStarted: kind === 'group',
      isBlocked: false,
      messages: [],
      sends: 0,
    };
    chats.set(id, chat);
    return chat;
  };
  const named = (id: string): Chat => {
    const chat = chats.get(id) ?? [...chats.values()].find(({ username }) => username === id);
    if (chat === undefined) throw new Refusal(400, 'Bad Request: chat not found');
    return chat;
  };
  const reachable = (id: string): Chat => {
    const chat = named(id);
    if (chat.isBlocked)
      throw new Refusal(
        403,
        chat.kind === 'group'
          ? 'Forbidden: bot was kicked from the channel chat'
          : 'Forbidden: bot was blocked by the user',
      );
    if (!chat.hasStarted) throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
    return chat;
  };
  const checkLimits = (chat: Chat): void => {
    const rules = limits();
    if (rules === null) return;
    inAll ??= createWindow(rules.perSecond, 1_000);
    const own =
      perChat.get(chat.id) ??
      (chat.kind === 'private'
        ? createWindow(rules.perChatSecond, 1_000)
        : createWindow(rules.perGroupMinute, 60_000));
    perChat.set(chat.id, own);
    const at = now();
    const wait = Math.max(inAll.wait(at), own.wait(at));
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1_000);
      throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, seconds);
    }
    inAll.count(at);
    own.count(at);
  };
  const placeOf = (chat: Chat, messageId: number, doing: string): number => {
    const place = chat.messages.findIndex((message) => message.messageId === messageId && !message.isDeleted);
    if (place === -1) throw new Refusal(400, `Bad Request: message to ${doing} not found`);
    return place;
  };
  const checkButtons = (buttons: FakeMessage['buttons']): void => {
    for (const { callback_data: data, text } of buttons.flat()) {
      if (data !== undefined && (data === '' || Buffer.byteLength(data) > 64))
        throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
      if (text === '') throw new Refusal(400, 'Bad Request: text buttons must have a text');
    }
  };
  const checkText = (text: string, most: number): void => {
    if (text.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty');
    if (text.length > most) throw new Refusal(400, 'Bad Request: message is too long');
  };

  return {
    open,
    named,
    all: (): readonly Chat[] => [...chats.values()],
    sent: (): readonly SentMessage[] => sent,
    send: ({ chatId, text, buttons, photo }: SendParams): FakeMessage => {
      const chat = reachable(chatId);
      if (photo === null) checkText(text, 4_096);
      else if (text.length > 1_024) throw new Refusal(400, 'Bad Request: message caption is too long');
      checkButtons(buttons);
      checkLimits(chat);
      messageIds += 1;
      const message: FakeMessage = {
        messageId: messageIds,
        chatId: chat.id,
        text,
        buttons,
        photo,
        edits: 0,
        isDeleted: false,
        sentMs: now(),
      };
      chat.messages.push(message);
      chat.sends += 1;
      sent.push({ chatId: message.chatId, text: message.text, sentMs: message.sentMs });
      changed();
      return message;
    },
    /** An undefined text leaves it as it is. */
    edit: (
      chatId: string,
      messageId: number,
      text: string | undefined,
      buttons: FakeMessage['buttons'],
    ): FakeMessage => {
      const chat = reachable(chatId);
      const place = placeOf(chat, messageId, 'edit');
      const before = chat.messages[place] as FakeMessage;
      if (text !== undefined) checkText(text, 4_096);
      checkButtons(buttons);
      const after = { ...before, text: text ?? before.text, buttons, edits: before.edits + 1 };
      if (after.text === before.text && JSON.stringify(buttons) === JSON.stringify(before.buttons))
        throw new Refusal(400, 'Bad Request: message is not modified');
      chat.messages[place] = after;
      changed();
      return after;
    },
    remove: (chatId: string, messageId: number): void => {
      const chat = reachable(chatId);
      const place = placeOf(chat, messageId, 'delete');
      chat.messages[place] = { ...(chat.messages[place] as FakeMessage), isDeleted: true };
      changed();
    },
  };
};
