/**
 * The safe part of SVG that a background may use: path, rect, circle, ellipse, line, polygon, polyline and groups, with
 * fill, stroke, opacity and transform. Everything else is refused by name: what cannot be drawn as it was meant is not
 * drawn at all, and nothing of a file is ever handed to a browser.
 */
import { SaxesParser } from 'saxes';
import { fail } from '../access/index.ts';
import { colourOf } from './svgColour.rules.ts';
import { lengthOf, matrixOf, multiply, numbersOf, pathOf } from './svgGeometry.rules.ts';
import type { Matrix } from './svgGeometry.rules.ts';
import type { Drawing, Shape } from './shapes.rules.ts';

const DRAWN = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polygon', 'polyline']);
const GROUPS = new Set(['svg', 'g', 'a']);
/** Say something about the picture or to an editor, and draw nothing. */
const SILENT = new Set(['title', 'desc', 'metadata', 'namedview', 'sodipodi:namedview', 'defs']);
const MOST_SHAPES = 20_000;
const DEEPEST = 64;
/** Letters of all path data together, as they stand in the file. */
const LONGEST_PATHS = 1_500_000;

type Attributes = Readonly<Record<string, string>>;

type Style = {
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly strokeWidth: number;
  readonly evenOdd: boolean;
  readonly opacity: number;
  readonly fillOpacity: number;
  readonly strokeOpacity: number;
  readonly lineCap: Shape['lineCap'];
  readonly lineJoin: Shape['lineJoin'];
  readonly dash: readonly number[];
  readonly colour: string;
  readonly transform: Matrix | null;
  readonly isHidden: boolean;
};

const START: Style = {
  fill: '#000000',
  stroke: null,
  strokeWidth: 1,
  evenOdd: false,
  opacity: 1,
  fillOpacity: 1,
  strokeOpacity: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  dash: [],
  colour: '#000000',
  transform: null,
  isHidden: false,
};

const unsupported = (what: string) => fail('invalid', 'SVG_UNSUPPORTED', { what: what.slice(0, 60) });

/** Attributes with those of the `style` attribute over them. */
function properties(attributes: Attributes): Attributes {
  const { style } = attributes;
  if (style === undefined) return attributes;
  const own = style.split(';').flatMap((one) => {
    const at = one.indexOf(':');
    return at < 0 ? [] : [[one.slice(0, at).trim(), one.slice(at + 1).trim()] as const];
  });
  return { ...attributes, ...Object.fromEntries(own) };
}

/** A fill or a stroke: what stands there, or what it was before where nothing does. */
function paint(value: string | undefined, before: string | null, current: string): string | null {
  if (value === undefined || value === 'inherit') return before;
  if (value === 'none' || value === 'transparent') return null;
  if (value.toLowerCase() === 'currentcolor') return current;
  const colour = colourOf(value);
  if (colour === null) throw unsupported(value);
  return colour;
}

const share = (value: string | undefined, before: number): number => {
  if (value === undefined) return before;
  const number = value.endsWith('%') ? Number.parseFloat(value) / 100 : Number.parseFloat(value);
  return Number.isFinite(number) ? Math.min(1, Math.max(0, number)) : before;
};

const oneOf = <T extends string>(value: string | undefined, known: readonly T[], before: T): T =>
  known.find((one) => one === value) ?? before;

function styleOf(given: Attributes, before: Style): Style {
  const own = properties(given);
  for (const name of ['filter', 'mask', 'clip-path'])
    if (own[name] !== undefined && own[name] !== 'none') throw unsupported(name);
  const colour = own['color'] === undefined ? before.colour : (colourOf(own['color']) ?? before.colour);
  const matrix = own['transform'] === undefined ? null : matrixOf(own['transform']);
  if (own['transform'] !== undefined && matrix === null) throw unsupported('transform');
  const dash = own['stroke-dasharray'];
  const rule = own['fill-rule'];
  return {
    fill: paint(own['fill'], before.fill, colour),
    stroke: paint(own['stroke'], before.stroke, colour),
    strokeWidth: own['stroke-width'] === undefined ? before.strokeWidth : lengthOf(own['stroke-width']),
    evenOdd: rule === undefined ? before.evenOdd : rule === 'evenodd',
    opacity: before.opacity * share(own['opacity'], 1),
    fillOpacity: share(own['fill-opacity'], before.fillOpacity),
    strokeOpacity: share(own['stroke-opacity'], before.strokeOpacity),
    lineCap: oneOf(own['stroke-linecap'], ['butt', 'round', 'square'], before.lineCap),
    lineJoin: oneOf(own['stroke-linejoin'], ['miter', 'round', 'bevel'], before.lineJoin),
    dash: dash === undefined ? before.dash : dash === 'none' ? [] : numbersOf(dash).filter((n) => n > 0),
    colour,
    transform:
      matrix === null
        ? before.transform
        : before.transform === null
          ? matrix
          : multiply(before.transform, matrix),
    isHidden: before.isHidden || own['display'] === 'none' || own['visibility'] === 'hidden',
  };
}

/** A shape with one opacity; where fill and stroke differ in theirs, two shapes. */
function shapesOf(d: string, style: Style): readonly Shape[] {
  const { evenOdd, lineCap, lineJoin, dash, transform, strokeWidth } = style;
  const stroke = strokeWidth > 0 ? style.stroke : null;
  const all = { d, strokeWidth, evenOdd, lineCap, lineJoin, dash, transform };
  const [under, over] = [style.opacity * style.fillOpacity, style.opacity * style.strokeOpacity];
  if (style.fill !== null && stroke !== null && under === over)
    return [{ ...all, fill: style.fill, stroke, opacity: under }];
  return [
    ...(style.fill === null ? [] : [{ ...all, fill: style.fill, stroke: null, opacity: under }]),
    ...(stroke === null ? [] : [{ ...all, fill: null, stroke, opacity: over }]),
  ];
}

function viewBoxOf(attributes: Attributes): Drawing['viewBox'] {
  const [x = 0, y = 0, width = 0, height = 0] = numbersOf(attributes['viewBox'] ?? '');
  if (width > 0 && height > 0) return [x, y, width, height];
  const [w, h] = [lengthOf(attributes['width'] ?? ''), lengthOf(attributes['height'] ?? '')];
  if (w > 0 && h > 0) return [0, 0, w, h];
  throw fail('invalid', 'SVG_WITHOUT_SIZE');
}

/**
 * Reads an SVG file. Throws SVG_BROKEN where it is not well-formed or has a DTD (entities can be bombs), SVG_UNSUPPORTED
 * with the name of what cannot be drawn, SVG_TOO_COMPLEX, SVG_WITHOUT_SIZE.
 */
export function readSvg(text: string): Drawing {
  const parser = new SaxesParser();
  const styles: Style[] = [START];
  const shapes: Shape[] = [];
  let [letters, silent] = [0, 0];
  let viewBox: Drawing['viewBox'] | undefined;
  const stop = (error: Error): never => {
    throw error;
  };
  parser.on('error', () => stop(fail('invalid', 'SVG_BROKEN')));
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) stop(fail('invalid', 'SVG_BROKEN'));
  });
  parser.on('opentag', ({ name: full, attributes }) => {
    const name = full.replace(/^svg:/, '');
    // Styles from a sheet would be missed: the picture would not be the one that was drawn.
    if (name === 'style') throw unsupported('<style>');
    if (silent > 0 || SILENT.has(name) || name.includes(':')) {
      // A definition that is only used by name is refused where it is used.
      silent += 1;
      return;
    }
    if (viewBox === undefined && name !== 'svg') throw fail('invalid', 'SVG_BROKEN');
    if (!DRAWN.has(name) && !GROUPS.has(name)) throw unsupported(`<${name}>`);
    if (name === 'svg' && viewBox !== undefined) throw unsupported('<svg> in <svg>');
    if (styles.length > DEEPEST) throw fail('invalid', 'SVG_TOO_COMPLEX');
    const style = styleOf(attributes, styles.at(-1) ?? START);
    styles.push(style);
    if (name === 'svg') viewBox = viewBoxOf(attributes);
    if (!DRAWN.has(name) || style.isHidden) return;
    letters += (attributes['d'] ?? attributes['points'] ?? '').length;
    if (shapes.length >= MOST_SHAPES || letters > LONGEST_PATHS) throw fail('invalid', 'SVG_TOO_COMPLEX');
    const d = pathOf(name, attributes);
    if (d === null) throw unsupported(`<${name}>`);
    if (d !== '') shapes.push(...shapesOf(d, style));
  });
  parser.on('closetag', () => {
    if (silent > 0) silent -= 1;
    else styles.pop();
  });
  parser.write(text).close();
  if (viewBox === undefined) throw fail('invalid', 'SVG_BROKEN');
  return { viewBox, shapes };
}
