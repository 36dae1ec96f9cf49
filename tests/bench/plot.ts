/** A line of a plot: where it goes through, and its name. */
export type Curve = {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
};

const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 64;
const RIGHT = 150;
const TOP = 40;
const BOTTOM = 52;

/** A round number for the end of an axis, and the steps to it. */
function ticks(most: number): readonly number[] {
  const size = 10 ** Math.floor(Math.log10(most || 1));
  const step = [0.2, 0.5, 1, 2].map((part) => part * size).find((one) => most / one <= 6) ?? size;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, n) => n * step);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Curves over one another as an SVG that needs nothing else; readable on light and dark ground. */
export function plot(title: string, xName: string, yName: string, curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const xs = ticks(Math.max(...points.map(([x]) => x)));
  const ys = ticks(Math.max(...points.map(([, y]) => y)));
  const x = (value: number): string =>
    (LEFT + (value / (xs.at(-1) ?? 1)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number): string =>
    (HEIGHT - BOTTOM - (value / (ys.at(-1) ?? 1)) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const text = (at: string, content: string): string => `<text ${at}>${escaped(content)}</text>`;
  const grid = [
    ...ys.map(
      (value) =>
        `<path d="M${LEFT} ${y(value)}H${WIDTH - RIGHT}"/>` +
        text(`x="${LEFT - 8}" y="${y(value)}" dy="4" text-anchor="end"`, value.toLocaleString('en')),
    ),
    ...xs.map((value) =>
      text(`x="${x(value)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle"`, value.toLocaleString('en')),
    ),
  ];
  const lines = curves.map(({ name, colour, points: through }) => {
    const last = through.at(-1) ?? [0, 0];
    const path = through.map(([px, py], n) => `${n === 0 ? 'M' : 'L'}${x(px)} ${y(py)}`).join('');
    return (
      `<path d="${path}" stroke="${colour}" stroke-width="2.5" fill="none" stroke-linejoin="round"/>` +
      `<text x="${x(last[0])}" y="${y(last[1])}" dx="8" dy="4" style="fill:${colour}">${escaped(name)}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<style>text{font:13px system-ui,sans-serif;fill:#444}.t{font-size:15px;font-weight:600}.g path{stroke:#8886;fill:none}rect{fill:#fff}@media(prefers-color-scheme:dark){rect{fill:#181818}text{fill:#ccc}}</style>
<rect width="${WIDTH}" height="${HEIGHT}" rx="8"/>
${text(`class="t" x="${LEFT}" y="24"`, title)}
<g class="g">${grid.join('')}</g>
${lines.join('\n')}
${text(`x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle"`, xName)}
${text(`x="16" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(TOP + HEIGHT - BOTTOM) / 2})"`, yName)}
</svg>
`;
}
