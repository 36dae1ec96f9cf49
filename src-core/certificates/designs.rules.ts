/** Our own backgrounds, drawn for any page size: one can start without a file. Millimetres. */
import { ellipsePath, figure, filled, rectPath, stroked } from './shapes.rules.ts';
import type { Drawing, Shape } from './shapes.rules.ts';
import type { PageSize } from './certificate.layout.rules.ts';

export const DESIGNS = ['plain', 'frame', 'shanyrak', 'ribbon'] as const;
export type Design = (typeof DESIGNS)[number];

const LAZUR = '#0f6f8f';
const GOLD = '#b98a2f';
const SAND = '#f3ead7';
const INK = '#12343f';

/** A ram's horn, the oldest of Kazakh ornaments: two spirals back to back, `size` wide, its foot at (0, 0), upright. */
function horn(x: number, y: number, size: number, turn: number): string {
  const half = size / 2;
  const points: readonly (readonly [string, readonly number[]])[] = [
    ['M', [0, 0]],
    ['C', [0, -0.55, 0.1, -1.05, 0.55, -1.1]],
    ['C', [0.95, -1.13, 1.1, -0.75, 0.92, -0.55]],
    ['C', [0.78, -0.4, 0.55, -0.5, 0.6, -0.7]],
    ['M', [0, 0]],
    ['C', [0, -0.55, -0.1, -1.05, -0.55, -1.1]],
    ['C', [-0.95, -1.13, -1.1, -0.75, -0.92, -0.55]],
    ['C', [-0.78, -0.4, -0.55, -0.5, -0.6, -0.7]],
  ];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return points
    .map(([letter, numbers]) => {
      const turned = numbers.map((value, index) => {
        const [u, v] = index % 2 === 0 ? [value, numbers[index + 1] ?? 0] : [numbers[index - 1] ?? 0, value];
        return index % 2 === 0 ? x + half * (u * cos - v * sin) : y + half * (u * sin + v * cos);
      });
      return letter + turned.map(figure).join(' ');
    })
    .join('');
}

/** The crown of a yurt: a ring with three crossing bundles of three rods, as on many an emblem. */
function crown(x: number, y: number, radius: number, colour: string, opacity: number): readonly Shape[] {
  const inner = radius * 0.86;
  const rods = [0, 1, 2].flatMap((bundle) =>
    [-1, 0, 1].map((offset) => {
      const angle = (bundle * Math.PI) / 3 + Math.PI / 6;
      const shift = offset * radius * 0.13;
      const reach = Math.sqrt(inner * inner - shift * shift);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const [px, py] = [x - shift * sin, y + shift * cos];
      return `M${figure(px - reach * cos)} ${figure(py - reach * sin)}L${figure(px + reach * cos)} ${figure(py + reach * sin)}`;
    }),
  );
  return [
    stroked(ellipsePath(x, y, radius), colour, radius * 0.035, opacity),
    stroked(ellipsePath(x, y, inner), colour, radius * 0.09, opacity),
    stroked(rods.join(''), colour, radius * 0.045, opacity),
  ];
}

function frame({ width, height }: PageSize): readonly Shape[] {
  const unit = Math.min(width, height);
  const gap = unit * 0.045;
  const size = unit * 0.075;
  const corners = (
    [
      [gap, gap, Math.PI * 0.75],
      [width - gap, gap, -Math.PI * 0.75],
      [width - gap, height - gap, -Math.PI * 0.25],
      [gap, height - gap, Math.PI * 0.25],
    ] as const
  ).map(([x, y, turn]) => {
    const inward = size * 0.62;
    return horn(
      x + Math.sign(width / 2 - x) * inward,
      y + Math.sign(height / 2 - y) * inward,
      size,
      turn + Math.PI,
    );
  });
  const line = unit * 0.004;
  const second = gap + unit * 0.017;
  return [
    filled(rectPath(0, 0, width, height), '#fffdf8'),
    stroked(rectPath(gap, gap, width - 2 * gap, height - 2 * gap), LAZUR, line * 1.9),
    stroked(rectPath(second, second, width - 2 * second, height - 2 * second), GOLD, line * 0.7),
    stroked(corners.join(''), GOLD, line * 1.2),
  ];
}

function shanyrak({ width, height }: PageSize): readonly Shape[] {
  const unit = Math.min(width, height);
  const band = unit * 0.085;
  const step = band * 1.02;
  const count = Math.max(1, Math.round(width / step));
  const spread = width / count;
  const row = (y: number, turn: number): string =>
    Array.from({ length: count }, (_, n) => horn((n + 0.5) * spread, y, band * 0.72, turn)).join('');
  return [
    filled(rectPath(0, 0, width, height), '#fffdf8'),
    ...crown(width / 2, height / 2, unit * 0.36, LAZUR, 0.07),
    filled(rectPath(0, 0, width, band), LAZUR) /* upper band */,
    filled(rectPath(0, height - band, width, band), LAZUR),
    filled(rectPath(0, band, width, unit * 0.007), GOLD),
    filled(rectPath(0, height - band - unit * 0.007, width, unit * 0.007), GOLD),
    stroked(row(band * 0.72, 0), '#f4dfae', band * 0.055),
    stroked(row(height - band * 0.72, Math.PI), '#f4dfae', band * 0.055),
  ];
}

function ribbon({ width, height }: PageSize): readonly Shape[] {
  const unit = Math.min(width, height);
  const side = unit * 0.13;
  const middle = side / 2;
  const count = Math.max(3, Math.round(height / (side * 0.9)));
  const pitch = height / count;
  const horns = Array.from({ length: count }, (_, n) => {
    const y = (n + 0.5) * pitch;
    return horn(middle, y, side * 0.5, 0) + horn(middle, y, side * 0.5, Math.PI);
  });
  return [
    filled(rectPath(0, 0, width, height), '#ffffff'),
    filled(rectPath(0, 0, side, height), INK),
    filled(rectPath(side, 0, unit * 0.012, height), GOLD),
    stroked(horns.join(''), SAND, side * 0.028, 0.75),
    ...crown(width - unit * 0.16, unit * 0.16, unit * 0.075, GOLD, 0.9),
  ];
}

const SHAPES: Readonly<Record<Design, (page: PageSize) => readonly Shape[]>> = {
  plain: () => [],
  frame,
  shanyrak,
  ribbon,
};

/** One of our designs for a page. */
export function designDrawing(design: Design, page: PageSize): Drawing {
  return { viewBox: [0, 0, page.width, page.height], shapes: SHAPES[design](page) };
}
