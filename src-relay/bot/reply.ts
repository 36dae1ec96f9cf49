import type { ChatState } from './chats.store.ts';
import type { CardOf } from './cards.store.ts';
import type { Screen } from './screen.rules.ts';

/** What is to be shown, and what the chat is in the middle of afterwards. */
export type Reply = {
  readonly screen?: Screen;
  /** The event and the person whose card the screen is: it follows them from then on. */
  readonly card?: CardOf;
  /** A picture of its own, with words below. */
  readonly photo?: { readonly png: Uint8Array; readonly caption: string };
  /** A short note over a pressed button. */
  readonly toast?: string;
  /** What another chat is told because of it. */
  readonly elsewhere?: { readonly chatId: string; readonly text: string };
  /** The screen is a message of its own, also where a button was pressed. */
  readonly isNew?: boolean;
  /** Undefined where it stays. */
  readonly state?: ChatState;
};
