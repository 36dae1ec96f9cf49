/**
 * The smallest HTTP server that phones need: one address, small bodies, short patience. It knows nothing of the desk's
 * own server, and nothing of that one can be reached through it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnFirst } from '../ports.ts';

/** Bytes. Four fields and a pass take a few hundred. */
const BODY_LIMIT = 4096;
const HEADER_LIMIT = 8192;

export type DoorRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** The other side's network address. */
  readonly from: string;
  readonly header: (
    name: 'cookie' | 'user-agent' | 'accept-language' | 'origin' | 'sec-fetch-site' | 'x-part',
  ) => string;
  /** The body of a POST, else empty. */
  readonly body: string;
};

export type DoorAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Serving = { readonly port: number; readonly close: () => Promise<void> };

type ServeOptions = {
  readonly address: string;
  /** Tried in this order; 0 takes any free port. */
  readonly ports: readonly number[];
  readonly handle: (request: DoorRequest) => Promise<DoorAnswer>;
  readonly onError: (error: unknown) => void;
};

const refuse = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-length': '0', connection: 'close', ...headers });
  response.end();
};

const readBody = (request: IncomingMessage): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    let bytes = 0;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > BODY_LIMIT) {
        request.pause();
        resolve(undefined);
      } else parts.push(part);
    });
    request.on('end', () =>
      resolve((parts.length === 1 ? parts[0] : Buffer.concat(parts))?.toString('utf8')),
    );
    request.on('error', reject);
  });

const headerOf = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** Listens on the address alone, on the first port that is free. Throws where the address is not this machine's. */
export const serve = async ({ address, ports, handle, onError }: ServeOptions): Promise<Serving> => {
  let host = '';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A foreign name that resolves to this address is some other page's trick.
    if (headerOf(request, 'host') !== host) return refuse(response, 421);
    const method = request.method ?? '';
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST')
      return refuse(response, 405, { allow: 'GET, HEAD, POST' });
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return refuse(response, 413);
    const body = method === 'POST' ? await readBody(request) : '';
    if (body === undefined) return refuse(response, 413);
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const made = await handle({
      method,
      path,
      query,
      from: request.socket.remoteAddress ?? '',
      header: (name) => headerOf(request, name),
      body,
    });
    response.writeHead(made.status, {
      ...made.headers,
      'content-length': String(Buffer.byteLength(made.body)),
    });
    response.end(method === 'HEAD' ? '' : made.body);
  };
  const server = createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 10_000,
      maxHeaderSize: HEADER_LIMIT,
      noDelay: true,
    },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        onError(error);
        if (!response.headersSent) refuse(response, 500);
        else response.destroy();
      });
    },
  );
  server.maxConnections = 1024;
  server.maxRequestsPerSocket = 1000;
  const port = await listenOnFirst(server, address, ports);
  host = `${address}:${port}`;
  server.on('error', onError);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
