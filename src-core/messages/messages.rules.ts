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
