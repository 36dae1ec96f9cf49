import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { ASKED, DECISIONS, QUEUE_REASONS } from './arrival.rules.ts';

const instant = z.iso.datetime();
const asked = z.enum(ASKED);
const hash = z.string().regex(/^[0-9a-f]{16,64}$/);
/** Letters of a question: two lines on the stage. */
export const LONGEST_QUESTION = 120;
const words = (longest: number) => z.string().trim().min(1).max(longest);

/** An event's door for phones: the secret its codes are made of, and what a newcomer is asked. Id: `factId('door', event)`. */
export const doorTable = defineTable({
  name: 'door',
  travels: { of: 'event', by: 'event_id' },
  columns: {
    event_id: z.string(),
    /** 32 bytes, hexadecimal. */
    secret: z.string().regex(/^[0-9a-f]{64}$/),
    study_group: asked,
    student_card_no: asked,
    telegram: asked,
  },
  relay: {
    event_id: 'open',
    secret: 'sealed',
    study_group: 'open',
    student_card_no: 'open',
    telegram: 'open',
  },
});

/** One showing of the code. Id: `factId('wave', event, number)`. */
export const waveTable = defineTable({
  name: 'wave',
  travels: { of: 'event', by: 'event_id' },
  circumstances: ['opened_at'],
  columns: {
    event_id: z.string(),
    /** From 1. */
    number: z.int().min(1).max(1000),
    opened_at: instant,
    closed_at: instant.nullable(),
    /** Whoever is marked later than this many minutes is late; null: nobody in this wave is. */
    late_after_minutes: z.int().min(0).max(1440).nullable(),
    /** What is asked about the hall while this code is shown; null: nothing. */
    question: words(LONGEST_QUESTION).nullable(),
    /** JSON: the answers that count as right, as the organizer wrote them. */
    answers: z.string().max(4000).nullable(),
    /** Where this showing lets people in: by a list, or into a section; both null: to the event as a whole. */
    list_id: z.string().nullable(),
    section_id: z.string().nullable(),
  },
  relay: {
    event_id: 'open',
    number: 'open',
    opened_at: 'open',
    closed_at: 'open',
    late_after_minutes: 'open',
    question: 'open',
    answers: 'sealed',
    list_id: 'open',
    section_id: 'open',
  },
});

/**
 * A phone and whose it is. Id: `factId('device', key_hash)`. That it was at an event stands in that event's check-in;
 * here stands at which event it was last given to somebody.
 */
export const deviceTable = defineTable({
  name: 'device',
  // A phone that marked its owner at an earlier event is known at the second laptop too.
  travels: 'whole',
  circumstances: ['event_id', 'at'],
  columns: {
    /** Of the key that only the phone has. */
    key_hash: hash,
    person_id: z.string(),
    /** Whose it was before. */
    previous_id: z.string().nullable(),
    event_id: z.string(),
    at: instant,
  },
  relay: { key_hash: 'sealed', person_id: 'open', previous_id: 'open', event_id: 'open', at: 'open' },
});

/** Someone whom the machine did not want to judge. Id: `factId('arrival', event, key_hash, fingerprint)`. */
export const arrivalTable = defineTable({
  name: 'arrival',
  travels: { of: 'event', by: 'event_id' },
  circumstances: ['at', 'origin', 'reason', 'candidates', 'decided_at'],
  columns: {
    event_id: z.string(),
    key_hash: hash,
    origin: hash,
    /** When they came; a decision later marks them with this time. */
    at: instant,
    full_name: words(300),
    study_group: words(60).nullable(),
    student_card_no: words(40).nullable(),
    telegram: words(40).nullable(),
    /** The same for every spelling of the same answers; a decision about it is remembered. */
    fingerprint: hash,
    reason: z.enum(QUEUE_REASONS),
    /** JSON: ids of people whom they may be. */
    candidates: z.string().max(4000),
    decision: z.enum(DECISIONS).nullable(),
    /** Whom the decision named, or, before it, the person who is held back. */
    person_id: z.string().nullable(),
    decided_at: instant.nullable(),
  },
  relay: {
    event_id: 'open',
    key_hash: 'sealed',
    origin: 'sealed',
    at: 'open',
    full_name: 'sealed',
    study_group: 'open',
    student_card_no: 'sealed',
    telegram: 'sealed',
    fingerprint: 'sealed',
    reason: 'open',
    candidates: 'open',
    decision: 'open',
    person_id: 'open',
    decided_at: 'open',
  },
});

const tables = { door: doorTable, wave: waveTable, device: deviceTable, arrival: arrivalTable };
export type DoorTables = TablesOf<typeof tables>;
export type DoorRow = DoorTables['door'];
export type Wave = DoorTables['wave'];
export type Arrival = DoorTables['arrival'];
