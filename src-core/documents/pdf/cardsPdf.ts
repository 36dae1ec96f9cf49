import { stopIfCancelled } from '../output/writeFailure.ts';
import type { Target } from '../output/output.ts';
import { drawQr } from '../qr/drawQr.ts';
import { MM, writePdf, type PdfDocument, type PdfOptions } from './pdf.ts';
import { fitLines, fitText, type FittedText } from './textFit.ts';

/** What a card shows; only the QR's text and the name are needed. */
export type Card = {
  /** The text in the QR code. */
  readonly qr: string;
  readonly name: string;
  /** Under the name, such as a study group. */
  readonly detail?: string;
  /** Above the name, such as the club or centre. */
  readonly organisation?: string;
  /** The same key for people to read and type; shown in groups. */
  readonly code?: string;
};

/** Ten cards on A4 with cut marks, or each card on a page of its own size (for card printers). */
export type CardsLayout = 'sheet' | 'single';

export type CardsOptions = Pick<PdfOptions, 'info' | 'language' | 'fonts'> & {
  /** The colour of the small mark beside the organisation. */
  readonly accent?: string;
  readonly onProgress?: (cards: number) => void;
  readonly signal?: AbortSignal;
};

/** The size of a bank card, which holders and pockets are made for. */
const WIDTH = 85 * MM;
const HEIGHT = 54 * MM;
const COLUMNS = 2;
const ROWS = 5;
const A4 = [210 * MM, 297 * MM] as const;
const LEFT = (A4[0] - COLUMNS * WIDTH) / 2;
const TOP = (A4[1] - ROWS * HEIGHT) / 2;

const PADDING = 5 * MM;
const QR_SIDE_MM = 38;
const QR_INSET = 1.5 * MM;
/** Between letters and between groups of a code, in parts of its size. */
const TRACKING = 0.07;
const GROUP_GAP = 0.45;
const INK = '#16181d';
const MUTED = '#5b6470';

/** A code in groups that an eye can hold: at its own spaces and hyphens, or by fours (by threes up to six letters). */
export function codeGroups(code: string): readonly string[] {
  const own = code.split(/[\s-]+/).filter((group) => group !== '');
  if (own.length !== 1) return own;
  const size = code.length <= 6 ? 3 : 4;
  return code.match(new RegExp(`.{1,${size}}`, 'gu')) ?? [];
}

/** Draws a code in groups, its letters set wide apart, as large as it fits. */
function drawCode(doc: PdfDocument, code: string, x: number, y: number, maxWidth: number): void {
  const groups = codeGroups(code);
  const letters = groups.join('').length;
  const widthAt = (size: number) =>
    doc.font('semiBold', size).widthOfString(groups.join('')) +
    size * (TRACKING * letters + GROUP_GAP * (groups.length - 1));
  const size = Math.min(12, (12 * maxWidth) / widthAt(12));
  doc.font('semiBold', size).fillColor(INK);
  let at = x;
  for (const group of groups) {
    const characterSpacing = size * TRACKING;
    doc.text(group, at, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing });
    at += doc.widthOfString(group) + characterSpacing * group.length + size * GROUP_GAP;
  }
}

/** Draws lines in the font in hand and gives where they end. */
function drawLines(doc: PdfDocument, { size, lines }: FittedText, x: number, y: number): number {
  const step = size * 1.22;
  for (const [index, line] of lines.entries()) {
    doc.text(line, x, y + step * index + size, { lineBreak: false, baseline: 'alphabetic' });
  }
  return y + step * lines.length;
}

function drawName(doc: PdfDocument, name: string, x: number, y: number, maxWidth: number): number {
  const box = { maxWidth, maxSize: 15, minSize: 8 };
  const onTwo = fitLines(doc, name, 'semiBold', { ...box, maxLines: 2 });
  // Three names read better on three lines than tiny on two.
  const fitted = onTwo.size >= 11 ? onTwo : fitLines(doc, name, 'semiBold', { ...box, maxLines: 3 });
  doc.font('semiBold', fitted.size).fillColor(INK);
  return drawLines(doc, fitted, x, y);
}

function drawCard(doc: PdfDocument, card: Card, x: number, y: number, accent: string): void {
  const left = x + PADDING;
  const qrLeft = x + WIDTH - QR_SIDE_MM * MM - QR_INSET;
  const width = qrLeft - left;
  drawQr(doc, card.qr, qrLeft, y + (HEIGHT - QR_SIDE_MM * MM) / 2, QR_SIDE_MM);
  let nameTop = y + PADDING + 1 * MM;
  if (card.organisation !== undefined && card.organisation !== '') {
    const mark = 2.4 * MM;
    const wide = WIDTH - PADDING * 2 - mark - 1.6 * MM;
    doc.roundedRect(left, y + PADDING, mark, mark, 0.6 * MM).fill(accent);
    const line = fitText(doc, card.organisation, 'regular', wide, 8, 6);
    doc.font('regular', line.size).fillColor(MUTED);
    doc.text(line.text, left + mark + 1.6 * MM, y + PADDING + mark * 0.88, {
      lineBreak: false,
      baseline: 'alphabetic',
    });
    nameTop = y + PADDING + mark + 4.5 * MM;
  }
  const below = drawName(doc, card.name, left, nameTop, width);
  if (card.detail !== undefined && card.detail !== '') {
    const box = { maxWidth: width - 1 * MM, maxSize: 10, minSize: 7.5 };
    const onOne = fitLines(doc, card.detail, 'regular', { ...box, maxLines: 1 });
    const fitted =
      onOne.lines[0] === card.detail ? onOne : fitLines(doc, card.detail, 'regular', { ...box, maxLines: 3 });
    doc.font('regular', fitted.size).fillColor(MUTED);
    drawLines(doc, fitted, left, below + 1 * MM);
  }
  if (card.code !== undefined)
    drawCode(doc, card.code, left, y + HEIGHT - PADDING - 0.5 * MM, width - 1 * MM);
}

/** Lines between the cards for scissors, and marks outside them for a cutter. */
function drawCutMarks(doc: PdfDocument): void {
  const right = LEFT + COLUMNS * WIDTH;
  const bottom = TOP + ROWS * HEIGHT;
  const [gap, length] = [2 * MM, 5 * MM];
  const marks: (readonly [number, number, number, number])[] = [];
  for (let column = 0; column <= COLUMNS; column += 1) {
    const x = LEFT + column * WIDTH;
    marks.push([x, TOP - gap - length, x, TOP - gap], [x, bottom + gap, x, bottom + gap + length]);
  }
  for (let row = 0; row <= ROWS; row += 1) {
    const y = TOP + row * HEIGHT;
    marks.push([LEFT - gap - length, y, LEFT - gap, y], [right + gap, y, right + gap + length, y]);
  }
  doc.lineWidth(0.25);
  for (let column = 1; column < COLUMNS; column += 1) {
    doc.moveTo(LEFT + column * WIDTH, TOP).lineTo(LEFT + column * WIDTH, bottom);
  }
  for (let row = 1; row < ROWS; row += 1)
    doc.moveTo(LEFT, TOP + row * HEIGHT).lineTo(right, TOP + row * HEIGHT);
  doc.rect(LEFT, TOP, right - LEFT, bottom - TOP).stroke('#d5dae0');
  for (const [x1, y1, x2, y2] of marks) doc.moveTo(x1, y1).lineTo(x2, y2);
  doc.lineWidth(0.4).stroke('#5b6470');
}

/**
 * Writes personal cards, 85 × 54 mm: a QR code as a vector shape, the name as large as it fits, and the code to read aloud.
 * @returns the number of cards and of bytes
 * @throws a write failure; nothing is left behind
 */
export async function writeCardsPdf(
  target: Target,
  cards: Iterable<Card> | AsyncIterable<Card>,
  layout: CardsLayout,
  options: CardsOptions = {},
): Promise<{ readonly cards: number; readonly bytes: number }> {
  const { accent = '#2458c5', onProgress, signal, ...rest } = options;
  const perPage = layout === 'sheet' ? COLUMNS * ROWS : 1;
  const size = layout === 'sheet' ? ('A4' as const) : ([WIDTH, HEIGHT] as const);
  const margins = { top: 0, right: 0, bottom: 0, left: 0 };
  let count = 0;
  const bytes = await writePdf(target, { ...rest, size, margins }, async (doc, pass) => {
    for await (const card of cards) {
      const place = count % perPage;
      if (place === 0) {
        stopIfCancelled(signal);
        await pass();
        onProgress?.(count);
        doc.addPage();
        if (layout === 'sheet') drawCutMarks(doc);
      }
      const x = layout === 'sheet' ? LEFT + (place % COLUMNS) * WIDTH : 0;
      const y = layout === 'sheet' ? TOP + Math.floor(place / COLUMNS) * HEIGHT : 0;
      drawCard(doc, card, x, y, accent);
      count += 1;
    }
    onProgress?.(count);
    if (count === 0) doc.addPage();
  });
  return { cards: count, bytes };
}
