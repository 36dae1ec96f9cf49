import { messagesRouter } from './messages.api.ts';

export const messagesRouters = { messages: messagesRouter };
export type { Audience, EventAudience } from './audience.rules.ts';
export { resolveAudience } from './audience.store.ts';
export type { DeliveryState, MessageKind, OutboxState } from './messages.rules.ts';
export {
  channelPostTable,
  deliveryTable,
  messageSettingsTable,
  messageTable,
  messageTables,
  postChannelTable,
} from './messages.schema.ts';
export type { MessagesTables } from './messages.schema.ts';
export { expandDue, queuedByChannel, sweepOutbox } from './expand.store.ts';
export { fallThrough, noteSeen, passUnseen, publishOnPage, takeAgain } from './fallback.store.ts';
export { followEvents } from './follow.store.ts';
export { noteInterrupted, noteOutcomes } from './outcome.store.ts';
export type { NotedOutcome, SendOutcome } from './outcome.store.ts';
export type { OutboxTables } from './outbox.schema.ts';
export type { ButtonId, Outgoing, OutgoingButton } from './outgoing.rules.ts';
export { pageMessages } from './pageMessages.ts';
export type { ShownMessage } from './pageMessages.ts';
export { PLANNED_KINDS } from './plan.ts';
export type { MessagePlan } from './plan.ts';
export { planMessages, plannedId, replanMessages, withdrawMessages } from './plan.store.ts';
export type { PlannedEvent } from './plan.store.ts';
export { claimPost, duePosts, noteDoubtfulPosts, notePosted, notePostsInterrupted } from './posts.store.ts';
export type { DuePost } from './posts.store.ts';
export { PLANNED_TEXTS } from './planned.texts.ts';
export { noteRestored } from './restored.store.ts';
export { readRules } from './settings.store.ts';
export { takeBatch } from './take.store.ts';
export type { Take } from './take.store.ts';
export type { Texts } from './texts.rules.ts';
export { endTurn, takeTurn, TURN_MS } from './turn.store.ts';
