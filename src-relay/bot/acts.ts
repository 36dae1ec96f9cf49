/** What a member did, out of an update of Telegram; read strictly, for anything may come. */
import { z } from 'zod';

const user = z.object({
  id: z.int(),
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
  language_code: z.string().optional().catch(undefined),
});
const privateChat = z.object({ id: z.int(), type: z.literal('private') });

const update = z.union([
  z.object({
    update_id: z.int(),
    message: z.looseObject({
      chat: privateChat,
      from: user,
      text: z.string().optional().catch(undefined),
      caption: z.string().optional().catch(undefined),
    }),
  }),
  z.object({
    update_id: z.int(),
    callback_query: z.object({
      id: z.string(),
      from: user,
      data: z.string().optional().catch(undefined),
      message: z.object({ chat: privateChat, message_id: z.int() }).optional().catch(undefined),
    }),
  }),
  z.object({
    update_id: z.int(),
    my_chat_member: z.object({
      chat: privateChat,
      from: user,
      new_chat_member: z.object({ status: z.string() }),
    }),
  }),
]);

/** What a member may send besides words; anything else without words is Telegram's own note of what happened in the chat. */
const WITHOUT_WORDS = [
  'animation',
  'audio',
  'contact',
  'dice',
  'document',
  'location',
  'photo',
  'poll',
  'sticker',
  'venue',
  'video',
  'video_note',
  'voice',
];

type Of = {
  readonly updateId: number;
  readonly chatId: string;
  /** What the member is called on Telegram. */
  readonly name: string;
  /** The app's language, such as `kk` or `ru-RU`; empty where it is not known. */
  readonly languageCode: string;
};

export type Act = Of &
  (
    | { readonly kind: 'text'; readonly text: string }
    | {
        readonly kind: 'press';
        readonly data: string;
        readonly queryId: string;
        /** The message that the button belongs to; null where Telegram does not say it any more. */
        readonly messageId: number | null;
      }
    | { readonly kind: 'block'; readonly isBlocked: boolean }
  );

/** Null for what concerns nobody: groups, channels, edits, Telegram's own notes, things to come. */
export function readAct(given: unknown): Act | null {
  const read = update.safeParse(given);
  if (!read.success) return null;
  const { data } = read;
  const of = (chatId: number, from: z.output<typeof user>): Of => ({
    updateId: data.update_id,
    chatId: String(chatId),
    name: [from.first_name, from.last_name].filter(Boolean).join(' '),
    languageCode: from.language_code ?? '',
  });
  if ('message' in data) {
    const { chat, from, text, caption } = data.message;
    if (text === undefined && !WITHOUT_WORDS.some((kind) => kind in data.message)) return null;
    return { ...of(chat.id, from), kind: 'text', text: text ?? caption ?? '' };
  }
  if ('callback_query' in data) {
    const { id, from, data: pressed = '', message } = data.callback_query;
    return {
      // In a private chat the chat has the member's own number.
      ...of(message?.chat.id ?? from.id, from),
      kind: 'press',
      data: pressed,
      queryId: id,
      messageId: message?.message_id ?? null,
    };
  }
  const { chat, from, new_chat_member: member } = data.my_chat_member;
  return { ...of(chat.id, from), kind: 'block', isBlocked: ['kicked', 'left'].includes(member.status) };
}
