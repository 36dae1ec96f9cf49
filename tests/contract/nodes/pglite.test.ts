/** Holds: a log is served from PostgreSQL, as PGlite has it in this process, by all the rules. */
import { afterAll, beforeAll } from 'vitest';
import { openLite, pgliteServer, wipeLite } from './pgliteServer.ts';
import { servedOnPostgres } from './served.ts';
import { nodeContract } from './suite.ts';

let lite: Awaited<ReturnType<typeof openLite>>;
beforeAll(async () => {
  lite = await openLite();
}, 120_000);
afterAll(() => lite.close());

nodeContract(async () => ({
  open: (options) => servedOnPostgres(pgliteServer(lite), options),
  drop: () => wipeLite(lite),
}));
