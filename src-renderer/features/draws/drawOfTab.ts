import type { Outputs } from '../../api/shapes.ts';

/** A committed draw, as the desk shows it. */
export type Draw = Outputs['draws']['list']['draws'][number];
