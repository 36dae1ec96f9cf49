import { shortLinksRouter } from './shortLinks.api.ts';

export const shortLinksRouters = { shortLinks: shortLinksRouter };
export { readShortCode } from './shortCode.ts';
export { readShortPage } from './shortPage.store.ts';
export type { PublicEvent, ShortPage } from './shortPage.store.ts';
export { shortLinkTable } from './shortLinks.schema.ts';
export type { ShortLinksTables } from './shortLinks.schema.ts';
export { makeLink } from './shortLinks.store.ts';
