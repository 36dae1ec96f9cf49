import { attentionRouter } from './attention.api.ts';

export const attentionRouters = { attention: attentionRouter };
export { attentionTables } from './attention.schema.ts';
