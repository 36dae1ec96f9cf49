/**
 * The listener for other laptops of the organisation. Nothing of the desk's own API and nothing of the phones' door can be reached
 * through it; what it carries is in the envelope that the service opens. A stranger fills no memory with it and guesses nothing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createLimiter } from '../door/limits.ts';
import { listenOnFirst } from '../ports.ts';
import { LAN_PATH } from './envelope.ts';

/** Bytes of one request, and of all that are being read: a stranger may fill this much and no more. */
const MOST_BYTES = 25 * 1024 * 1024;
const MOST_BYTES_TOGETHER = 100 * 1024 * 1024;
const PAIR_BYTES = 4096;
/** How many messages an address may send that no key or token fits. */
const ALLOWANCE = { burst: 30, perSecond: 0.5 };

export type LanServing = { readonly port: number; readonly close: () => Promise<void> };

type LanOptions = {
  readonly address: string;
  /** Tried in this order; 0 takes any free port. */
  readonly ports: readonly number[];
  /** `from` is the other side's network address. */
  readonly handle: (request: Request, from: string) => Promise<Response>;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
};

const refuse = (status: number, code: string): Response =>
  Response.json({ code, fields: {} }, { status, headers: { connection: 'close' } });

const limitOf = (path: string | undefined): number =>
  path === LAN_PATH ? MOST_BYTES : path === '/pair' ? PAIR_BYTES : 0;

/** Listens on the address alone, on the first port that is free. Throws where the address is not this machine's. */
export const serveLan = async (options: LanOptions): Promise<LanServing> => {
  const { address, ports, handle, now, onError } = options;
  const strangers = createLimiter(ALLOWANCE, now);
  const closing = new AbortController();
  let reading = 0;
  let host = '';

  /** Undefined where it is longer than allowed. */
  const readBody = async (
    request: IncomingMessage,
    most: number,
  ): Promise<Buffer<ArrayBuffer> | undefined> => {
    const parts: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const part of request) {
        if (!Buffer.isBuffer(part)) return undefined;
        bytes += part.length;
        reading += part.length;
        if (bytes > most || reading > MOST_BYTES_TOGETHER) return undefined;
        parts.push(part);
      }
    } finally {
      reading -= bytes;
    }
    return Buffer.concat(parts);
  };

  const answer = async (request: IncomingMessage, gone: AbortSignal): Promise<Response> => {
    const from = request.socket.remoteAddress ?? '';
    // A foreign name that resolves to this address is some web page's trick.
    if (request.headers.host !== host) return refuse(421, 'OTHER_HOST');
    const most = limitOf(request.url);
    if (most === 0 || request.method !== 'POST') return refuse(404, 'NOT_FOUND');
    if (!strangers.isLeft(from)) return refuse(429, 'TOO_MANY');
    if (Number(request.headers['content-length'] ?? 0) > most) return refuse(413, 'TOO_LARGE');
    const body = await readBody(request, most);
    if (body === undefined) return refuse(413, 'TOO_LARGE');
    const made = await handle(
      new Request(`http://${host}${request.url ?? '/'}`, {
        method: 'POST',
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        body,
        signal: AbortSignal.any([gone, closing.signal]),
      }),
      from,
    );
    if (made.status === 401) strangers.take(from);
    return made;
  };

  const tell = async (response: ServerResponse, made: Response): Promise<void> => {
    const body = Buffer.from(await made.arrayBuffer());
    response.writeHead(made.status, {
      ...Object.fromEntries(made.headers),
      'content-length': String(body.length),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(made.status === 429 && !made.headers.has('retry-after') && { 'retry-after': '10' }),
    });
    response.end(body);
  };

  const server = createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 60_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 60_000,
      maxHeaderSize: 8192,
      noDelay: true,
    },
    (request, response) => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      answer(request, gone.signal)
        .then((made) => tell(response, made))
        .catch((error: unknown) => {
          if (!gone.signal.aborted) onError(error);
          response.destroy();
        });
    },
  );
  server.maxConnections = 64;
  const port = await listenOnFirst(server, address, ports);
  host = port === 80 ? address : `${address}:${port}`;
  server.on('error', onError);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
