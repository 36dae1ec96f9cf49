import { QUIET_ZONE, qrMatrix, type QrLevel, type QrMatrix, type QrPart } from './qr.ts';

const POINTS_IN_MM = 72 / 25.4;

/**
 * The dark modules as bars along the rows, all of one path: filled at once, bars that touch leave no hair line between them, and
 * they take half the bytes of the outlines.
 */
function bars(matrix: QrMatrix): string {
  const { size, isDark } = matrix;
  const all: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let end = x;
      while (isDark(end, y)) end += 1;
      if (end > x) all.push(`${x} ${y} ${end - x} 1 re`);
      x = end;
    }
  }
  return all.join('\n');
}

/**
 * Draws a QR code as one vector shape, black on white. `x` and `y` in points; `sizeMm` is the side with its quiet zone of
 * four modules inside.
 */
export function drawQr(
  doc: PDFKit.PDFDocument,
  text: string | readonly QrPart[],
  x: number,
  y: number,
  sizeMm: number,
  level: QrLevel = 'M',
): void {
  const matrix = qrMatrix(text, level);
  const side = sizeMm * POINTS_IN_MM;
  doc.save();
  doc.rect(x, y, side, side).fill('#ffffff');
  doc
    .translate(x, y)
    .scale(side / (matrix.size + QUIET_ZONE * 2))
    .translate(QUIET_ZONE, QUIET_ZONE)
    .addContent(bars(matrix))
    .fill('#000000');
  doc.restore();
}
