import { eventHits } from '../../features/events/spotlight.ts';
import { peopleHits } from '../../features/people/spotlight.ts';
import type { HitSource } from '../../ui/spotlight/hits.ts';

/** Who answers in the command line besides the commands. A feature adds its source here. */
export const SOURCES: readonly HitSource[] = [peopleHits, eventHits];
