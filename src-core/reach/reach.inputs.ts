import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { CARD_KINDS } from './cardWays.rules.ts';
import { UNREACHED_REASONS } from './reachability.rules.ts';

const id = z.string().min(1).max(64);

export const familyInput = z.object({ guardianId: id, childId: id });

/** Who of those that cannot be written to. A null group: those without one. */
export const filterInput = z.object({
  group: z.string().max(60).nullable().optional(),
  reason: z.enum(UNREACHED_REASONS).optional(),
});

/** Whom slips are printed for. */
export const slipsInput = z.object({
  who: z.union([z.object({ ids: z.array(id).min(1).max(5_000) }), z.object({ filter: filterInput })]),
  language: z.enum(LANGUAGES),
});

/** As the job gets it: with the relay's address, which only the host knows. */
export const slipsJobInput = slipsInput.extend({ relay: z.string().max(300).nullable() });

/** A way of the card, for one person. */
export const cardWayInput = z.object({ personId: id, kind: z.enum(CARD_KINDS) });

/** Whom a way of the card is opened for. */
export const openForInput = z.object({
  who: z.union([
    z.object({ ids: z.array(id).min(1).max(100_000) }),
    z.object({
      filter: z.object({ group: z.string().max(60).nullable().optional(), isUnreachedOnly: z.boolean() }),
    }),
  ]),
});
