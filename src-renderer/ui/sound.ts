import { keepChoice, readChoice } from '../api/preferences.ts';

/** Whether this window makes sounds. */
export const isSoundOn = (): boolean => readChoice('sound') !== 'off';

export const setSoundOn = (isOn: boolean): void => keepChoice('sound', isOn ? 'on' : 'off');

/**
 * Hertz and seconds: rising for "came", two level tones for "already here", down and up for "moved", a step down for "checked out", three low ones for "held back", falling for
 * "not known"; told apart without colour.
 */
const TUNES = {
  came: [
    [660, 0.09],
    [880, 0.13],
  ],
  again: [
    [620, 0.09],
    [620, 0.09],
  ],
  moved: [
    [740, 0.08],
    [620, 0.08],
    [830, 0.13],
  ],
  left: [
    [660, 0.11],
    [520, 0.16],
  ],
  held: [
    [390, 0.08],
    [390, 0.08],
    [390, 0.16],
  ],
  refused: [
    [330, 0.14],
    [220, 0.22],
  ],
} as const satisfies Record<string, readonly (readonly [number, number])[]>;

let context: AudioContext | undefined;

/** Plays a short tune where sounds are on; silent where the machine has no sound. */
export const playTune = (name: keyof typeof TUNES): void => {
  if (!isSoundOn()) return;
  context ??= new AudioContext();
  let at = context.currentTime;
  for (const [pitch, length] of TUNES[name]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.18, at + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + length);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
    at += length;
  }
};
