/**
 * Who may talk to the desk. A server on 127.0.0.1 can be reached by every program and every web page on the machine, so
 * each request must show that it comes from a window the desk itself opened:
 * 1. its Host is the desk's own address (a foreign name that resolves to 127.0.0.1 is refused);
 * 2. it carries the cookie of this run, given once in exchange for the key in the printed address;
 * 3. anything but a plain page load says that it comes from the desk's own pages (Origin, Sec-Fetch-Site): a cookie does
 *    not tell ports apart, so a page of another program on this machine would otherwise send it along.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export type Secrets = {
  /** Printed on the terminal, good for the whole run. */
  readonly key: string;
  /** The cookie's value; never leaves the browser and this process. */
  readonly pass: string;
};

export type Gate = {
  /** An answer where the request is not let in, or nothing where it is. */
  readonly refuse: (request: Request) => Response | undefined;
  /** A key that opens the desk once, within a minute: for addresses that other programs can read in the process list. */
  readonly mintKey: () => string;
};

type GateOptions = {
  readonly port: number;
  readonly secrets: Secrets;
  readonly random: () => string;
  readonly now: () => number;
  readonly closedPage: () => string;
};

const KEY_LIFE = 60_000;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const same = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

const cookieOf = (request: Request, name: string): string | undefined =>
  (request.headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const page = (status: number, html: string): Response =>
  new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });

const isPageLoad = (request: Request): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  request.headers.get('sec-fetch-mode') === 'navigate' &&
  request.headers.get('sec-fetch-dest') === 'document';

/** Whether the browser says that the request was made by a page of this very origin. */
const isFromOwnPages = (request: Request, origins: readonly string[]): boolean => {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (origin !== null && !origins.includes(origin)) return false;
  if (site !== null) return site === 'same-origin' || (site === 'none' && isPageLoad(request));
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  return origin !== null;
};

/** The guard of one run of the desk; `port` is the one it listens on. */
export const createGate = ({ port, secrets, random, now, closedPage }: GateOptions): Gate => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  // Cookies of one host name are shared by all its ports: the port is in the name, so that two desks do not push each other out.
  const cookie = `orda_${port}`;
  const minted = new Map<string, number>();

  const opens = (key: string): boolean => {
    if (same(key, secrets.key)) return true;
    const until = minted.get(key);
    minted.delete(key);
    return until !== undefined && until >= now();
  };

  const letIn = (request: Request, url: URL): Response => {
    const clean = new URL(url);
    clean.searchParams.delete('key');
    const target = `${clean.pathname.replace(/^\/+/, '/')}${clean.search}`;
    const headers = new Headers({
      'set-cookie': `${cookie}=${secrets.pass}; HttpOnly; SameSite=Strict; Path=/`,
    });
    // After a click in another program the browser counts the whole chain of redirects as foreign and keeps a Strict
    // cookie back, so there the page itself takes the next step.
    const isForeign = ['cross-site', 'same-site'].includes(request.headers.get('sec-fetch-site') ?? 'none');
    if (!isForeign) {
      headers.set('location', target);
      return new Response(null, { status: 303, headers });
    }
    headers.set('content-type', 'text/html; charset=utf-8');
    const safe = target.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    return new Response(
      `<!doctype html><meta http-equiv="refresh" content="0;url=${safe}"><title>Orda</title>`,
      {
        headers,
      },
    );
  };

  return {
    mintKey: () => {
      for (const [key, until] of minted) if (until < now()) minted.delete(key);
      const key = random();
      minted.set(key, now() + KEY_LIFE);
      return key;
    },
    refuse: (request) => {
      const url = new URL(request.url);
      const host = request.headers.get('host') ?? url.host;
      if (!hosts.includes(host) || !hosts.includes(url.host))
        return new Response('Unknown host\n', { status: 421 });
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
        return new Response('Method not allowed\n', { status: 405, headers: { allow: 'GET, HEAD, POST' } });
      }
      const key = url.searchParams.get('key');
      if (key !== null && request.method === 'GET' && opens(key)) return letIn(request, url);
      const pass = cookieOf(request, cookie);
      if (pass === undefined || !same(pass, secrets.pass)) return page(403, closedPage());
      if (!isFromOwnPages(request, origins)) return page(403, closedPage());
      return undefined;
    },
  };
};
