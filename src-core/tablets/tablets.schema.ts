import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { TABLET_ROLES } from './tablets.rules.ts';

const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{40}$/);

/** A volunteer's device at one event. It works until it is revoked, or the event has been over for a while. */
export const tabletTable = defineTable({
  name: 'tablet',
  travels: { of: 'event', by: 'event_id' },
  circumstances: ['code_hash', 'code_until', 'token_hash', 'paired_at', 'browser', 'revoked_at'],
  columns: {
    event_id: z.string(),
    /** The volunteer who was invited. */
    name: z.string().trim().min(1).max(100),
    role: z.enum(TABLET_ROLES),
    /** Where it lets people in; both null: to the event as a whole. */
    list_id: z.string().nullable(),
    section_id: z.string().nullable(),
    /** Of the pairing code that waits to be used. */
    code_hash: hash.nullable(),
    code_until: instant.nullable(),
    /** Of the token that the device has; null before it is paired. */
    token_hash: hash.nullable(),
    paired_at: instant.nullable(),
    /** What kind of device it is, such as `Android · Chrome`. */
    browser: z.string().max(60).nullable(),
    revoked_at: instant.nullable(),
  },
  relay: {
    event_id: 'open',
    name: 'sealed',
    role: 'open',
    list_id: 'open',
    section_id: 'open',
    code_hash: 'sealed',
    code_until: 'sealed',
    token_hash: 'sealed',
    paired_at: 'open',
    browser: 'sealed',
    revoked_at: 'open',
  },
});

export type TabletsTables = TablesOf<{ readonly tablet: typeof tabletTable }>;
export type Tablet = TabletsTables['tablet'];
