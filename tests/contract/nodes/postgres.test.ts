/** Holds: a log is served from a real PostgreSQL by all the rules. */
import { afterAll, beforeAll, describe } from 'vitest';
import { findPrograms, startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { servedOnPostgres } from './served.ts';
import { nodeContract } from './suite.ts';

const programs = findPrograms();
const title = 'reason' in programs ? `PostgreSQL (skipped: ${programs.reason})` : 'PostgreSQL';

describe.skipIf('reason' in programs)(title, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    if ('folder' in programs) cluster = await startCluster(programs.folder);
  }, 120_000);
  afterAll(() => cluster.stop());

  nodeContract(async () => {
    const server = await cluster.database();
    return { open: (options) => servedOnPostgres(server, options), drop: () => Promise.resolve() };
  });
});
