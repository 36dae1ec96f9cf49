/** What an owner's screen shows to a laptop that is to join, and how long it holds. */

/** Milliseconds that an invitation may be used. */
export const INVITATION_LIFE = 10 * 60_000;

const MARK = 'orda-join:';

/** What the QR code of an invitation says. */
export type JoinText = { readonly addresses: readonly string[]; readonly phrase: string };

/** The text of the QR code. */
export function joinTextOf({ addresses, phrase }: JoinText): string {
  const json = JSON.stringify({ v: 1, addresses, phrase }).replaceAll(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return MARK + btoa(json).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads the text of such a code; undefined where it is none. */
export function readJoinText(text: string): JoinText | undefined {
  const [, code] = /^orda-join:([\w-]{1,4000})$/.exec(text.trim()) ?? [];
  if (code === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(atob(code.replaceAll('-', '+').replaceAll('_', '/')));
    if (typeof read !== 'object' || read === null) return undefined;
    const { v, addresses, phrase } = read as Record<string, unknown>;
    if (v !== 1 || typeof phrase !== 'string' || !Array.isArray(addresses)) return undefined;
    return { addresses: addresses.filter((address) => typeof address === 'string'), phrase };
  } catch {
    return undefined;
  }
}
