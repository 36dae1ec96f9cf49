/** The desk as one function from a request to an answer: the same for Electron, a browser and the tests. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { closedPage } from './access/pages.ts';
import { createGate, type Gate, type Secrets } from './access/gate.ts';
import { withProtection } from './access/headers.ts';
import type { Parcels } from './files/parcels.ts';

/** Bytes: the largest body of a procedure call; a pasted table of 100,000 cells is about two million. */
const CALL_LIMIT = 16 * 1024 * 1024;

export type DeskOptions = {
  readonly port: number;
  readonly secrets: Secrets;
  readonly random: () => string;
  readonly now: () => number;
  /** Answers `/api/*`: the procedures of the core and its stream of events. */
  readonly api: (request: Request) => Promise<Response>;
  readonly parcels: Parcels;
  /** The built screens by path. */
  readonly screens: (path: string) => Promise<Response>;
  /** What a procedure call that broke is told to, without its input: for the terminal. */
  readonly onError: (error: unknown) => void;
};

export type Desk = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly mintKey: Gate['mintKey'];
};

const tooLarge = (): Response => Response.json({ code: 'REQUEST_TOO_LARGE', fields: {} }, { status: 413 });

/** Puts the gate, the procedures, the files and the screens behind one `fetch`. */
export const createDesk = (options: DeskOptions): Desk => {
  const { api, parcels, screens, onError } = options;
  const gate = createGate({ ...options, closedPage });
  const app = new Hono();
  app.all('/api/*', bodyLimit({ maxSize: CALL_LIMIT, onError: tooLarge }), (context) => api(context.req.raw));
  app.post('/upload', (context) => parcels.receive(context.req.raw));
  app.get('/download/:token', (context) => parcels.hand(context.req.param('token')));
  app.get('*', (context) => screens(new URL(context.req.url).pathname));
  app.notFound(() => new Response('Not found\n', { status: 404 }));
  app.onError((error) => {
    onError(error);
    return Response.json({ code: 'INTERNAL', fields: {} }, { status: 500 });
  });
  return {
    mintKey: gate.mintKey,
    fetch: async (request) => withProtection(gate.refuse(request) ?? (await app.fetch(request))),
  };
};
