/** Where a dragged box comes to rest: the middle of the page, and the edges and middles of the other things on it. */
import type { PageSize } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import type { Box } from './editing.rules.ts';

/** The part of a box that is taken hold of: all of it, or the edges that follow the hand. */
export type Grip = 'move' | 'nw' | 'ne' | 'sw' | 'se' | 'e' | 'w';

export const GRIPS: readonly Exclude<Grip, 'move'>[] = ['nw', 'ne', 'sw', 'se', 'e', 'w'];

export type Snapped = {
  readonly box: Box;
  /** Lines to show, in millimetres: where it has come to rest. */
  readonly vertical: number | null;
  readonly horizontal: number | null;
};

/** The smallest shift that brings one of the points onto one of the targets; null where none is near. */
const nearest = (
  points: readonly number[],
  targets: readonly number[],
  tolerance: number,
): { readonly shift: number; readonly target: number } | null => {
  let best: { readonly shift: number; readonly target: number } | null = null;
  for (const point of points)
    for (const target of targets) {
      const shift = target - point;
      if (Math.abs(shift) <= tolerance && (best === null || Math.abs(shift) < Math.abs(best.shift)))
        best = { shift, target };
    }
  return best;
};

const thirds = (from: number, side: number): readonly number[] => [from, from + side / 2, from + side];

/** A box that was dragged by so much. */
export const dragged = (box: Box, grip: Grip, dx: number, dy: number): Box => {
  const { x, y, width, height } = box;
  if (grip === 'move') return { x: x + dx, y: y + dy, width, height };
  const [west, north] = [grip.includes('w'), grip.includes('n')];
  const isSide = grip === 'e' || grip === 'w';
  const wide = Math.max(3, west ? width - dx : width + dx);
  const high = isSide ? height : Math.max(3, north ? height - dy : height + dy);
  return {
    x: west ? x + width - wide : x,
    y: north && !isSide ? y + height - high : y,
    width: wide,
    height: high,
  };
};

/** Brings a dragged box to rest where it is near enough; `tolerance` in millimetres, 0 for never. */
export const snapped = (
  box: Box,
  grip: Grip,
  others: readonly Box[],
  page: PageSize,
  tolerance: number,
): Snapped => {
  const across = [page.width / 2, ...others.flatMap((other) => thirds(other.x, other.width))];
  const down = [page.height / 2, ...others.flatMap((other) => thirds(other.y, other.height))];
  const xs = grip === 'move' ? thirds(box.x, box.width) : [grip.includes('w') ? box.x : box.x + box.width];
  const ys =
    grip === 'move'
      ? thirds(box.y, box.height)
      : grip === 'e' || grip === 'w'
        ? []
        : [grip.includes('n') ? box.y : box.y + box.height];
  const onX = nearest(xs, across, tolerance);
  const onY = nearest(ys, down, tolerance);
  return {
    box: dragged(box, grip, onX?.shift ?? 0, onY?.shift ?? 0),
    vertical: onX?.target ?? null,
    horizontal: onY?.target ?? null,
  };
};

/** A square that follows the larger of the two movements of its corner; the opposite corner stays. */
export const squared = (before: Box, box: Box, grip: Grip): Box => {
  if (grip === 'move') return box;
  const size =
    Math.abs(box.width - before.width) > Math.abs(box.height - before.height) ? box.width : box.height;
  return {
    x: grip.includes('w') ? before.x + before.width - size : before.x,
    y: grip.includes('n') ? before.y + before.height - size : before.y,
    width: size,
    height: size,
  };
};
