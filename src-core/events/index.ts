import { checkInRouter } from './checkIn.api.ts';
import { attendanceRouter, cardsRouter } from './documents.api.ts';
import { eventsRouter } from './events.api.ts';
import { clubsRouter } from './templates.api.ts';

export const eventsRouters = {
  events: eventsRouter,
  clubs: clubsRouter,
  checkIn: checkInRouter,
  attendance: attendanceRouter,
  cards: cardsRouter,
};
export {
  checkInTable,
  clubTable,
  eventTable,
  eventTemplateTable,
  registrationTable,
} from './events.schema.ts';
