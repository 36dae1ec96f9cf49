export { entrantCode } from './draw.hash.ts';
export { groupedCode } from './draw.rules.ts';
export { drawsRouters } from './draws.api.ts';
export { drawTables } from './draws.schema.ts';
