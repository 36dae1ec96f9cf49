/** Holds: the outbox on PostgreSQL, as PGlite has it in this process, and on a real server where there is one. */
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgres } from '../../../src-core/store/index.ts';
import { findPrograms, startCluster } from '../nodes/cluster.ts';
import type { Cluster } from '../nodes/cluster.ts';
import { openLite, pgliteServer, wipeLite } from '../nodes/pgliteServer.ts';
import { outboxContract } from './suite.ts';

describe('PGlite', () => {
  let lite: Awaited<ReturnType<typeof openLite>>;
  beforeAll(async () => {
    lite = await openLite();
  }, 120_000);
  afterAll(() => lite.close());
  outboxContract(async () => {
    await wipeLite(lite);
    return (parts) => openPostgres({ ...parts, server: pgliteServer(lite) });
  });
});

const programs = findPrograms();
const why = 'reason' in programs ? ` (skipped: ${programs.reason})` : '';
describe.skipIf('reason' in programs)(`PostgreSQL${why}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    if ('folder' in programs) cluster = await startCluster(programs.folder);
  }, 120_000);
  afterAll(() => cluster.stop());
  outboxContract(async () => {
    const server = await cluster.database();
    return (parts) => openPostgres({ ...parts, server });
  });
});
