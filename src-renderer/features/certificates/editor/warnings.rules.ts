/** What on a page will not be read, by people or by phones. */
import { POINT } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import type {
  LayoutWarning,
  PlacedCertificate,
  PlacedLine,
} from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { boxOfQr, QR, type Box } from './editing.rules.ts';

export type Warning = {
  /** A field's id, or `QR`. */
  readonly field: string;
  readonly kind: LayoutWarning['kind'] | 'qrSmall' | 'qrNone' | 'qrCovers' | 'contrast';
  readonly detail: string;
};

export type Colour = readonly [red: number, green: number, blue: number];

/** The mean colour under a box. */
export type ColourUnder = (box: Box) => Colour;

/** Millimetres; a smaller module is lost by the camera of a cheap phone at arm's length. */
const LEAST_MODULE = 0.38;
/** The contrast that WCAG 2.2 asks of large text, 1.4.3. */
const LEAST_CONTRAST = 3;

/** The relative luminance of WCAG 2.2. */
const luminance = (colour: Colour): number => {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
};

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
export const contrast = (one: Colour, other: Colour): number => {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
};

/** The three bytes of `#rrggbb`. */
export const colourOf = (hex: string): Colour => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

/** The paper that a line's letters take. */
const boxOfLine = ({ x, y, width, size }: PlacedLine): Box => {
  const em = size * POINT;
  return { x, y: y - em * 0.8, width, height: em };
};

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Everything to be looked at on a placed page; `modules` is the side of the QR code with its quiet zone. */
export const warningsOf = (
  placed: PlacedCertificate,
  modules: number | undefined,
  under: ColourUnder | undefined,
): readonly Warning[] => {
  const { qr, lines } = placed;
  const pale = (line: PlacedLine): boolean =>
    under !== undefined && contrast(colourOf(line.colour), under(boxOfLine(line))) < LEAST_CONTRAST;
  const covered = qr === null ? [] : lines.filter((line) => meet(boxOfLine(line), boxOfQr(qr)));
  const of = (kind: Warning['kind'], fields: readonly string[]): readonly Warning[] =>
    [...new Set(fields)].map((field) => ({ field, kind, detail: '' }));
  return [
    ...placed.warnings,
    ...of(
      'contrast',
      lines.filter(pale).map((line) => line.field),
    ),
    ...of(
      'qrCovers',
      covered.map((line) => line.field),
    ),
    ...(qr === null ? of('qrNone', [QR]) : []),
    ...(qr !== null && modules !== undefined && qr.size / modules < LEAST_MODULE ? of('qrSmall', [QR]) : []),
  ];
};
