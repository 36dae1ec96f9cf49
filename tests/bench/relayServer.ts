/**
 * The relay of `relay.bench.ts`: its whole server over the database that ORDA_DATABASE_URL or the folder says, with a bare handler in the same
 * listener. Prints its port, and a token for each laptop that may call.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../src-relay/database/open.ts';
import { listen } from '../../src-relay/listen.ts';
import { createLog } from '../../src-relay/log.ts';
import { createAnswerMessage } from '../../src-relay/messages.ts';
import type { AnswerMessage } from '../../src-relay/messages.ts';
import { portalOver } from '../../src-relay/portal/portal.ts';
import { createServer } from '../../src-relay/server.ts';
import { plainParts } from '../relay/plainParts.ts';
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
const parts = plainParts(log);
const sync = createSyncService({ ...database.service });
const messages = createAnswerMessage({ exchange: sync.exchange, ...parts });
const fetch = createServer({
  ...parts,
  sync: sync.handle,
  pages: { reading: database.reading, now: Date.now },
  portal: portalOver({ store: database.store, now: Date.now, botToken: undefined, log }),
});

/** Reads the body and hands the same bytes back. */
const bare: AnswerMessage = (incoming, outgoing) => {
  if (incoming.url !== '/bare') return false;
  const pieces: Buffer[] = [];
  incoming.on('data', (piece: Buffer) => pieces.push(piece));
  incoming.on('end', () => {
    const body = Buffer.concat(pieces);
    outgoing.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': body.length });
    outgoing.end(body);
  });
  return true;
};

const { port } = await listen({
  host: '127.0.0.1',
  port: 0,
  fetch,
  messages: (incoming, outgoing) => bare(incoming, outgoing) || messages(incoming, outgoing),
});
writeSync(1, `${JSON.stringify({ port, tokens })}\n`);
