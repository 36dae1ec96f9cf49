/** What a message is for. */
export const MESSAGE_KINDS = [
  'poll',
  'reminder',
  'feedback',
  'offer',
  'broadcast',
  'notice',
  'draw',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/**
 * What became of a message for one person. `unsure`: it was handed over and no answer came; it is not sent again by itself, for it may
 * have arrived. `skipped`: it was no longer wanted (the person had answered, the event was cancelled, its time had passed).
 */
export const DELIVERY_STATES = ['sent', 'failed', 'unreachable', 'unsure', 'skipped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const POST_STATES = ['planned', 'posted', 'failed', 'withdrawn'] as const;

/**
 * Where a queued message of one person stands in a relay. `follows`: it goes along with another child's message to the same parent.
 * `waiting`: it lies on the page and is to be seen there before a dearer way is taken.
 */
export type OutboxState = 'queued' | 'sending' | 'follows' | 'waiting' | DeliveryState;

/** What goes first where many wait: what cannot wait, what somebody is asked, what is told to everybody. */
export function priorityOf(kind: MessageKind, isUrgent: boolean): number {
  if (isUrgent || kind === 'offer') return 0;
  return kind === 'broadcast' || kind === 'draw' ? 2 : 1;
}
