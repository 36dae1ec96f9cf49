/** Where everything stands on a badge; the paper and the screen draw the same marks. */
import type { FontName, Fonts } from '../documents/pdf/fonts.ts';
import { breakable, wrapText, type Measure } from '../documents/pdf/wrap.rules.ts';
import type { BadgeDesign } from './nameBadge.rules.ts';

/** What is written on a badge. */
export type Badge = {
  readonly name: string;
  readonly group: string;
  readonly event: string;
  readonly organisation: string;
  /** The text of the QR code: the person's own code. */
  readonly code: string;
};

/** Points, from the left upper corner of the badge as it is read; `y` of a text is its baseline. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly font: FontName;
      readonly size: number;
      readonly x: number;
      readonly y: number;
      readonly isQuiet: boolean;
    }
  | {
      readonly kind: 'qr';
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly side: number;
    };

/** Points in a millimetre. */
export const POINTS = 72 / 25.4;

/** Between lines, in parts of the size; capitals and what hangs below the line, so that nothing leaves its box. */
const LINE = 1.16;
const ABOVE = 0.9;
const LARGEST = 96;
const SMALLEST = 5;
/** A line beside the name: its largest size, and at most this part of the name's. */
const LARGEST_SMALL = 24;
const BESIDE_NAME = 0.66;

const between = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

type Ruler = (font: FontName, size: number) => Measure;

/** The widths of texts in points. A text is set once, at one size; at every other it is wider or narrower in proportion. */
function rulerOf(fonts: Fonts): Ruler {
  const known = new Map<string, number>();
  return (font, size) => (text) => {
    const key = `${font} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      width = fonts[font].layout(text).advanceWidth / fonts[font].unitsPerEm;
      known.set(key, width);
    }
    return width * size;
  };
}

type Fitted = { readonly size: number; readonly lines: readonly string[] };

/** The largest size at which a text fills a box without leaving it or breaking a word; at the smallest it is shortened. */
function fit(
  ruler: Ruler,
  font: FontName,
  text: string,
  box: { readonly width: number; readonly height: number; readonly largest: number; readonly lines: number },
): Fitted {
  for (
    let size = between(Math.min(box.largest, box.height / LINE), SMALLEST, LARGEST);
    size > SMALLEST;
    size -= 0.5
  ) {
    const measure = ruler(font, size);
    if (!breakable(text).every((word) => measure(word) <= box.width)) continue;
    const lines = wrapText(text, measure, box.width);
    if (lines.length <= box.lines && lines.length * size * LINE <= box.height) return { size, lines };
  }
  const most = Math.max(1, Math.min(box.lines, Math.floor(box.height / (SMALLEST * LINE))));
  return { size: SMALLEST, lines: wrapText(text, ruler(font, SMALLEST), box.width, most) };
}

const heightOf = ({ size, lines }: Fitted): number => size * LINE * lines.length;

type Line = Fitted & { readonly font: FontName; readonly isQuiet: boolean };

/** The badge as it is read, before it is turned. In: which way its sides lie then, in millimetres. */
export function layOutBadge(fonts: Fonts, badge: Badge, design: BadgeDesign): readonly Mark[] {
  const ruler = rulerOf(fonts);
  const isTurned = design.turn === 90 || design.turn === 270;
  const width = (isTurned ? design.height : design.width) * POINTS;
  const height = (isTurned ? design.width : design.height) * POINTS;
  const edge = between(Math.min(width, height) * 0.06, 1.5 * POINTS, 4 * POINTS);
  const isWide = width >= height;
  const hasQr = design.hasQr && badge.code !== '';
  // The code's own quiet zone reaches into the edge.
  const side = !hasQr
    ? 0
    : isWide
      ? Math.min(height - edge, width * 0.4)
      : Math.min(width - edge * 2, height * 0.42);
  const room = {
    width: width - edge * 2 - (hasQr && isWide ? side - edge * 0.5 : 0),
    height: height - edge * 2 - (hasQr && !isWide ? side - edge * 0.5 : 0),
  };
  const lines = linesOf(ruler, badge, design, room);
  const used = lines.reduce((sum, line) => sum + heightOf(line), 0);
  const marks: Mark[] = [];
  let top = edge + Math.max(0, (room.height - used) / 2);
  for (const { font, size, isQuiet, lines: texts } of lines) {
    const measure = ruler(font, size);
    for (const text of texts) {
      const x = hasQr && isWide ? edge : edge + (room.width - measure(text)) / 2;
      marks.push({ kind: 'text', text, font, size, x, y: top + size * ABOVE, isQuiet });
      top += size * LINE;
    }
  }
  if (!hasQr) return marks;
  const x = isWide ? width - side - edge * 0.5 : (width - side) / 2;
  const y = isWide ? (height - side) / 2 : height - side - edge * 0.5;
  return [...marks, { kind: 'qr', text: badge.code, x, y, side }];
}

/** The small lines take what they need, the name all that is left. */
function linesOf(
  ruler: Ruler,
  badge: Badge,
  design: BadgeDesign,
  room: { readonly width: number; readonly height: number },
): readonly Line[] {
  const small = (
    text: string,
    isOn: boolean,
    part: number,
    largest: number,
    isQuiet: boolean,
  ): readonly Line[] => {
    if (!isOn || text.trim() === '') return [];
    const font: FontName = isQuiet ? 'regular' : 'semiBold';
    const box = { width: room.width, height: room.height * part, largest, lines: 1 };
    // A title longer than the label is small on two lines sooner than cut off.
    const onOne = fit(ruler, font, text, box);
    const isWhole = onOne.lines[0] === text.trim();
    const fitted = isWhole
      ? onOne
      : fit(ruler, font, text, { ...box, height: Math.max(box.height, 12), lines: 2 });
    return [{ ...fitted, font, isQuiet }];
  };
  /** All lines, the small ones at most of this size; no line competes with the name. */
  const stacked = (largest: number): { readonly lines: readonly Line[]; readonly name: number } => {
    const above = small(badge.organisation, design.hasOrganisation, 0.13, Math.min(13, largest), true);
    const below = [
      ...small(badge.group, design.hasGroup, 0.2, largest, false),
      ...small(badge.event, design.hasEvent, 0.14, Math.min(13, largest), true),
    ];
    const taken = [...above, ...below].reduce((sum, line) => sum + heightOf(line), 0);
    const name = fit(ruler, 'bold', badge.name, {
      width: room.width,
      height: Math.max(SMALLEST * LINE, room.height - taken),
      largest: LARGEST,
      lines: 4,
    });
    return { lines: [...above, { ...name, font: 'bold', isQuiet: false }, ...below], name: name.size };
  };
  const first = stacked(LARGEST_SMALL);
  return stacked(Math.max(SMALLEST, Math.min(LARGEST_SMALL, first.name * BESIDE_NAME))).lines;
}
