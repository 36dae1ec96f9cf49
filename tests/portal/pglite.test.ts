/**
 * Holds: the phone page shows what it may, over PostgreSQL as PGlite has it in this process. Who gets in is left to the real server: a
 * database for each of those tests would take PGlite half a minute.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openPostgres } from '../../src-core/store/index.ts';
import { openLite, pgliteServer, wipeLite } from '../contract/nodes/pgliteServer.ts';
import { payloadContract } from './payload.contract.ts';
import type { OpenDatabase } from './world.ts';

let lite: Awaited<ReturnType<typeof openLite>>;
beforeAll(async () => {
  lite = await openLite();
}, 120_000);
afterAll(() => lite.close());

const onLite: OpenDatabase = async (parts) => ({
  store: await openPostgres({ server: pgliteServer(lite), migrations, ...parts }),
  drop: () => wipeLite(lite),
});
describe('payloads', () => {
  payloadContract(onLite);
});
