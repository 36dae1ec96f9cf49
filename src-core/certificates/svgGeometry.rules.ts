/** The geometry of SVG's plain shapes: lengths, transforms, and every shape as a path. */
import { ellipsePath, figure, rectPath } from './shapes.rules.ts';

export type Matrix = readonly [number, number, number, number, number, number];

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
/** Beyond these, numbers mean nothing on a page. */
const MOST = 1e7;

/** All numbers in a text; what is too large to draw is held at a bound. */
export function numbersOf(text: string): readonly number[] {
  return (text.match(NUMBER) ?? []).map((one) => Math.min(MOST, Math.max(-MOST, Number(one))));
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

/** A length in CSS pixels; 0 where it is none, or is a share of something. */
export function lengthOf(text: string): number {
  const match = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const unit = UNITS[match?.[2]?.toLowerCase() ?? 'none'];
  const [value] = numbersOf(match?.[1] ?? '');
  return unit === undefined || value === undefined ? 0 : value * unit;
}

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function oneMatrix(name: string, numbers: readonly number[]): Matrix | null {
  const [a = 0, b, c, d = 0, e = 0, f = 0] = numbers;
  const angle = (a * Math.PI) / 180;
  if (name === 'matrix' && numbers.length === 6) return [a, b ?? 0, c ?? 0, d, e, f];
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0];
  if (name === 'scale') return [a, 0, 0, b ?? a, 0, 0];
  if (name === 'skewX') return [1, 0, Math.tan(angle), 1, 0, 0];
  if (name === 'skewY') return [1, Math.tan(angle), 0, 1, 0, 0];
  if (name !== 'rotate') return null;
  const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
  if (b === undefined || c === undefined) return turn;
  return multiply(multiply([1, 0, 0, 1, b, c], turn), [1, 0, 0, 1, -b, -c]);
}

/** A transform attribute as one matrix; null where a part of it is unknown. */
export function matrixOf(text: string): Matrix | null {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name = '', inside = ''] of text.matchAll(/([a-zA-Z]+)\s*\(([^)]*)\)/g)) {
    const next = oneMatrix(name, numbersOf(inside));
    if (next === null) return null;
    matrix = multiply(matrix, next);
  }
  return matrix.every(Number.isFinite) ? matrix : null;
}

/** How many numbers each command of a path takes. */
const ARITY: Readonly<Record<string, number>> = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  t: 2,
  a: 7,
  z: 0,
};

/** Path data with nothing in it but commands and numbers, as the standard has them; up to the first error, as browsers draw it. */
function cleanPath(text: string): string {
  let clean = '';
  for (const [, command = '', rest = ''] of text.matchAll(/([a-zA-Z])([^a-df-zA-DF-Z]*)/g)) {
    const arity = ARITY[command.toLowerCase()];
    if (arity === undefined || (clean === '' && command.toLowerCase() !== 'm')) return clean;
    const numbers = arity === 7 ? arcNumbers(rest) : numbersOf(rest);
    const whole = arity === 0 ? 0 : numbers.length - (numbers.length % arity);
    if (arity > 0 && whole === 0) return clean;
    clean += command + numbers.slice(0, whole).map(figure).join(' ');
    if (arity > 0 && whole < numbers.length) return clean;
  }
  return clean;
}

/** The flags of an arc may stand without a space between them. */
function arcNumbers(text: string): readonly number[] {
  const numbers: number[] = [];
  let rest = text;
  for (;;) {
    const isFlag = numbers.length % 7 === 3 || numbers.length % 7 === 4;
    const match = (isFlag ? /^[\s,]*([01])/ : /^[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/i).exec(rest);
    if (match === null) return numbers;
    numbers.push(...numbersOf(match[1] ?? ''));
    rest = rest.slice(match[0].length);
  }
}

function polyPath(points: string, isClosed: boolean): string {
  const numbers = numbersOf(points);
  const pairs = numbers.slice(0, numbers.length - (numbers.length % 2)).map(figure);
  return pairs.length < 4 ? '' : `M${pairs.join(' ')}${isClosed ? 'z' : ''}`;
}

function roundedRect(x: number, y: number, width: number, height: number, rx: number, ry: number): string {
  const [a, b] = [Math.min(rx, width / 2), Math.min(ry, height / 2)];
  if (a <= 0 || b <= 0) return rectPath(x, y, width, height);
  const arc = (dx: number, dy: number): string =>
    `a${figure(a)} ${figure(b)} 0 0 1 ${figure(dx)} ${figure(dy)}`;
  return `M${figure(x + a)} ${figure(y)}h${figure(width - 2 * a)}${arc(a, b)}v${figure(height - 2 * b)}${arc(-a, b)}h${figure(2 * a - width)}${arc(-a, -b)}v${figure(2 * b - height)}${arc(a, -b)}z`;
}

/** A plain shape's element as path data; empty where it draws nothing, null where the element is not known. */
export function pathOf(name: string, attributes: Readonly<Record<string, string>>): string | null {
  const length = (key: string): number => lengthOf(attributes[key] ?? '');
  const [x, y, width, height] = [length('x'), length('y'), length('width'), length('height')];
  switch (name) {
    case 'path':
      return cleanPath(attributes['d'] ?? '');
    case 'rect': {
      const rx = attributes['rx'] === undefined ? length('ry') : length('rx');
      const ry = attributes['ry'] === undefined ? rx : length('ry');
      return width > 0 && height > 0 ? roundedRect(x, y, width, height, rx, ry) : '';
    }
    case 'circle':
      return length('r') > 0 ? ellipsePath(length('cx'), length('cy'), length('r')) : '';
    case 'ellipse': {
      const [rx, ry] = [length('rx'), length('ry')];
      return rx > 0 && ry > 0 ? ellipsePath(length('cx'), length('cy'), rx, ry) : '';
    }
    case 'line':
      return `M${figure(length('x1'))} ${figure(length('y1'))}L${figure(length('x2'))} ${figure(length('y2'))}`;
    case 'polygon':
    case 'polyline':
      return polyPath(attributes['points'] ?? '', name === 'polygon');
    default:
      return null;
  }
}
