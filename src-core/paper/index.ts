import { paperRouter } from './paper.api.ts';

export const paperRouters = { paper: paperRouter };
export { personOfPaperCode } from './paper.store.ts';
export { paperLineTable } from './paper.schema.ts';
