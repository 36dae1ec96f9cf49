// A printed or shown code is the code that the encoder made: every module of it, and a quiet zone around.
import * as fc from 'fast-check';
import { create } from 'qrcode';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { QUIET_ZONE, qrMatrix, qrOutlines, qrPath, qrSvg, type QrMatrix } from './qr.ts';

/** Fills outlines by the even-odd rule, as a renderer would, and gives the dark modules. */
function fill(matrix: QrMatrix): boolean[][] {
  const edges = qrOutlines(matrix).flatMap((corners) =>
    corners.map((corner, index) => [corner, corners[(index + 1) % corners.length] ?? corner] as const),
  );
  return Array.from({ length: matrix.size }, (_, y) =>
    Array.from({ length: matrix.size }, (__, x) => {
      const crossed = edges.filter(
        ([[ax, ay], [bx, by]]) => ax === bx && ax <= x && Math.min(ay, by) <= y && y < Math.max(ay, by),
      );
      return crossed.length % 2 === 1;
    }),
  );
}

const rows = (matrix: QrMatrix) =>
  Array.from({ length: matrix.size }, (_, y) =>
    Array.from({ length: matrix.size }, (__, x) => matrix.isDark(x, y)),
  );

describe('a QR code', () => {
  it('has the modules of the encoder', () => {
    const { size, data } = create('https://orda.local/p/Q7F3K9', { errorCorrectionLevel: 'Q' }).modules;
    const matrix = qrMatrix('https://orda.local/p/Q7F3K9', 'Q');
    expect(rows(matrix).flat().map(Number)).toEqual([...data]);
    expect(matrix.size).toBe(size);
  });

  it('is drawn as outlines that fill to the very same modules', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('L' as const, 'M' as const, 'Q' as const, 'H' as const),
        (value, level) => {
          const matrix = qrMatrix(value, level);
          expect(fill(matrix)).toEqual(rows(matrix));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is a path far shorter than one square for each module', () => {
    const matrix = qrMatrix('ORDA:7K3MQ9ZT');
    const dark = rows(matrix).flat().filter(Boolean).length;
    expect(qrPath(matrix).length).toBeLessThan(dark * 'M10 10h1v1h-1z'.length * 0.6);
  });

  it('is an SVG with a quiet zone of four modules', () => {
    const svg = qrSvg('Білім ордасы');
    const { size } = qrMatrix('Білім ордасы');
    expect(() => new SaxesParser({ xmlns: true }).write(svg).close()).not.toThrow();
    expect(QUIET_ZONE).toBeGreaterThanOrEqual(4);
    expect(svg).toContain(`viewBox="-4 -4 ${size + 8} ${size + 8}"`);
  });
});
