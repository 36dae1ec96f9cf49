/**
 * The page inside Telegram. Everything that is needed of telegram.org's script stands in the address or is one call of the app's own
 * bridge (core.telegram.org/api/bots/webapps), so the script is not loaded: it would be a request to another server, which may be blocked.
 */

type Bridge = { readonly postEvent: (type: string, data: string) => void };

const bridge = (): Bridge | undefined =>
  (globalThis as unknown as { readonly TelegramWebviewProxy?: Bridge }).TelegramWebviewProxy;

const tell = (type: string): void => bridge()?.postEvent(type, '{}');

export type InTelegram = {
  /** What proves to the relay who opened the page. */
  readonly initData: string;
  readonly theme: Readonly<Record<string, string>>;
};

const colours = (text: string | null): Readonly<Record<string, string>> => {
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
  return { initData, theme: colours(fields.get('tgWebAppThemeParams')) };
};

/** Telegram's name of a colour, and ours. */
const OURS = {
  bg_color: '--ground',
  text_color: '--ink',
  hint_color: '--quiet',
  secondary_bg_color: '--raised',
  button_color: '--main',
  button_text_color: '--on-main',
  link_color: '--link',
} as const;

/** How light a colour is, 0–1 (the weights of ITU-R BT.601). */
const lightness = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
};

/** Draws the page in the colours of the Telegram around it, and tells it that the page is there. */
export const dressForTelegram = ({ theme }: InTelegram): void => {
  const root = document.documentElement;
  for (const [theirs, ours] of Object.entries(OURS)) {
    const colour = theme[theirs];
    if (colour !== undefined) root.style.setProperty(ours, colour);
  }
  const ground = theme['bg_color'];
  if (ground !== undefined) root.dataset['light'] = lightness(ground) > 0.5 ? 'day' : 'night';
  tell('web_app_ready');
  tell('web_app_expand');
};
