/** Where a code leads, in Telegram and on the phone page. */
export type WaysIn = {
  /** A deep link into the bot; null where the relay has none. */
  readonly telegram: string | null;
  /** The phone page with the code in it; null where no relay is known. */
  readonly page: string | null;
};

/** In: the bot's user name without @, and the relay's address without a slash at its end. */
export const waysIn = (
  code: string,
  { bot, relay }: { readonly bot: string | null; readonly relay: string | null },
): WaysIn => ({
  telegram: bot === null ? null : `https://t.me/${bot}?start=${code}`,
  page: relay === null ? null : `${relay}/me?code=${code}`,
});
