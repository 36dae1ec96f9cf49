/** What a failed request to the Bot API says about the message that it carried. */
import { NetworkError, ParseError, TelegramApiError, TimeoutError } from 'node-telegram-bot-api';
import type { SendOutcome } from '../../src-core/messages/index.ts';
import { isNotConnected } from './net.ts';

/** How long is waited where Telegram does not say it, milliseconds. */
const SHORT_WAIT = 5_000;
/** The token is wrong, or something between here and Telegram answers in its stead: no message is at fault. */
const LONG_WAIT = 60_000;

/** Whether an edit changed nothing: the message stands there as it should. */
export const isUnchanged = (error: unknown): boolean =>
  error instanceof TelegramApiError && error.description.includes('message is not modified');

/** Whether there is nothing (any more) that could be edited; a new message can be sent. */
export const isNotEditable = (error: unknown): boolean =>
  error instanceof TelegramApiError && error.errorCode === 400 && !isUnchanged(error);

export const isBlocked = (error: unknown): boolean =>
  error instanceof TelegramApiError && error.errorCode === 403;

/** Milliseconds that Telegram asks to wait; null where it does not. */
export const askedWait = (error: unknown): number | null =>
  error instanceof TelegramApiError && error.errorCode === 429 ? (error.retryAfter ?? 1) * 1_000 : null;

function refusalOf({ errorCode, description }: TelegramApiError): SendOutcome {
  const said = description.toLowerCase();
  if (errorCode === 401 || errorCode === 404) return { kind: 'retry', afterMs: LONG_WAIT, isGlobal: true };
  if (errorCode >= 500) return { kind: 'retry', afterMs: SHORT_WAIT, isGlobal: false };
  const isGone = /chat not found|user is deactivated|user not found|peer_id_invalid/.test(said);
  if (isGone) return { kind: 'refused', reason: 'gone' };
  return { kind: 'refused', reason: errorCode === 403 ? 'blocked' : 'rejected' };
}

/**
 * What is known after a request that failed. An answer of Telegram tells for sure, and so does a connection that never came about; a
 * request that was written and got no answer may have been done.
 */
export function outcomeOf(error: unknown, { isGroup }: { readonly isGroup: boolean }): SendOutcome {
  if (isUnchanged(error)) return { kind: 'sent', external: null };
  const wait = askedWait(error);
  // A group has a limit of its own; with people it is the bot that is too fast.
  if (wait !== null) return { kind: 'retry', afterMs: wait, isGlobal: !isGroup };
  if (error instanceof TelegramApiError) return refusalOf(error);
  if (isNotConnected(error)) return { kind: 'notSent' };
  if (error instanceof TimeoutError) return { kind: 'unsure' };
  // An answer that is none of Telegram's, and a 5xx without its envelope, come without a cause.
  if (error instanceof ParseError) return { kind: 'retry', afterMs: LONG_WAIT, isGlobal: true };
  if (error instanceof NetworkError && error.cause === undefined)
    return { kind: 'retry', afterMs: SHORT_WAIT, isGlobal: false };
  return { kind: 'unsure' };
}
