/** Issues a batch in a process of its own, which dies in the middle as by a pulled plug: after so many certificates, or after all. */
import { writeSync } from 'node:fs';
import { openCertificateDesk } from './certificates.test-support.ts';
import { batchInput } from './batch.schema.ts';
import { issueBatch } from './batch.store.ts';

const [folder = '', templateId = '', eventId = '', after = ''] = process.argv.slice(2);
const { store } = await openCertificateDesk(folder);
const batch = batchInput.parse({ templateId, eventId, who: { kind: 'present' } });
await store.write({ actor: 'test', action: 'certificates.issue' }, (tx) =>
  issueBatch(tx, store, batch, (done) => {
    if (done === Number(after)) process.kill(process.pid, 'SIGKILL');
  }),
);
writeSync(1, 'issued\n');
process.kill(process.pid, 'SIGKILL');
