import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { DeskRouter } from '../../src-core/api.ts';

/** What the desk's procedures take and give, by router and procedure. */
export type Inputs = inferRouterInputs<DeskRouter>;
export type Outputs = inferRouterOutputs<DeskRouter>;
