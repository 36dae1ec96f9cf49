/** Where a message as a whole stands, as a laptop can know it: by its times and by what came back of its people. */
const STANDINGS = ['planned', 'sending', 'sent', 'cancelled'] as const;
export type Standing = (typeof STANDINGS)[number];

/** After this long without news of the last of its people a message is taken for sent. */
const SETTLED_AFTER = 86_400_000;

type Facts = {
  readonly sendAtMs: number;
  readonly expiresAtMs: number | null;
  readonly isCancelled: boolean;
  /** People of whom it is known what became of it. */
  readonly told: number;
  /** People whom it is for now. */
  readonly people: number;
};

export function standingOf(
  { sendAtMs, expiresAtMs, isCancelled, told, people }: Facts,
  nowMs: number,
): Standing {
  if (isCancelled) return 'cancelled';
  if (sendAtMs > nowMs) return 'planned';
  const isOver = expiresAtMs !== null && expiresAtMs <= nowMs;
  const isSettled = told > 0 && sendAtMs < nowMs - SETTLED_AFTER;
  return told >= people || isOver || isSettled ? 'sent' : 'sending';
}
