export { applyChanges, MOST_AHEAD_MS, retryKept } from './apply.ts';
export type { Applied, Receiver } from './apply.ts';
export { readConflicts, settleConflict, wasForked } from './conflicts.ts';
export type { Conflict, ConflictValue, Settled, Settling } from './conflicts.ts';
export { settlementTable } from './sync.schema.ts';
export type { SyncTables } from './sync.schema.ts';
export type { Batch, ForeignBatch, KeptReason, SentChange } from './wire.ts';
