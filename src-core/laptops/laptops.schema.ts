import { z } from 'zod';
import { ROLES } from '../access/index.ts';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';

const instant = z.iso.datetime();
const node = z.string().regex(/^[0-9a-z]{8}$/);

/** What became of the changes that were kept aside from a revoked laptop. */
export const DECISIONS = ['accept', 'drop'] as const;
export type Decision = (typeof DECISIONS)[number];

/** A laptop of the organisation; its id is `factId('laptop', node)`. Rows with one token are one laptop that got another node by a restore. */
export const laptopTable = defineTable({
  name: 'laptop',
  travels: 'never',
  // A laptop's first row may be written at two places, here and where it was let in; that is no disagreement.
  circumstances: ['name', 'token_hash', 'added_at', 'decision', 'decided_at', 'decided_count'],
  columns: {
    node,
    /** Null until the laptop has said it itself: whoever lets it in may be the relay, which is not to know it. */
    name: z.string().trim().min(1).max(100).nullable(),
    role: z.enum(ROLES),
    /** SHA-256 of its token, hexadecimal; null for one that nobody has let in yet. */
    token_hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    added_at: instant,
    revoked_at: instant.nullable(),
    decision: z.enum(DECISIONS).nullable(),
    decided_at: instant.nullable(),
    decided_count: z.int().min(0).nullable(),
  },
  relay: {
    node: 'open',
    name: 'sealed',
    role: 'open',
    token_hash: 'open',
    added_at: 'open',
    revoked_at: 'open',
    decision: 'open',
    decided_at: 'open',
    decided_count: 'open',
  },
});

/** A way in for one laptop, once; its id is derived from the phrase, which is kept nowhere. */
export const laptopInvitationTable = defineTable({
  name: 'laptop_invitation',
  travels: 'never',
  circumstances: ['used_at', 'used_by'],
  columns: {
    role: z.enum(ROLES),
    /** The organisation's key under a key derived from the phrase: base64url of nonce, ciphertext and tag. */
    wrapped_key: z.string().regex(/^[\w-]{80}$/),
    expires_at: instant,
    used_at: instant.nullable(),
    /** The node that was let in. */
    used_by: node.nullable(),
  },
  relay: { role: 'open', wrapped_key: 'open', expires_at: 'open', used_at: 'open', used_by: 'open' },
});

export const laptopTables = [laptopTable, laptopInvitationTable] as const;

export type LaptopsTables = TablesOf<{
  readonly laptop: typeof laptopTable;
  readonly laptop_invitation: typeof laptopInvitationTable;
}> & {
  /** Of this database alone. */
  readonly laptop_seen: { readonly node: string; readonly at_ms: number };
};
export type Laptop = LaptopsTables['laptop'];
