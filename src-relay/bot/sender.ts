/** The bot as a way for messages of the outbox. */
import type { Api, InlineKeyboardButton } from 'node-telegram-bot-api';
import type { Outgoing, OutgoingButton, SendOutcome } from '../../src-core/messages/index.ts';
import type { Press, Via } from './press.rules.ts';
import { pressData } from './press.rules.ts';
import { outcomeOf } from './telegramErrors.ts';

/** What the button of a message means when it is pressed; null for one that means nothing to the bot. */
function pressOf({ id }: OutgoingButton, outgoing: Outgoing): Press | null {
  const { personId, eventId, formUseId, kind } = outgoing;
  const via: Via | null = kind === 'post' ? null : kind;
  if (id === 'answer') return formUseId === null ? null : { to: 'form', personId, useId: formUseId, via };
  if (eventId === null) return null;
  if (id === 'take' || id === 'decline')
    return { to: 'offer', personId, eventId, isTaken: id === 'take', via };
  return { to: 'answer', personId, eventId, answer: id, via };
}

const keyboard = (outgoing: Outgoing) => ({
  inline_keyboard: outgoing.buttons
    .map((row) =>
      row.flatMap((button): InlineKeyboardButton[] => {
        if (button.url !== undefined) return [{ text: button.text, url: button.url }];
        const press = pressOf(button, outgoing);
        return press === null ? [] : [{ text: button.text, callback_data: pressData(press) }];
      }),
    )
    .filter((row) => row.length > 0),
});

/** Sends a message, or edits the one that `external` names. Never throws: what is known of a failure is the outcome. */
export const createBotSender = (api: Api) => ({
  channel: 'bot' as const,
  send: async (outgoing: Outgoing, signal: AbortSignal): Promise<SendOutcome> => {
    const { address, text, external } = outgoing;
    const isGroup = /^[-@]/.test(address);
    try {
      const content = { chat_id: address, text, reply_markup: keyboard(outgoing) };
      if (external !== null) {
        await api.editMessageText({ ...content, message_id: Number(external) }, signal);
        return { kind: 'sent', external };
      }
      const { message_id: id } = await api.sendMessage(content, signal);
      return { kind: 'sent', external: String(id) };
    } catch (error) {
      const outcome = outcomeOf(error, { isGroup });
      return outcome.kind === 'sent' ? { kind: 'sent', external } : outcome;
    }
  },
});
