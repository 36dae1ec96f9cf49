import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { ROLES } from './permissions.rules.ts';

export const LANGUAGES = ['ru', 'kk', 'en'] as const;

/** The club or centre itself: one row, with the fixed id `organisation`. */
export const organisationTable = defineTable({
  name: 'organisation',
  travels: 'whole',
  columns: {
    name: z.string().trim().min(1).max(200),
    language: z.enum(LANGUAGES),
    /** ISO 4217; all money of the organisation is in its minor units. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** IANA name, such as Asia/Almaty. */
    time_zone: z.string().min(1).max(64),
  },
  relay: { name: 'open', language: 'open', currency: 'open', time_zone: 'open' },
});

/** Who may sit at a desk. */
export const accountTable = defineTable({
  name: 'account',
  // Who did what is told by name; which account sits at a laptop is that laptop's own matter.
  travels: 'whole',
  columns: {
    name: z.string().trim().min(1).max(200),
    role: z.enum(ROLES),
    language: z.enum(LANGUAGES),
  },
  relay: { name: 'sealed', role: 'open', language: 'open' },
});

const tables = { organisation: organisationTable, account: accountTable };
export type AccessTables = TablesOf<typeof tables>;
export type Organisation = AccessTables['organisation'];
