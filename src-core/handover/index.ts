import { conflictsRouter } from './conflicts.api.ts';
import { handoverRouter } from './handover.api.ts';

export const handoverRouters = { handover: handoverRouter, conflicts: conflictsRouter };
export { createFreshFile } from './eventFile.ts';
export type { FreshFile } from './eventFile.ts';
export { EVENT_FILE_EXTENSION, keyOf, newSalt } from './fileFormat.ts';
export type { FileKey } from './fileFormat.ts';
export { fileNameOf } from './fileName.rules.ts';
export type { PackedFrames } from './handover.work.ts';
