import { paperRouter } from './paper.api.ts';

export const paperRouters = { paper: paperRouter };
export { paperLineTable } from './paper.schema.ts';
