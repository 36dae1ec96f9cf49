/**
 * Tells a scanner from fingers by the time between keys: a scanner sends a code's characters a few milliseconds apart
 * (slow Bluetooth ones up to 40), nobody types six in a row that fast. Pure: times come in with the keys.
 */
export type Burst = {
  readonly typed: string;
  /** When the last key of the burst came, in milliseconds of any clock. */
  readonly lastAt: number;
};

export const NO_BURST: Burst = { typed: '', lastAt: Number.NEGATIVE_INFINITY };

/** The longest pause within a scan. */
const SCAN_GAP_MS = 50;
/** A scanner without Enter has ended when no key has come for this long. */
export const SCAN_END_MS = 120;
/** The shortest code that a scan may bring: student cards have six digits and more. */
const SCAN_LENGTH = 6;

export type Heard = {
  readonly burst: Burst;
  /** The whole text of a scan that this key has ended. */
  readonly scan?: string;
};

/** Whether what has come so far can only be a scanner. */
export function isScan(burst: Burst): boolean {
  return burst.typed.length >= SCAN_LENGTH;
}

/** Takes one key: a character, or `Enter` / `Tab`, which scanners send at the end. Other keys break a burst. */
export function hearKey(burst: Burst, key: string, at: number): Heard {
  const isInTime = at - burst.lastAt <= SCAN_GAP_MS;
  if (key === 'Enter' || key === 'Tab') {
    return isInTime && isScan(burst) ? { burst: NO_BURST, scan: burst.typed } : { burst: NO_BURST };
  }
  if (Array.from(key).length !== 1)
    return { burst: key === 'Shift' || key === 'CapsLock' ? burst : NO_BURST };
  return { burst: { typed: isInTime ? burst.typed + key : key, lastAt: at } };
}

/** Called when no key has come for a while: a scan without Enter is complete. */
export function hearSilence(burst: Burst, at: number): Heard {
  if (at - burst.lastAt < SCAN_END_MS) return { burst };
  return isScan(burst) ? { burst: NO_BURST, scan: burst.typed } : { burst: NO_BURST };
}
