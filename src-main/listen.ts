import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';

export type Listening = {
  readonly port: number;
  /** Stops taking requests and ends the open ones. */
  readonly close: () => Promise<void>;
};

type ListenOptions = {
  /** 0 takes a free port. */
  readonly port: number;
  readonly fetch: (request: Request) => Promise<Response>;
};

const isHttpServer = (server: unknown): server is Server =>
  typeof server === 'object' && server !== null && 'closeAllConnections' in server;

/** The adapter's requests only look like requests: what copies one whole, as the limit of a body does, fails on them. */
const realRequest = ({ url, method, headers, body, signal }: Request): Request =>
  new Request(url, { method, headers, body, signal, duplex: 'half' });

/** Serves `fetch` on 127.0.0.1 alone; fails where the asked port is taken. */
export const listen = ({ port, fetch }: ListenOptions): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createAdaptorServer({
      fetch: (request) => fetch(realRequest(request)),
      overrideGlobalObjects: false,
      serverOptions: {
        headersTimeout: 10_000,
        requestTimeout: 120_000,
        keepAliveTimeout: 5_000,
        maxHeaderSize: 16 * 1024,
      },
    });
    if (!isHttpServer(server)) throw new TypeError('an HTTP server was expected');
    server.maxConnections = 256;
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no address'));
      resolve({
        port: address.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
