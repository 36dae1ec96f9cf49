import { eventPlansRouter } from './eventPlans.api.ts';

export const eventPlansRouters = { eventPlans: eventPlansRouter };
export { followEvent } from './follow.ts';
