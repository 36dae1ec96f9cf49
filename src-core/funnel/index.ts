import { funnelRouter } from './funnel.api.ts';

export const funnelRouters = { funnel: funnelRouter };
