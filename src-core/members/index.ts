/** What a member may do and see, by whichever way they come: the bot and the page ask here and nowhere else. */
export { acceptOffer, answer, declineOffer, leaveWaitlist } from './answering.ts';
export type { Press } from './answering.ts';
export { event, upcoming } from './memberEvents.store.ts';
export type { MemberEvent } from './memberEvents.store.ts';
export { turnOffers } from './offers.ts';
