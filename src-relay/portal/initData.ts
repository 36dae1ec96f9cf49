/**
 * What Telegram hands a Mini App about whoever opened it, and the proof that it is Telegram's: an HMAC under a key that follows from the
 * bot's token (core.telegram.org/bots/webapps, "Validating data received via the Mini App").
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export type Opened =
  | {
      readonly kind: 'good';
      /** The Telegram id, which is the private chat's too. */
      readonly telegramId: string;
      /** One for each opening; a second use of it is a replay. */
      readonly fingerprint: string;
      /** When it is worth nothing any more, milliseconds. */
      readonly endsMs: number;
    }
  | { readonly kind: 'forged' }
  | { readonly kind: 'old' };

/** Milliseconds for which an opening is believed, and by which Telegram's clock may be ahead of this one. */
const LIFE = 3_600_000;
const AHEAD = 60_000;
/** Telegram's own are about a kilobyte. */
const LONGEST = 8_192;

const userShape = z.object({ id: z.int().positive(), is_bot: z.literal(false).optional() });

const sameDigest = (hex: string, digest: Buffer): boolean =>
  /^[0-9a-f]{64}$/.test(hex) && timingSafeEqual(Buffer.from(hex, 'hex'), digest);

const userIn = (text: string | null): z.infer<typeof userShape> | undefined => {
  try {
    return userShape.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
};

/**
 * Reads `tgWebAppData`. In: the text as the page found it, the bot's token, this moment. Out: who opened the page, or why that is not
 * believed. A field that comes twice could be read in two ways and is refused.
 */
export const readInitData = (text: string, botToken: string, nowMs: number): Opened => {
  if (text.length > LONGEST) return { kind: 'forged' };
  const fields = new URLSearchParams(text);
  const names = [...fields.keys()];
  if (new Set(names).size !== names.length) return { kind: 'forged' };
  const signed = names
    .filter((name) => name !== 'hash')
    .toSorted()
    .map((name) => `${name}=${fields.get(name) ?? ''}`)
    .join('\n');
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest();
  const digest = createHmac('sha256', key).update(signed).digest();
  if (!sameDigest(fields.get('hash') ?? '', digest)) return { kind: 'forged' };
  const user = userIn(fields.get('user'));
  const seconds = fields.get('auth_date') ?? '';
  if (user === undefined || !/^\d{1,12}$/.test(seconds)) return { kind: 'forged' };
  const openedMs = Number(seconds) * 1000;
  if (nowMs - openedMs > LIFE || openedMs - nowMs > AHEAD) return { kind: 'old' };
  return {
    kind: 'good',
    telegramId: String(user.id),
    fingerprint: createHash('sha256')
      .update(`orda opening ${digest.toString('hex')}`)
      .digest('hex'),
    endsMs: openedMs + LIFE,
  };
};
