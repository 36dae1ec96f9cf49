import type { Outputs } from '../api/shapes.ts';

/** What the desk tells the stage. */
export type Stage = Outputs['stage']['view'];
