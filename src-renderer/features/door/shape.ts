import type { Outputs } from '../../api/shapes.ts';

/** The door of an event as the desk runs it. */
export type Door = Outputs['door']['state'];

/** A volunteer's device, and the code that makes one. */
export type Tablet = Outputs['tablets']['list']['tablets'][number];
export type TabletLink = Outputs['tablets']['invite']['link'];
