/** A vector background as plain shapes: what the PDF writer and the screen's preview both can draw, and nothing else. */

export type Shape = {
  /** SVG path data. */
  readonly d: string;
  /** `#rrggbb`, or null for none. */
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly strokeWidth: number;
  readonly evenOdd: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  readonly lineCap: 'butt' | 'round' | 'square';
  readonly lineJoin: 'miter' | 'round' | 'bevel';
  readonly dash: readonly number[];
  /** a, b, c, d, e, f of SVG's matrix(). */
  readonly transform: readonly [number, number, number, number, number, number] | null;
};

export type Drawing = {
  /** The part of the drawing's own plane that is laid over the page. */
  readonly viewBox: readonly [x: number, y: number, width: number, height: number];
  readonly shapes: readonly Shape[];
};

const PLAIN = {
  fill: null,
  stroke: null,
  strokeWidth: 1,
  evenOdd: false,
  opacity: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  dash: [],
  transform: null,
} as const satisfies Omit<Shape, 'd'>;

/** A filled shape. */
export function filled(d: string, fill: string, opacity = 1): Shape {
  return { ...PLAIN, d, fill, opacity };
}

/** A line. */
export function stroked(d: string, stroke: string, strokeWidth: number, opacity = 1): Shape {
  return { ...PLAIN, d, stroke, strokeWidth, opacity, lineJoin: 'round', lineCap: 'round' };
}

/** A number in path data, without more digits than a printer has dots. */
export const figure = (value: number): string => String(Math.round(value * 1000) / 1000);

/** A rectangle's path. */
export function rectPath(x: number, y: number, width: number, height: number): string {
  return `M${figure(x)} ${figure(y)}h${figure(width)}v${figure(height)}h${figure(-width)}z`;
}

/** An ellipse's path. */
export function ellipsePath(x: number, y: number, rx: number, ry: number = rx): string {
  const [a, b] = [figure(rx), figure(ry)];
  return `M${figure(x - rx)} ${figure(y)}a${a} ${b} 0 1 0 ${figure(2 * rx)} 0a${a} ${b} 0 1 0 ${figure(-2 * rx)} 0z`;
}

/** A drawing as an SVG picture for the screen. Only what this program made goes in: no text of a file's author. */
export function drawingSvg(drawing: Drawing): string {
  const { viewBox, shapes } = drawing;
  const paths = shapes.map((shape) => {
    const attributes = [
      `d="${shape.d}"`,
      `fill="${shape.fill ?? 'none'}"`,
      ...(shape.stroke === null
        ? []
        : [
            `stroke="${shape.stroke}"`,
            `stroke-width="${figure(shape.strokeWidth)}"`,
            `stroke-linecap="${shape.lineCap}"`,
            `stroke-linejoin="${shape.lineJoin}"`,
          ]),
      ...(shape.dash.length === 0 ? [] : [`stroke-dasharray="${shape.dash.map(figure).join(' ')}"`]),
      ...(shape.evenOdd ? ['fill-rule="evenodd"'] : []),
      ...(shape.opacity < 1 ? [`opacity="${figure(shape.opacity)}"`] : []),
      ...(shape.transform === null ? [] : [`transform="matrix(${shape.transform.join(' ')})"`]),
    ];
    return `<path ${attributes.join(' ')}/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox.map(figure).join(' ')}" preserveAspectRatio="none">${paths.join('')}</svg>`;
}
