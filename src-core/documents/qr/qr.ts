import { createRequire } from 'node:module';
import type { create } from 'qrcode';

// The package's entry also loads PNG writers; its encoder alone takes a seventh of the time to load.
const encoder: { readonly create: typeof create } = createRequire(import.meta.url)('qrcode/lib/core/qrcode');

/** How much of a code may be damaged and still be read: about 7, 15, 25 and 30 %. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** A square of modules, row by row; true is dark. */
export type QrMatrix = { readonly size: number; readonly isDark: (x: number, y: number) => boolean };

/** The light border that ISO/IEC 18004 asks for, in modules on each side. */
export const QUIET_ZONE = 4;

/** A piece of a code's text in the mode that its caller knows to be best; the encoder then need not look for one. */
export type QrPart = { readonly mode: 'alphanumeric' | 'byte'; readonly data: string };

/** A text, or its pieces, as a QR code. @throws when the text is longer than the largest code holds. */
export function qrMatrix(text: string | readonly QrPart[], level: QrLevel = 'M'): QrMatrix {
  const parts = typeof text === 'string' ? text : text.map(toSegment);
  const { size, data } = encoder.create(parts, { errorCorrectionLevel: level }).modules;
  return {
    size,
    isDark: (x, y) => x >= 0 && y >= 0 && x < size && y < size && data[y * size + x] === 1,
  };
}

const toSegment = ({ mode, data }: QrPart) =>
  mode === 'byte' ? { mode, data: new TextEncoder().encode(data) } : { mode, data };

/** A corner of the outline, in modules. */
export type Corner = readonly [x: number, y: number];

/**
 * The outlines of the dark areas, each a closed walk along the modules' edges with the dark on its right hand. One shape and
 * not many squares: printers and screens show no hair lines between modules.
 */
export function qrOutlines(matrix: QrMatrix): readonly (readonly Corner[])[] {
  const { size, isDark } = matrix;
  const width = size + 1;
  // Horizontal edges that begin at a corner and lead right (dark below) or left (dark above).
  const toRight = new Set<number>();
  for (let y = 0; y <= size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (isDark(x, y) && !isDark(x, y - 1)) toRight.add(y * width + x);
    }
  }
  const outlines: Corner[][] = [];
  for (let first = toRight.values().next(); !first.done; first = toRight.values().next()) {
    outlines.push(walk(isDark, width, first.value, toRight));
  }
  return outlines;
}

/** Right, down, left, up. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** The modules to the right and left ahead of a corner, for each direction, relative to the corner. */
const AHEAD = [
  [0, 0, 0, -1],
  [-1, 0, 0, 0],
  [-1, -1, -1, 0],
  [0, -1, -1, -1],
] as const;

/** Walks one outline from a corner to the right until it is back, and takes its edges from those left to walk. */
function walk(isDark: QrMatrix['isDark'], width: number, start: number, toRight: Set<number>): Corner[] {
  const startX = start % width;
  const startY = Math.floor(start / width);
  const corners: Corner[] = [];
  let [x, y, heading] = [startX, startY, 0];
  do {
    if (heading === 0) toRight.delete(y * width + x);
    const [stepX, stepY] = STEPS[heading] ?? STEPS[0];
    x += stepX;
    y += stepY;
    const [rightX, rightY, leftX, leftY] = AHEAD[heading] ?? AHEAD[0];
    // A dark module on the left ahead is walked around only when the right one is dark too; diagonal neighbours stay apart.
    const isRightDark = isDark(x + rightX, y + rightY);
    const turn = isRightDark ? (isDark(x + leftX, y + leftY) ? 3 : 0) : 1;
    if (turn !== 0) corners.push([x, y]);
    heading = (heading + turn) % 4;
  } while (x !== startX || y !== startY || heading !== 0);
  return corners;
}

/** The dark areas as one SVG path in modules, from (0, 0), without the quiet zone; fill it with any rule. */
export function qrPath(matrix: QrMatrix): string {
  const outlines = qrOutlines(matrix).map((corners) => {
    const [first, ...rest] = corners;
    if (first === undefined) return '';
    let [x, y] = first;
    let path = `M${x} ${y}`;
    for (const [nextX, nextY] of rest) {
      path += nextX === x ? `v${nextY - y}` : `h${nextX - x}`;
      [x, y] = [nextX, nextY];
    }
    return `${path}z`;
  });
  return outlines.join('');
}

/** A text as a picture for a screen: an SVG of black modules on white with its quiet zone, scaled by its container. */
export function qrSvg(text: string | readonly QrPart[], level: QrLevel = 'M'): string {
  const matrix = qrMatrix(text, level);
  const side = matrix.size + QUIET_ZONE * 2;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M${-QUIET_ZONE} ${-QUIET_ZONE}h${side}v${side}h${-side}z"/><path d="${qrPath(matrix)}"/></svg>`
  );
}
