import { playTune } from '../ui/sound.ts';
import { fill, make } from './element.ts';

/** What an answer is at a glance. Each has its own colour, outline, sign, tune and shake: nobody has to see colours. */
export type Tone = 'ready' | 'ok' | 'left' | 'already' | 'held' | 'no' | 'queued' | 'undone';

type Shown = {
  readonly tone: Tone;
  readonly title: string;
  readonly name?: string | undefined;
  readonly lines?: readonly (string | null)[];
  readonly action?: { readonly text: string; readonly run: () => void } | undefined;
  /** An answer to what was just done is heard and felt, too. */
  readonly isNews?: boolean;
};

const SVG = 'http://www.w3.org/2000/svg';
/** Strokes in a field of 112: a tick, two ticks, a raised hand's bar, a cross, a clock, an arrow back, a frame to scan, a door out. */
const SIGNS: Readonly<Record<Tone, string>> = {
  ready: 'M14 38V14h24M74 14h24v24M98 74v24H74M38 98H14V74M38 56h36',
  ok: 'M22 60l24 24 46-52',
  left: 'M46 16H16v80h30M44 56h50M74 34l22 22-22 22',
  already: 'M10 60l20 20 38-44M52 76l6 6 42-48',
  held: 'M56 12v56M56 92v6',
  no: 'M24 24l64 64M88 24L24 88',
  queued: 'M56 10a46 46 0 1 0 .1 0M56 28v30l18 12',
  undone: 'M40 24L16 48l24 24M18 48h46a26 26 0 0 1 0 52H44',
};
const TUNES = { ok: 'came', left: 'came', already: 'again', held: 'held', no: 'refused' } as const;
const SHAKES: Readonly<Partial<Record<Tone, number[]>>> = {
  ok: [60],
  left: [60],
  already: [60, 80, 60],
  held: [120, 80, 120, 80, 120],
  no: [400],
};

const sign = (tone: Tone): SVGElement => {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 112 112');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SIGNS[tone]);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '12');
  path.setAttribute('stroke-linecap', 'round');
  path.setAttribute('stroke-linejoin', 'round');
  svg.appendChild(path);
  return svg;
};

const hearAndFeel = (tone: Tone): void => {
  try {
    if (tone in TUNES) playTune(TUNES[tone as keyof typeof TUNES]);
    navigator.vibrate?.(SHAKES[tone] ?? []);
  } catch {
    // A tablet without sound or shaking still shows the answer.
  }
};

/** Shows an answer large in `place`. */
export const showBig = (
  place: HTMLElement,
  { tone, title, name, lines = [], action, isNews }: Shown,
): void => {
  place.setAttribute('data-tone', tone);
  fill(place, [
    sign(tone),
    make('div', {}, [
      make('h1', {}, [title]),
      name === undefined ? null : make('p', { class: 'nm' }, [name]),
      ...lines.map((line) => (line === null ? null : make('p', {}, [line]))),
      action === undefined
        ? null
        : make('button', { class: 'go', type: 'button' }, [action.text], { click: action.run }),
    ]),
  ]);
  if (isNews === true) hearAndFeel(tone);
};
