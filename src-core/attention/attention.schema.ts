import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { ANSWERS, FLAG_KINDS } from './attention.rules.ts';

const words = (longest: number) => z.string().trim().min(1).max(longest);

/** Something to mind about a person, at every event or at one. A text is never changed: another text is another flag. */
export const attentionFlagTable = defineTable({
  name: 'attention_flag',
  columns: {
    person_id: z.string(),
    /** Null for all events. */
    event_id: z.string().nullable(),
    kind: z.enum(FLAG_KINDS),
    text: words(500).nullable(),
  },
  // What kind it is may tell of somebody's health as the text does.
  relay: { person_id: 'open', event_id: 'open', kind: 'sealed', text: 'sealed' },
  // As the people themselves: a flag of every event has no event to go with.
  travels: 'whole',
});

/** What is asked of everybody who arrives at an event. */
export const checkInQuestionTable = defineTable({
  name: 'check_in_question',
  columns: { event_id: z.string(), text: words(200) },
  relay: { event_id: 'open', text: 'open' },
  travels: { of: 'event', by: 'event_id' },
});

/**
 * Somebody at the desk has seen a flag, or asked a question. Its id is `factId('attention_acknowledgement', event, person, flag)`,
 * so that two desks write the same row.
 */
export const attentionAcknowledgementTable = defineTable({
  name: 'attention_acknowledgement',
  columns: {
    event_id: z.string(),
    person_id: z.string(),
    /** The flag's or the question's id. */
    flag_id: z.string(),
    at: z.iso.datetime(),
    /** The account of whoever was at the desk. */
    actor: z.string(),
    /** Of a question; null for a flag. */
    answer: z.enum(ANSWERS).nullable(),
  },
  relay: {
    event_id: 'open',
    person_id: 'open',
    flag_id: 'open',
    at: 'open',
    actor: 'open',
    answer: 'sealed',
  },
  travels: { of: 'event', by: 'event_id' },
  circumstances: ['at', 'actor'],
});

const tables = {
  attention_flag: attentionFlagTable,
  check_in_question: checkInQuestionTable,
  attention_acknowledgement: attentionAcknowledgementTable,
};
export type AttentionTables = TablesOf<typeof tables>;

/** Every synced table of the slice. */
export const attentionTables = [
  attentionFlagTable,
  checkInQuestionTable,
  attentionAcknowledgementTable,
] as const;
