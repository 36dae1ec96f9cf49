import { attentionRouter } from './attention.api.ts';

export const attentionRouters = { attention: attentionRouter };
export { acknowledge, dueOf, isQuestionOf } from './attention.store.ts';
export { ANSWERS, withoutSecrets } from './attention.rules.ts';
export type { AskedAnswer, Hidden, Minded } from './attention.rules.ts';
export { attentionTables } from './attention.schema.ts';
