import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { LONGEST_HALL_INPUT, LONGEST_PRIZE, MOST_PRIZES, NAME_RULES, normalLine } from './draw.rules.ts';

const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().trim().min(1).max(500);
const noRepeatEvents = z.int().min(0).max(50);
/** JSON: one line for each prize, as it is hashed. */
const prizes = z.string().max(2 * MOST_PRIZES * (LONGEST_PRIZE + 8));
const place = z.int().min(1);

/** A draw before its commitment, the only time at which anything about it may change. The draw has the same id. */
export const drawDraftTable = defineTable({
  name: 'draw_draft',
  travels: { of: 'event', by: 'event_id' },
  columns: {
    event_id: z.string(),
    prizes,
    no_repeat_events: noRepeatEvents,
    names: z.enum(NAME_RULES),
  },
  relay: { event_id: 'open', prizes: 'open', no_repeat_events: 'open', names: 'open' },
});

/** A commitment: what nobody can change any more. */
export const drawTable = defineTable({
  name: 'draw',
  // Without its secret, which stays with the desk that committed to it until that desk opens it.
  travels: { of: 'event', by: 'event_id' },
  columns: {
    event_id: z.string(),
    /** With `number`, the draw's name: each desk counts its own without gaps. */
    series: z.string().min(1).max(8),
    number: place,
    algorithm: z.string().max(40),
    prizes,
    no_repeat_events: noRepeatEvents,
    names: z.enum(NAME_RULES),
    entrants: place,
    /** The sorted codes, a space between; and the ids of the people behind them in the same order. */
    codes: z.string(),
    people: z.string(),
    /** JSON [[code, reason]]: who was present and may not win again. */
    excluded: z.string(),
    list_hash: hash,
    secret_hash: hash,
    /** The commitment before in the series; null for its first. */
    previous: hash.nullable(),
    commitment: hash,
    at: instant,
  },
  relay: {
    event_id: 'open',
    series: 'open',
    number: 'open',
    algorithm: 'open',
    prizes: 'open',
    no_repeat_events: 'open',
    names: 'open',
    entrants: 'open',
    codes: 'open',
    people: 'sealed',
    excluded: 'open',
    list_hash: 'open',
    secret_hash: 'open',
    previous: 'open',
    commitment: 'open',
    at: 'open',
  },
  insertOnly: true,
});

/** What the hall called out. Its id is the draw's, so there is one. */
export const drawHallInputTable = defineTable({
  name: 'draw_hall_input',
  travels: { of: 'draw', by: 'id' },
  columns: {
    text: z.string().refine((text) => normalLine(text, LONGEST_HALL_INPUT) === text, 'not normalised'),
    at: instant,
  },
  relay: { text: 'open', at: 'open' },
  insertOnly: true,
});

/** The secret, opened, and the seed that follows. Its id is the draw's. */
export const drawOpeningTable = defineTable({
  name: 'draw_opening',
  travels: { of: 'draw', by: 'id' },
  columns: { secret: hash, seed: hash, at: instant },
  relay: { secret: 'open', seed: 'open', at: 'open' },
  insertOnly: true,
});

/** A prize in a hand, or a winner who did not come. Its id is `factId('draw_turn', draw, position)`. */
export const drawTurnTable = defineTable({
  name: 'draw_turn',
  travels: { of: 'draw', by: 'draw_id' },
  columns: {
    draw_id: z.string(),
    position: place,
    prize: place,
    person_id: z.string(),
    outcome: z.enum(['given', 'absent']),
    /** Where absent: who takes over; null where nobody was left. */
    next: place.nullable(),
    /** Where given: whether the winner showed a card or a code, or the desk knew them. */
    proof: z.enum(['scan', 'desk']).nullable(),
    at: instant,
  },
  relay: {
    draw_id: 'open',
    position: 'open',
    prize: 'open',
    person_id: 'open',
    outcome: 'open',
    next: 'open',
    proof: 'open',
    at: 'open',
  },
  insertOnly: true,
});

/** A draw that was given up before its opening. It keeps its number, and everybody sees why. Its id is the draw's. */
export const drawAbandonmentTable = defineTable({
  name: 'draw_abandonment',
  travels: { of: 'draw', by: 'id' },
  columns: { reason, at: instant },
  relay: { reason: 'open', at: 'open' },
  insertOnly: true,
});

const tables = {
  draw_draft: drawDraftTable,
  draw: drawTable,
  draw_hall_input: drawHallInputTable,
  draw_opening: drawOpeningTable,
  draw_turn: drawTurnTable,
  draw_abandonment: drawAbandonmentTable,
};
export type DrawsTables = TablesOf<typeof tables>;

/** The secrets of draws that are not opened yet. Local: no log, no journal and no other desk ever sees one. */
export type DrawSecrets = { readonly draw_secret: { readonly draw: string; readonly secret: string } };

/** Every synced table of the slice. */
export const drawTables = [
  drawDraftTable,
  drawTable,
  drawHallInputTable,
  drawOpeningTable,
  drawTurnTable,
  drawAbandonmentTable,
] as const;
