/** SMS by a gateway that takes a request over HTTP, as most of them do. */
import { createNet, isNotConnected } from '../bot/net.ts';
import type { SendOutcome } from '../../src-core/messages/index.ts';
import type { Sender } from './sender.ts';

export type SmsSettings = {
  /**
   * With `{phone}` and `{text}` in its query: fetched with them filled in. Without: gets a form with `phone`, `text` and `id`, the same for each
   * attempt, so that a gateway that knows such keys takes it once.
   */
  readonly url: string;
  /** Sent as a Bearer token, and filled in for `{token}`. */
  readonly token: string | undefined;
};

const SHORT_WAIT = 30_000;
/** The gateway does not know us, or there is no money left: no message is at fault. */
const LONG_WAIT = 5 * 60_000;

async function outcomeOf(response: Response): Promise<SendOutcome> {
  const { status } = response;
  if (response.ok) return { kind: 'sent', external: await numberIn(response) };
  if (status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? '');
    return { kind: 'retry', afterMs: seconds > 0 ? seconds * 1_000 : SHORT_WAIT, isGlobal: true };
  }
  if ([401, 402, 403, 404].includes(status)) return { kind: 'retry', afterMs: LONG_WAIT, isGlobal: true };
  if (status >= 500) return { kind: 'retry', afterMs: SHORT_WAIT, isGlobal: false };
  return { kind: 'refused', reason: 'rejected' };
}

/** The gateway's own number of the message, where it says one. */
async function numberIn(response: Response): Promise<string | null> {
  const said: unknown = await response.json().catch(() => null);
  if (typeof said !== 'object' || said === null || !('id' in said)) return null;
  return typeof said.id === 'string' || typeof said.id === 'number' ? String(said.id).slice(0, 200) : null;
}

export const createSmsSender = ({ url, token }: SmsSettings): Sender => {
  const net = createNet();
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const isTemplate = url.includes('{text}');
  return {
    channel: 'sms',
    send: async ({ id, address, text }, signal) => {
      const fill = (template: string): string =>
        template
          .replaceAll('{phone}', encodeURIComponent(address))
          .replaceAll('{text}', encodeURIComponent(text))
          .replaceAll('{token}', encodeURIComponent(token ?? ''));
      try {
        const response = isTemplate
          ? await net.fetch(fill(url), { headers, signal })
          : await net.fetch(fill(url), {
              method: 'POST',
              headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
              body: new URLSearchParams({ phone: address, text, id }),
              signal,
            });
        return await outcomeOf(response);
      } catch (error) {
        return { kind: isNotConnected(error) ? 'notSent' : 'unsure' };
      }
    },
    close: net.close,
  };
};
