/** What the bot shows: a title, lines below it, buttons; and how that becomes a message of Telegram. */
import { pressData } from './press.rules.ts';
import type { Press } from './press.rules.ts';

export type ScreenButton = { readonly text: string } & (
  | { readonly press: Press }
  | { readonly url: string }
  /** A page that opens inside Telegram. */
  | { readonly webApp: string }
);

export type Screen = {
  readonly title: string;
  /** An empty one is a gap. */
  readonly lines: readonly string[];
  readonly buttons: readonly (readonly ScreenButton[])[];
};

/** Letters of a message, and of the text on a button, that Telegram (or a phone) has room for. */
const LONGEST = 4_000;
const LONGEST_BUTTON = 60;

/** Cut without splitting a letter in two. */
export const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
};

/**
 * The parameters of a message. The title is bold by an entity and not by a markup language: nothing that anybody is called can be taken
 * for markup.
 */
export const messageOf = ({ title, lines, buttons }: Screen) => {
  const head = cut(title, 300);
  return {
    text: cut([head, ...lines].join('\n'), LONGEST),
    entities: [{ type: 'bold', offset: 0, length: head.length }],
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: keyboardOf(buttons) },
  };
};

const keyboardOf = (buttons: Screen['buttons']) =>
  buttons.map((row) =>
    row.map((button) => ({
      text: cut(button.text, LONGEST_BUTTON),
      ...('url' in button
        ? { url: button.url }
        : 'webApp' in button
          ? { web_app: { url: button.webApp } }
          : { callback_data: pressData(button.press) }),
    })),
  );
