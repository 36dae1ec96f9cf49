import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { ANSWER_SOURCES, RSVP_ANSWERS } from './answers.rules.ts';

const id = z.string().min(1).max(64);
const instant = z.iso.datetime();

/**
 * A person answered an invitation, at that moment; never changed. The newest of a person and an event holds, the others are its history.
 * Its id follows from the pressed button's update or the page's own key, so that one press delivered twice is one row.
 */
export const rsvpAnswerTable = defineTable({
  name: 'rsvp_answer',
  travels: { of: 'event', by: 'event_id' },
  insertOnly: true,
  circumstances: ['at'],
  columns: {
    event_id: id,
    person_id: id,
    answer: z.enum(RSVP_ANSWERS),
    at: instant,
    source: z.enum(ANSWER_SOURCES),
  },
  relay: { event_id: 'open', person_id: 'open', answer: 'open', at: 'open', source: 'open' },
});

/**
 * A person waits for a place: one row for the pair, `factId('waitlist', event, person)`; `joined_at` orders the queue, and whoever
 * leaves and comes back stands at its end. Whoever got a place has a registration.
 */
export const waitlistEntryTable = defineTable({
  name: 'waitlist_entry',
  travels: { of: 'event', by: 'event_id' },
  columns: {
    event_id: id,
    person_id: id,
    joined_at: instant,
    left_at: instant.nullable(),
    /** The place that is held for them, and until when. */
    offered_at: instant.nullable(),
    offer_until: instant.nullable(),
  },
  relay: {
    event_id: 'open',
    person_id: 'open',
    joined_at: 'open',
    left_at: 'open',
    offered_at: 'open',
    offer_until: 'open',
  },
});

export const answerTables = [rsvpAnswerTable, waitlistEntryTable] as const;

const tables = { rsvp_answer: rsvpAnswerTable, waitlist_entry: waitlistEntryTable };
export type AnswersTables = TablesOf<typeof tables>;
