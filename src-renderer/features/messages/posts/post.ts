import type { Outputs } from '../../../api/shapes.ts';

/** A post as the desk is told of it. */
export type Post = Outputs['messages']['posts']['list'][number];
