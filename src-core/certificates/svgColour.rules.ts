/** The colours of SVG that drawings use: hexadecimal, rgb(), and the names of CSS that editors write. */
const NAMES: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  cyan: '#00ffff',
  aqua: '#00ffff',
  magenta: '#ff00ff',
  fuchsia: '#ff00ff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  maroon: '#800000',
  olive: '#808000',
  lime: '#00ff00',
  navy: '#000080',
  purple: '#800080',
  teal: '#008080',
  orange: '#ffa500',
  gold: '#ffd700',
  brown: '#a52a2a',
  pink: '#ffc0cb',
  beige: '#f5f5dc',
  ivory: '#fffff0',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  darkgray: '#a9a9a9',
  darkgrey: '#a9a9a9',
  darkblue: '#00008b',
  darkgreen: '#006400',
  darkred: '#8b0000',
  skyblue: '#87ceeb',
  steelblue: '#4682b4',
  royalblue: '#4169e1',
  whitesmoke: '#f5f5f5',
};

/** A colour as `#rrggbb`; null where it is none of these (a gradient, a pattern, another name). */
export function colourOf(text: string): string | null {
  const value = text.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(value)) return value;
  if (/^#[0-9a-f]{3}$/.test(value)) return value.replaceAll(/[0-9a-f]/g, (digit) => digit + digit);
  const match = /^rgb\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)\s*\)$/.exec(value);
  if (match !== null) {
    const part = (written = ''): string => {
      const number = Number.parseFloat(written) * (written.endsWith('%') ? 2.55 : 1);
      return Math.min(255, Math.max(0, Math.round(number)))
        .toString(16)
        .padStart(2, '0');
    };
    return `#${part(match[1])}${part(match[2])}${part(match[3])}`;
  }
  return Object.hasOwn(NAMES, value) ? (NAMES[value] ?? null) : null;
}
