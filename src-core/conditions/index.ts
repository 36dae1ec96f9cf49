import { conditionsRouter } from './conditions.api.ts';

export const conditionsRouters = { conditions: conditionsRouter };
