import type { Outputs } from '../api/shapes.ts';

/** What the desk tells the stage. */
export type Stage = Outputs['stage']['view'];

/** The stage asks again at most this often, in milliseconds, however many people are being marked. */
export const PACE = 350;
