import type { Outputs } from '../../../api/shapes.ts';

/** The event that a page is about. */
export type EventOfPage = Outputs['events']['get']['event'];
