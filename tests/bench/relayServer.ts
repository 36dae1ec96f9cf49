/**
 * The relay of `relay.bench.ts`: its whole server over the database that ORDA_DATABASE_URL or the folder says, with a bare handler in the same
 * listener. Prints its port, and a token for each laptop that may call.
 */
import { writeSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { openDatabase } from '../../src-relay/database/open.ts';
import { createLog } from '../../src-relay/log.ts';
import { createMetrics } from '../../src-relay/metrics.ts';
import { portalOver } from '../../src-relay/portal/portal.ts';
import { createServer } from '../../src-relay/server.ts';
import { createSyncService } from '../../src-core/sync/index.ts';

const [, , folder = '', laptops = '0'] = process.argv;
const database = await openDatabase(
  { folder, databaseUrl: process.env['ORDA_DATABASE_URL'] },
  { now: Date.now, onTaken: () => undefined, onError: (error) => console.error(error) },
);
const tokens: string[] = [];
for (let n = 0; n < Number(laptops); n += 1) {
  const node = `bench${String(n).padStart(3, '0')}`;
  const code = await database.issueCode();
  tokens.push((await database.service.admission.claim?.(code, node))?.token ?? '');
}
const log = createLog('silent');
const relay = createServer({
  settings: { publicUrl: undefined, trustedProxies: new Set(), metricsToken: undefined },
  ownUrl: () => '',
  sync: createSyncService({ ...database.service }).handle,
  pages: { reading: database.reading, now: Date.now },
  portal: portalOver({ store: database.store, now: Date.now, botToken: undefined, log }),
  health: async () => ({ ok: true, problems: [] }),
  isStopping: () => false,
  metrics: createMetrics(async () => ({
    lines: 0,
    laptops: { active: 0, revoked: 0 },
    keptAside: {},
    lastBackupMs: null,
    freeBytes: null,
    queued: {},
  })),
  log,
});
serve(
  {
    hostname: '127.0.0.1',
    port: 0,
    overrideGlobalObjects: false,
    fetch: async (asked) => {
      const body = await asked.arrayBuffer();
      if (new URL(asked.url).pathname === '/bare') return new Response(body);
      const { url, method, headers } = asked;
      return relay(new Request(url, { method, headers, body }), { peer: '127.0.0.1' });
    },
  },
  ({ port }) => writeSync(1, `${JSON.stringify({ port, tokens })}\n`),
);
