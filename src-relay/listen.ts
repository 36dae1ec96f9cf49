import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Caller } from './caller.ts';
import type { AnswerMessage } from './messages.ts';

export type Listening = {
  readonly address: string;
  readonly port: number;
  /**
   * Takes no new requests, waits for those under way, and ends what is left after the patience (milliseconds).
   */
  readonly close: (patienceMs: number) => Promise<void>;
};

type ListenOptions = {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly fetch: (request: Request, caller: Caller) => Promise<Response>;
  /** Has each request first, where there are laptops that bring them. */
  readonly messages?: AnswerMessage;
};

/** Milliseconds. A message of 24 MB takes three minutes on a line of 1 Mbit/s; whoever sends a header a minute is cut off. */
const REQUEST_PATIENCE = 300_000;
const HEADER_PATIENCE = 10_000;
const KEEP_ALIVE = 65_000;
const MOST_CONNECTIONS = 4096;
/** How often connections that are over their time are looked for. */
const CHECK_EVERY = 2_000;

/** A body that is still on its way; not every library of types knows the word. */
const AS_IT_COMES = { duplex: 'half' } as const;

/** The adapter's requests only look like requests: what copies one whole, as the limit of a body does, fails on them. */
const realRequest = ({ url, method, headers, body, signal }: Request): Request =>
  new Request(url, { method, headers, body, signal, ...AS_IT_COMES });

/** An IPv4 address that an IPv6 socket shows is that address. */
const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '');

const peerOf = (env: unknown): string => {
  const incoming = (env as { readonly incoming?: IncomingMessage }).incoming;
  return plainAddress(incoming?.socket.remoteAddress);
};

/** Serves `fetch` on the address; fails where it is not this machine's, or the port is taken. */
export const listen = ({ host, port, fetch, messages }: ListenOptions): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const others = getRequestListener((request, env) => fetch(realRequest(request), { peer: peerOf(env) }), {
      overrideGlobalObjects: false,
    });
    const server = createServer(
      {
        headersTimeout: HEADER_PATIENCE,
        requestTimeout: REQUEST_PATIENCE,
        connectionsCheckingInterval: CHECK_EVERY,
        keepAliveTimeout: KEEP_ALIVE,
        maxHeaderSize: 16 * 1024,
      },
      (incoming, outgoing) => {
        if (messages?.(incoming, outgoing) !== true) void others(incoming, outgoing);
      },
    );
    server.maxConnections = MOST_CONNECTIONS;
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') return reject(new Error('no address'));
      resolve({ address: bound.address, port: bound.port, close: (patienceMs) => close(server, patienceMs) });
    });
  });

const close = (server: Server, patienceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
    // A connection that is kept alive becomes idle with its answer; it is closed then.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
