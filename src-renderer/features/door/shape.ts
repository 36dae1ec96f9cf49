import type { Outputs } from '../../api/shapes.ts';

/** The door of an event as the desk runs it. */
export type Door = Outputs['door']['state'];
