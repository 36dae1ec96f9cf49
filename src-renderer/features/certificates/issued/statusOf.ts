import type { Outputs } from '../../../api/shapes.ts';

/** A certificate as the desk lists it. */
export type Certificate = Outputs['certificates']['list']['rows'][number];
