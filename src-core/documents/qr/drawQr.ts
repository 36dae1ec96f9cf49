import { QUIET_ZONE, qrMatrix, qrPath, type QrLevel, type QrPart } from './qr.ts';

const POINTS_IN_MM = 72 / 25.4;

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
    .path(qrPath(matrix))
    .fill('#000000');
  doc.restore();
}
