export { certificatesRouters } from './certificates.api.ts';
export { certificateTables } from './certificates.schema.ts';
export type { CertificatesTables } from './certificates.schema.ts';
export { numberText, qrText } from './certificate.code.rules.ts';
