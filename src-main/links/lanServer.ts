/**
 * The listener for other laptops of the organisation. It serves what the sync service serves, inside the envelope, and `/pair`
 * outside of it; nothing of the desk's own API and nothing of the phones' door can be reached through it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createLimiter } from '../door/limits.ts';
import { listenOnFirst } from '../ports.ts';
import { closeAnswer, closePairing, openRequest } from './envelope.ts';

/** Bytes of one request, and of all that are being read: a stranger may fill this much and no more. */
const MOST_BYTES = 25 * 1024 * 1024;
const MOST_BYTES_TOGETHER = 100 * 1024 * 1024;
const PAIR_BYTES = 4096;
/** How many messages that no key fits an address may send, and newcomers' calls. */
const ALLOWANCE = { burst: 30, perSecond: 0.5 };

/** A service as both hosts have it; `from` is the other side's network address. */
export type Service = (request: Request, from: string) => Promise<Response>;

export type LanServing = { readonly port: number; readonly close: () => Promise<void> };

type LanOptions = {
  readonly address: string;
  /** Tried in this order; 0 takes any free port. */
  readonly ports: readonly number[];
  readonly service: Service;
  /** This laptop's node, told to whoever has the key. */
  readonly node: string;
  /** The envelope's key. */
  readonly key: Uint8Array;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
};

type Told = { readonly status: number; readonly type: string; readonly body: Uint8Array };

const json = (status: number, code: string): Told => ({
  status,
  type: 'application/json',
  body: Buffer.from(JSON.stringify({ code, fields: {} })),
});

/** Listens on the address alone, on the first port that is free. Throws where the address is not this machine's. */
export const serveLan = async (options: LanOptions): Promise<LanServing> => {
  const { address, ports, service, node, key, now, onError } = options;
  const strangers = createLimiter(ALLOWANCE, now);
  const closing = new AbortController();
  let reading = 0;
  let origin = '';

  /** The body, or undefined where it is longer than allowed. */
  const readBody = async (request: IncomingMessage, most: number): Promise<Uint8Array | undefined> => {
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

  const ask = (path: string, init: RequestInit & { readonly method: string }, from: string) =>
    service(new Request(`${origin}${path}`, init), from);

  const answerClosed = async (sent: Uint8Array, from: string, signal: AbortSignal): Promise<Told> => {
    const opened = openRequest(key, sent);
    if (opened === undefined) {
      strangers.take(from);
      return json(403, 'OTHER_KEY');
    }
    const { method, path, token, type, body } = opened;
    const answer =
      path === '/hello'
        ? Response.json({ node })
        : await ask(
            path,
            {
              method,
              signal,
              headers: {
                'content-type': type,
                ...(token !== null && { authorization: `Bearer ${token}` }),
              },
              ...(method !== 'GET' && method !== 'HEAD' && { body: Buffer.from(body) }),
            },
            from,
          );
    const closed = closeAnswer(key, sent, {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: new Uint8Array(await answer.arrayBuffer()),
    });
    return { status: 200, type: 'application/octet-stream', body: closed };
  };

  /** A newcomer has no key yet; its token goes back in an envelope that it can open once it has unwrapped the key. */
  const pair = async (sent: Uint8Array, from: string): Promise<Told> => {
    strangers.take(from);
    const headers = { 'content-type': 'application/json' };
    const answer = await ask('/pair', { method: 'POST', headers, body: Buffer.from(sent) }, from);
    const body = new Uint8Array(await answer.arrayBuffer());
    if (answer.status !== 200) return { status: answer.status, type: 'application/json', body };
    const { wrappedKey } = JSON.parse(Buffer.from(body).toString('utf8'));
    const closed = Buffer.from(closePairing(key, sent, body));
    return {
      status: 200,
      type: 'application/json',
      body: Buffer.from(JSON.stringify({ wrappedKey, closed: closed.toString('base64url') })),
    };
  };

  const tell = (response: ServerResponse, { status, type, body }: Told): void => {
    response.writeHead(status, {
      'content-type': type,
      'content-length': String(body.length),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(status === 429 && { 'retry-after': '10' }),
      ...(status === 413 && { connection: 'close' }),
    });
    response.end(body);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const from = request.socket.remoteAddress ?? '';
    // A foreign name that resolves to this address is some web page's trick; no page of ours is served here at all.
    if (request.headers.host !== new URL(origin).host) return tell(response, json(421, 'OTHER_HOST'));
    if (!strangers.isLeft(from)) return tell(response, json(429, 'TOO_MANY'));
    const most = request.url === '/lan' ? MOST_BYTES : request.url === '/pair' ? PAIR_BYTES : 0;
    if (most === 0 || request.method !== 'POST') return tell(response, json(404, 'NOT_FOUND'));
    if (Number(request.headers['content-length'] ?? 0) > most) return tell(response, json(413, 'TOO_LARGE'));
    const sent = await readBody(request, most);
    if (sent === undefined) return tell(response, json(413, 'TOO_LARGE'));
    if (request.url === '/pair') return tell(response, await pair(sent, from));
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    tell(response, await answerClosed(sent, from, AbortSignal.any([gone.signal, closing.signal])));
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
      handle(request, response).catch((error: unknown) => {
        if (response.destroyed || closing.signal.aborted) return response.destroy();
        onError(error);
        if (response.headersSent) response.destroy();
        else tell(response, json(500, 'INTERNAL'));
      });
    },
  );
  server.maxConnections = 64;
  const port = await listenOnFirst(server, address, ports);
  origin = `http://${address}:${port}`;
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
