export { ANSWER_SOURCES, RSVP_ANSWERS } from './answers.rules.ts';
export type { AnswerSource, RsvpAnswer } from './answers.rules.ts';
export { answerTables, rsvpAnswerTable, waitlistEntryTable } from './answers.schema.ts';
export type { AnswersTables } from './answers.schema.ts';
