import { z } from 'zod';
import { packedShape } from './pack.ts';

/** Raised whenever the shapes below change; a test holds their hash to it. */
export const PROTOCOL = 1;

const seq = z.int().min(0);
const reading = z.string().regex(/^[0-9a-z]{9}-[0-9a-z]{4}-[0-9a-z]{8}$/);
const node = z.string().regex(/^[0-9a-z]{8}$/);
const epoch = z.string().min(1).max(64);
/** The last line of a log that the other side has seen: proof that it still talks to the log it knows. */
const head = z.strictObject({ seq, hlc: reading });

export const requestShape = z.strictObject({
  protocol: z.literal(PROTOCOL),
  node,
  /** What the sender remembers of this log; null before the first time. */
  known: z.strictObject({ epoch, head: head.nullable() }).nullable(),
  /** The sender has every line of this log up to here. */
  cursor: seq,
  packed: packedShape,
  /** Nothing more will be sent in this round. */
  isLast: z.boolean(),
  /** Somebody asks that what is kept aside be tried again. */
  isRetry: z.boolean(),
  /** The sender's wall clock, milliseconds. */
  nowMs: z.number(),
});
export type SyncRequest = z.output<typeof requestShape>;

export const answerShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('taken'),
    node,
    epoch,
    head: head.nullable(),
    /** The asker has every line up to here once it has taken these in. */
    cursor: seq,
    hasMore: z.boolean(),
    packed: packedShape,
    /** What became of the changes that were sent. */
    kept: z.record(z.string(), z.int()),
    /** How many changes this side keeps aside in all. */
    keptInAll: seq,
    /** The sum over this log, where both sides have nothing more to say. */
    digest: z.string().nullable(),
    nowMs: z.number(),
  }),
  /** This log is not the one that the asker knows: it was wiped, restored or exchanged. Nothing was taken; begin anew. */
  z.strictObject({ kind: z.literal('reset'), epoch }),
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.enum(['protocol', 'malformed']),
    protocol: z.int(),
  }),
]);
export type SyncAnswer = z.output<typeof answerShape>;
