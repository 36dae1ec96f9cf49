import { z } from 'zod';
import type { Language } from '../access/index.ts';

const written = z.string().trim().min(1).max(3500);

/** A message in each language that somebody wrote; at least one. */
export const textsInput = z
  .object({ ru: written, kk: written, en: written })
  .partial()
  .refine((texts) => Object.values(texts).some((one) => one !== undefined), 'no text at all');
export type Texts = z.output<typeof textsInput>;

/** Reads what stands in a row; null where it is none. */
export function readTexts(stored: string): Texts | null {
  try {
    return textsInput.safeParse(JSON.parse(stored)).data ?? null;
  } catch {
    return null;
  }
}

export type ChosenText = { readonly language: Language; readonly text: string };

/**
 * The text for a reader: in their language, else in the organisation's, else in the first that there is. The language is told along,
 * for buttons and dates are to be in it too.
 */
export function textFor(texts: Texts, reader: Language | null, organisation: Language): ChosenText {
  const order: readonly Language[] = [reader ?? organisation, organisation, 'ru', 'kk', 'en'];
  for (const language of order) {
    const found = texts[language];
    if (found !== undefined) return { language, text: found };
  }
  return { language: organisation, text: '' };
}

/** What a text may say of its event and its person; each is written in braces. */
const PLACEHOLDERS = ['name', 'event', 'date', 'time', 'place'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Fills `{event}` and the others in. A line that has nothing but a placeholder without a value is left out. */
export function filled(text: string, values: Readonly<Partial<Record<Placeholder, string>>>): string {
  const lines = text.split('\n').flatMap((line) => {
    let isEmptied = false;
    const said = line.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const known = PLACEHOLDERS.find((one) => one === name);
      if (known === undefined) return whole;
      if (values[known] === undefined) isEmptied = true;
      return values[known] ?? '';
    });
    return isEmptied && !/[\p{L}\p{N}]/u.test(said) ? [] : [said];
  });
  return lines.join('\n').trim();
}

/** GSM 03.38 without its extension: what fits into the short alphabet of SMS. */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;

/** Into how many short messages an SMS is cut, which is what is paid: 70 letters of Cyrillic in one, 67 in each of several. */
export function smsParts(message: string): number {
  const [one, each] = GSM.test(message) ? [160, 153] : [70, 67];
  return message.length <= one ? 1 : Math.ceil(message.length / each);
}
