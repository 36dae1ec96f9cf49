export { drawsRouters } from './draws.api.ts';
export { drawTables } from './draws.schema.ts';
