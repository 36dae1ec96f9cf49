import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { isShortCode } from './shortCode.ts';

/**
 * `event`: one event. `course`: a series, which is an event's template; its page has the next dates. `form`: a form where it is asked.
 * `checkIn`: an event's code for the hall, which marks whoever types it; it stands on no poster.
 */
export const SHORT_LINK_KINDS = ['event', 'course', 'form', 'checkIn'] as const;
export type ShortLinkKind = (typeof SHORT_LINK_KINDS)[number];

/**
 * What a short address leads to. Its id is `factId('short_link', code)`: where two laptops draw the same code apart, that is one row
 * with two targets, a conflict that people see and settle, and not two pages of one address.
 */
export const shortLinkTable = defineTable({
  name: 'short_link',
  travels: { of: 'event', by: 'target' },
  circumstances: ['made_at'],
  columns: {
    code: z.string().refine(isShortCode),
    kind: z.enum(SHORT_LINK_KINDS),
    /** The id of the event (also for `checkIn`), of the template, or of the form's use. */
    target: z.string().min(1).max(64),
    made_at: z.iso.datetime(),
  },
  relay: { code: 'open', kind: 'open', target: 'open', made_at: 'open' },
});

const tables = { short_link: shortLinkTable };
export type ShortLinksTables = TablesOf<typeof tables>;
