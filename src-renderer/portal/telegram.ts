/**
 * The page inside Telegram. Everything that is needed of telegram.org's script stands in the address or is one call of the app's own
 * bridge (core.telegram.org/api/bots/webapps), so the script is not loaded: it would be a request to another server, which may be blocked.
 */
import { coloursFrom } from './telegramColours.ts';

type Bridge = { readonly postEvent: (type: string, data: string) => void };

const bridge = (): Bridge | undefined =>
  (globalThis as unknown as { readonly TelegramWebviewProxy?: Bridge }).TelegramWebviewProxy;

const tell = (type: string): void => bridge()?.postEvent(type, '{}');

export type InTelegram = {
  /** What proves to the relay who opened the page. */
  readonly initData: string;
  readonly theme: Readonly<Record<string, string>>;
};

const coloursIn = (text: string | null): Readonly<Record<string, string>> => {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter(([, colour]) => /^#[0-9a-f]{6}$/i.test(String(colour))),
    );
  } catch {
    return {};
  }
};

/** What Telegram put into the address after `#`; undefined outside of it. */
export const readTelegram = (fragment: string): InTelegram | undefined => {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const initData = fields.get('tgWebAppData');
  if (initData === null || initData === '') return undefined;
  return { initData, theme: coloursIn(fields.get('tgWebAppThemeParams')) };
};

/** Draws the page in the colours of the Telegram around it, and tells it that the page is there. */
export const dressForTelegram = ({ theme }: InTelegram): void => {
  const root = document.documentElement;
  const colours = coloursFrom(theme);
  if (colours !== undefined) {
    root.dataset['light'] = colours.light;
    for (const [name, colour] of Object.entries(colours.ours)) root.style.setProperty(name, colour);
  }
  tell('web_app_ready');
  tell('web_app_expand');
};
