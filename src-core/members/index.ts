/** What a member may do and see, by whichever way they come: the bot and the page ask here and nowhere else. */
import { answersRouter } from './answers.api.ts';

export const membersRouters = { answers: answersRouter };
export { acceptOffer, answer, declineOffer, leaveWaitlist } from './answering.ts';
export type { Press } from './answering.ts';
export { checkInByCode, findByCode } from './checkIn.ts';
export type { CheckInAnswer, FoundByCode } from './checkIn.ts';
export { courses, coursesAmong, registerForCourse } from './courses.ts';
export type { MemberCourse } from './courses.ts';
export { event, upcoming } from './memberEvents.store.ts';
export type { MemberEvent } from './memberEvents.store.ts';
export { turnOffers } from './offers.ts';
export { ownProfile, profileOf, saveProfile } from './profile.ts';
export type { OwnProfile, ProfilePatch, SeenProfile } from './profile.ts';
export { certificates, visits } from './records.ts';
export type { MemberCertificate, MemberVisit } from './records.ts';
