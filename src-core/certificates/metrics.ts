import type { Font } from 'fontkit';
import { openFonts } from '../documents/pdf/fonts.ts';
import { WEIGHTS } from './certificate.layout.rules.ts';
import type { FontWidths } from './certificate.layout.rules.ts';

/** Latin with its additions, Cyrillic with the Kazakh letters and its supplement, punctuation, «₸», «№» and the like. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x1cd, 0x233],
  [0x2b0, 0x2bc],
  [0x400, 0x52f],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x20a0, 0x20c0],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
] as const;

function widthsOf(font: Font) {
  const letters: Record<string, number> = {};
  for (const [from, to] of RANGES) {
    for (let code = from; code <= to; code += 1) {
      const letter = String.fromCodePoint(code);
      // Marks that stand over the letter before them, and what nobody sees, have no width of their own.
      if (/[\p{M}\p{Cf}]/u.test(letter) || !font.hasGlyphForCodePoint(code)) continue;
      letters[letter] = font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm;
    }
  }
  return { missing: font.getGlyph(0).advanceWidth / font.unitsPerEm, letters };
}

let known: Promise<FontWidths> | undefined;

async function read(): Promise<FontWidths> {
  const fonts = await openFonts();
  const [regular, semiBold, bold] = WEIGHTS.map((weight) => widthsOf(fonts[weight]));
  if (!regular || !semiBold || !bold) throw new Error('a weight has no font');
  return { regular, semiBold, bold };
}

/** The widths of every letter that a certificate can have, from the very fonts that are embedded; read once. */
export function fontWidths(): Promise<FontWidths> {
  known ??= read().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}
