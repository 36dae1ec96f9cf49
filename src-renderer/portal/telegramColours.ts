/**
 * Telegram's colours, made fit to be read. They are whatever somebody likes: in its own light theme a hint is grey on white at 2.8 : 1, and a
 * button white on pale blue. A colour that is too faint is moved towards black or white until it is not.
 */

/** WCAG 2.2, 1.4.3: what text needs against what lies behind it. */
const READABLE = 4.5;
const STEPS = 20;

type Channels = readonly [red: number, green: number, blue: number];

const channelsOf = (colour: string): Channels => {
  const at = (from: number): number => Number.parseInt(colour.slice(from, from + 2), 16);
  return [at(1), at(3), at(5)];
};

/** Relative luminance, 0–1. */
const luminance = (colour: string): number => {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** How well one colour is told from another, 1–21. */
export const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** So much of the second colour in the first, 0–1. */
const mixed = (one: string, other: string, share: number): string => {
  const to = channelsOf(other);
  const parts = channelsOf(one).map((channel, at) => Math.round(channel + ((to[at] ?? 0) - channel) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
};

/** The colour, or the nearest one towards black or white that is readable against all of these. */
const readable = (colour: string, against: readonly string[], towards: string): string => {
  for (let step = 0; step <= STEPS; step += 1) {
    const moved = mixed(colour, towards, step / STEPS);
    if (against.every((other) => contrast(moved, other) >= READABLE)) return moved;
  }
  return towards;
};

/** In: Telegram's theme parameters that are colours. Out: ours, and which of our two lights fits; nothing without a ground. */
export const coloursFrom = (
  theme: Readonly<Record<string, string>>,
): { readonly light: 'day' | 'night'; readonly ours: Readonly<Record<string, string>> } | undefined => {
  const ground = theme['bg_color'];
  if (ground === undefined) return undefined;
  const isDay = contrast(ground, '#000000') > contrast(ground, '#ffffff');
  const far = isDay ? '#000000' : '#ffffff';
  const raised = theme['secondary_bg_color'] ?? mixed(ground, far, 0.04);
  const onMain = theme['button_text_color'] ?? '#ffffff';
  const behindMain = luminance(onMain) > 0.5 ? '#000000' : '#ffffff';
  const link = theme['link_color'] ?? theme['button_color'] ?? far;
  const tint = mixed(ground, link, 0.12);
  const grounds = [ground, raised, tint];
  return {
    light: isDay ? 'day' : 'night',
    ours: {
      '--ground': ground,
      '--raised': raised,
      '--tint': tint,
      '--ink': readable(theme['text_color'] ?? far, grounds, far),
      '--quiet': readable(theme['hint_color'] ?? far, grounds, far),
      '--link': readable(link, grounds, far),
      '--main': readable(theme['button_color'] ?? link, [onMain], behindMain),
      '--on-main': onMain,
      '--line': mixed(ground, far, 0.12),
      '--edge': mixed(ground, far, 0.4),
    },
  };
};
