import { networkInterfaces } from 'node:os';

/** Milliseconds between two looks; a gap far longer means that the laptop slept. */
const BEAT = 2_000;
const SLEPT = 15_000;

const addressesNow = (): string =>
  Object.values(networkInterfaces())
    .flatMap((infos) => (infos ?? []).map(({ address }) => address))
    .toSorted()
    .join(' ');

/** Calls `onReturn` when the laptop has slept, and when its network is another one than before. Out: ends the watch. */
export const watchMachine = (onReturn: () => void): (() => void) => {
  let beatMs = performance.now();
  let addresses = addressesNow();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const current = addressesNow();
    const hasSlept = nowMs - beatMs > SLEPT;
    const isOther = current !== addresses;
    beatMs = nowMs;
    addresses = current;
    if (hasSlept || isOther) onReturn();
  }, BEAT);
  timer.unref();
  return () => clearInterval(timer);
};
