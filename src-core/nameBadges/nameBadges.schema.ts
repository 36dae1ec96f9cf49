import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { A4, fitsA4, LEAST, TURNS } from './nameBadge.rules.ts';

/** `arrival`: by itself with the mark; `key`: somebody asked for it; `batch`: on a sheet or roll with others. */
const WAYS = ['arrival', 'key', 'batch'] as const;
const reason = z.string().trim().min(1).max(200).nullable();

/** A badge was printed. Each print is a row: how often and by whom is counted, not kept. */
export const nameBadgePrintTable = defineTable({
  name: 'name_badge_print',
  columns: {
    event_id: z.string(),
    person_id: z.string(),
    at: z.iso.datetime(),
    /** The account of whoever printed it. */
    actor: z.string(),
    way: z.enum(WAYS),
    /** Why it was printed again, where somebody said so. */
    reason,
  },
  relay: {
    event_id: 'open',
    person_id: 'open',
    at: 'open',
    actor: 'open',
    way: 'open',
    reason: 'sealed',
  },
  travels: { of: 'event', by: 'event_id' },
  insertOnly: true,
});

export type NameBadgesTables = TablesOf<{ name_badge_print: typeof nameBadgePrintTable }>;
export type PrintWay = (typeof WAYS)[number];

const millimetres = (least: number, most: number) => z.number().min(least).max(most);

export const designInput = z
  .object({
    width: millimetres(LEAST.width, A4.width),
    height: millimetres(LEAST.height, A4.height),
    sheet: z
      .object({
        columns: z.int().min(1).max(20),
        rows: z.int().min(1).max(40),
        left: millimetres(0, A4.width),
        top: millimetres(0, A4.height),
        gapX: millimetres(0, 50),
        gapY: millimetres(0, 50),
      })
      .nullable(),
    turn: z.literal(TURNS),
    name: z.enum(['full', 'short']),
    hasGroup: z.boolean(),
    hasEvent: z.boolean(),
    hasOrganisation: z.boolean(),
    hasQr: z.boolean(),
  })
  .refine(fitsA4, { path: ['sheet'], message: 'the labels leave the sheet' });

export const badgesInput = z.object({
  eventId: z.string().min(1).max(64),
  /** `waiting`: those on the list or present who have no badge of this event yet. */
  who: z.union([
    z.enum(['all', 'came', 'waiting']),
    z.object({ ids: z.array(z.string().max(64)).min(1).max(5000) }),
  ]),
  design: designInput,
  /** How many labels of the first sheet are used already. */
  skip: z.int().min(0).max(800).default(0),
  language: z.enum(LANGUAGES),
});
