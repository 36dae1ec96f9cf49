import { nameBadgesRouter } from './nameBadges.api.ts';

export const nameBadgesRouters = { nameBadges: nameBadgesRouter };
export { nameBadgePrintTable } from './nameBadges.schema.ts';
