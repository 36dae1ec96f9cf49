/**
 * Requests to the Bot API, with one thing told that `fetch` keeps to itself: whether the connection came about at all. What never had a
 * connection was surely not sent, and may be sent again.
 */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ReadableStream } from 'node:stream/web';

const NOT_CONNECTED = 'NOT_CONNECTED';

/** Milliseconds within which a connection comes about, else there is none: a blocked Telegram answers nothing at all. */
const CONNECT_PATIENCE = 8_000;

/** Whether the error (or what caused it) says that there was no connection, so that nothing was sent. */
export function isNotConnected(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ('code' in at && at.code === NOT_CONNECTED) return true;
  return false;
}

const notConnected = (cause: unknown): Error =>
  Object.assign(new Error('no connection', { cause }), { code: NOT_CONNECTED });

/** A socket that is there already, or one that has yet to be connected (and, for https, agreed upon). */
const watchConnection = (
  socket: Socket,
  { isSecure, patienceMs, onReady }: { isSecure: boolean; patienceMs: number; onReady: () => void },
): void => {
  if (!socket.connecting && socket.bytesWritten > 0) return onReady();
  const late = setTimeout(() => socket.destroy(new Error('nobody answers')), patienceMs);
  late.unref();
  socket.once('close', () => clearTimeout(late));
  socket.once(isSecure ? 'secureConnect' : 'connect', () => {
    clearTimeout(late);
    onReady();
  });
};

type FetchOptions = { readonly connectPatienceMs?: number };

/** A `fetch` for the Bot API's client. `close` ends the connections that are kept. */
export function createNet({ connectPatienceMs = CONNECT_PATIENCE }: FetchOptions = {}): {
  readonly fetch: typeof fetch;
  readonly close: () => void;
} {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  const ask = (url: URL, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const isSecure = url.protocol === 'https:';
      let isConnected = false;
      const signal = init.signal ?? undefined;
      const fail = (error: unknown): void => reject(isConnected ? error : notConnected(error));
      const outgoing = (isSecure ? httpsRequest : httpRequest)(
        url,
        {
          method: init.method,
          headers: Object.fromEntries(new Headers(init.headers)),
          agent: isSecure ? agents.https : agents.http,
          ...(signal === undefined ? {} : { signal }),
        },
        (incoming: IncomingMessage) => {
          buffer(incoming).then(
            (body) =>
              resolve(
                new Response(new Uint8Array(body), {
                  status: incoming.statusCode ?? 500,
                  headers: { 'retry-after': incoming.headers['retry-after'] ?? '' },
                }),
              ),
            fail,
          );
        },
      );
      outgoing.once('socket', (socket) =>
        watchConnection(socket, {
          isSecure,
          patienceMs: connectPatienceMs,
          onReady: () => {
            isConnected = true;
          },
        }),
      );
      outgoing.once('error', (error) =>
        // The client tells its own patience by the signal's reason.
        fail(isConnected && signal?.aborted === true ? signal.reason : error),
      );
      const { body } = init;
      if (body instanceof ReadableStream) Readable.fromWeb(body).pipe(outgoing);
      else outgoing.end(body instanceof URLSearchParams ? body.toString() : undefined);
    });

  return {
    fetch: (input, init = {}) => ask(new URL(input instanceof Request ? input.url : input), init),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
