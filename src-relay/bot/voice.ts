/** Puts what the dialog answers into the chat: edits the pressed message in place, or sends a new one. */
import { setTimeout as delay } from 'node:timers/promises';
import { InputFile } from 'node-telegram-bot-api';
import type { Api } from 'node-telegram-bot-api';
import type { Act } from './acts.ts';
import type { Reply } from './reply.ts';
import { messageOf } from './screen.rules.ts';
import type { Screen } from './screen.rules.ts';
import { askedWait, isBlocked, isNotEditable, isUnchanged } from './telegramErrors.ts';

/** A member waits for an answer as long as this, milliseconds; whoever has to wait longer presses again. */
const LONGEST_WAIT = 10_000;

export type VoiceParts = {
  readonly api: Api;
  readonly signal: AbortSignal;
  /** The chat wants to hear nothing. */
  readonly onBlocked: (chatId: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

export const createVoice = ({ api, signal, onBlocked, onError }: VoiceParts) => {
  /** Once more after the wait that Telegram asks for. */
  const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      const wait = askedWait(error);
      if (wait === null || wait > LONGEST_WAIT) throw error;
      await delay(wait, undefined, { signal });
      return ask();
    }
  };

  /** Out: the number of the message that shows it now. */
  const show = async (act: Act, screen: Screen, isNew: boolean): Promise<number> => {
    const message = { chat_id: act.chatId, ...messageOf(screen) };
    if (act.kind === 'press' && act.messageId !== null && !isNew) {
      const { messageId: message_id } = act;
      try {
        await patiently(() => api.editMessageText({ ...message, message_id }, signal));
        return message_id;
      } catch (error) {
        if (isUnchanged(error)) return message_id;
        // A picture, a message that is too old or was deleted.
        if (!isNotEditable(error)) throw error;
      }
    }
    return (await patiently(() => api.sendMessage(message, signal))).message_id;
  };

  const quietly = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  };

  /**
   * Never throws: what does not get through is said again when the member presses again. Out: the number of the message that shows the
   * screen now; null where there is none.
   */
  return async (
    act: Act,
    { screen, photo, toast, elsewhere, isNew = false }: Reply,
  ): Promise<number | null> => {
    const { chatId } = act;
    let standsAt: number | null = null;
    try {
      if (screen !== undefined) standsAt = await show(act, screen, isNew);
      if (photo !== undefined)
        await patiently(() =>
          api.sendPhoto(
            {
              chat_id: chatId,
              photo: new InputFile(photo.png, { filename: 'qr.png', contentType: 'image/png' }),
              caption: photo.caption,
            },
            signal,
          ),
        );
      // Words that came to no button have no place to be short in.
      if (screen === undefined && photo === undefined && toast !== undefined && act.kind === 'text')
        await patiently(() => api.sendMessage({ chat_id: chatId, text: toast }, signal));
    } catch (error) {
      if (isBlocked(error)) await quietly(() => onBlocked(chatId));
      else if (!signal.aborted) onError(error);
    }
    if (act.kind === 'press')
      await quietly(() =>
        api.answerCallbackQuery(
          { callback_query_id: act.queryId, ...(toast === undefined ? {} : { text: toast }) },
          signal,
        ),
      );
    if (elsewhere !== undefined)
      await quietly(() => api.sendMessage({ chat_id: elsewhere.chatId, text: elsewhere.text }, signal));
    return standsAt;
  };
};
