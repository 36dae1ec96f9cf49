/** Holds: the phone page lets in whom it should and shows what it may, over a real PostgreSQL. */
import { afterAll, beforeAll, describe } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openPostgres } from '../../src-core/store/index.ts';
import { findPrograms, startCluster } from '../contract/nodes/cluster.ts';
import type { Cluster } from '../contract/nodes/cluster.ts';
import { payloadContract } from './payload.contract.ts';
import { sessionsContract } from './sessions.contract.ts';
import type { OpenDatabase } from './world.ts';

const programs = findPrograms();
const why = 'reason' in programs ? ` (skipped: ${programs.reason})` : '';

describe.skipIf('reason' in programs)(`PostgreSQL${why}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    if ('folder' in programs) cluster = await startCluster(programs.folder);
  }, 120_000);
  afterAll(() => cluster.stop());

  const onCluster: OpenDatabase = async (parts) => ({
    store: await openPostgres({ server: await cluster.database(), migrations, ...parts }),
    drop: () => Promise.resolve(),
  });
  describe('sessions', () => {
    sessionsContract(onCluster);
  });
  describe('payloads', () => {
    payloadContract(onCluster);
  });
});
