import { checkInRouter } from './checkIn.api.ts';
import { attendanceRouter, cardsRouter } from './documents.api.ts';
import { eventsRouterWith } from './events.api.ts';
import type { FollowEvent } from './events.api.ts';
import { roomsRouter } from './rooms/rooms.api.ts';
import { clubsRouter } from './templates.api.ts';

/** In: what follows from an event's being made or changed; nothing, where the slice stands alone. */
export const eventsRouters = (follow: FollowEvent = () => Promise.resolve()) => ({
  events: eventsRouterWith(follow),
  clubs: clubsRouter,
  checkIn: checkInRouter,
  attendance: attendanceRouter,
  cards: cardsRouter,
  rooms: roomsRouter,
});
export type { FollowEvent } from './events.api.ts';
export {
  checkInTable,
  clubTable,
  eventTable,
  eventTemplateTable,
  registrationTable,
} from './events.schema.ts';
export { admit, isHeld, isLetIn } from './admission.rules.ts';
export type { Gate } from './admission.rules.ts';
export { NO_PLAN, readEventPlan } from './eventPlan.rules.ts';
export type { EventPlan } from './eventPlan.rules.ts';
export { gateInput } from './rooms/rooms.inputs.ts';
export { roomTables } from './rooms/rooms.schema.ts';
export { readRooms } from './rooms/rooms.store.ts';
export { isAtGate, refuseForeignGate } from './rooms/stays.store.ts';
export type { MoreOf } from './documents.work.ts';
export type { EventRow } from './events.schema.ts';
export { checkInId, registrationId } from './events.store.ts';
export {
  addDays,
  addMinutes,
  dateOf,
  isLocalTime,
  localTimeOf,
  momentOf,
  weekdayOf,
} from './localTime.rules.ts';
export type { LocalDate, LocalTime } from './localTime.rules.ts';
export { spanOn, titleOf } from './schedule.rules.ts';
export { findByScan, leavePerson, livingEvent, markOf, markPerson, readLastMarkTx } from './checkIn.store.ts';
export type { DoorPerson } from './checkIn.store.ts';
export { isPaperCode, MOST_BLANKS, paperCode, readPaperCode, shownPaperCode } from './paperCode.rules.ts';
export { readCounters, readRoster } from './roster.store.ts';
export type { RosterLine } from './roster.store.ts';
export { walkInPatch } from './walkIn.ts';
export type { EventsTables } from './events.schema.ts';
export type { Verdict } from './admission.rules.ts';
export { markById, personOfMark } from './mark.queries.ts';
