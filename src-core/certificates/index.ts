export { certificatesRouters } from './certificates.api.ts';
export { certificateTables } from './certificates.schema.ts';
