/** The page itself: a shell, its script and style, icons, the manifest and the service worker, as they were built into dist/portal. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Context, Hono } from 'hono';
import type { RelayEnv } from '../caller.ts';
import { isTaken } from './packed.ts';

type BuiltFile = {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  /** Undefined for pictures, which are packed already. */
  readonly br?: Uint8Array<ArrayBuffer>;
  readonly gzip?: Uint8Array<ArrayBuffer>;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

/**
 * The page may run its own script and style, talk to its own relay, and show its own pictures; nothing else, and nobody may frame it.
 * Telegram's script is not among what it may: what Telegram hands over stands in the address.
 */
const PORTAL_POLICY: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const bytes = (buffer: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

const builtFile = (path: string): BuiltFile => {
  const body = bytes(readFileSync(path));
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  if (type.startsWith('image/png')) return { body, type, etag };
  const br = bytes(brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }));
  return { body, type, etag, br, gzip: bytes(gzipSync(body)) };
};

const readBuilt = (folder: string): ReadonlyMap<string, BuiltFile> => {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return new Map(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(folder.length + 1).replaceAll(sep, '/'), builtFile(path)]),
    );
  } catch {
    return new Map();
  }
};

const send = (context: Context<RelayEnv>, file: BuiltFile, caching: string): Response => {
  const { headers: asked } = context.req.raw;
  const headers = new Headers({
    'content-type': file.type,
    'cache-control': caching,
    'content-security-policy': PORTAL_POLICY,
    // The page stands at /me, above the folder that its worker lies in.
    'service-worker-allowed': '/me',
    etag: file.etag,
    vary: 'accept-encoding',
  });
  if (asked.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  if (file.br !== undefined && isTaken(asked, 'br')) {
    headers.set('content-encoding', 'br');
    return new Response(file.br, { headers });
  }
  if (file.gzip !== undefined && isTaken(asked, 'gzip')) {
    headers.set('content-encoding', 'gzip');
    return new Response(file.gzip, { headers });
  }
  return new Response(file.body, { headers });
};

/** Named by their content: never another file under one name. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Asked for each time, and answered with 304 where nothing is new. */
const ASK_EACH_TIME = 'no-cache';

const NOT_BUILT =
  'The page is not built: start the relay with `npm run relay`, or run `npm run build` once.\n';

export type PortalPagesParts = {
  /** dist/portal. */
  readonly folder: string;
  readonly nothing: (context: Context<RelayEnv>) => Response;
};

/** Adds the page's files to the relay's routes; they are read when the first of them is asked for. */
export const mountPortalPages = (app: Hono<RelayEnv>, { folder, nothing }: PortalPagesParts): void => {
  let files: ReadonlyMap<string, BuiltFile> | undefined;
  const fileOf = (name: string): BuiltFile | undefined => (files ??= readBuilt(folder)).get(name);

  const shell = (context: Context<RelayEnv>): Response => {
    const file = fileOf('index.html');
    if (file !== undefined) return send(context, file, ASK_EACH_TIME);
    files = undefined;
    return context.text(NOT_BUILT, 503);
  };
  const named = (context: Context<RelayEnv>, name: string, caching: string): Response => {
    const file = fileOf(name);
    return file === undefined ? nothing(context) : send(context, file, caching);
  };

  app.get('/me', shell);
  app.get('/me/', shell);
  // Where a form's short address leads: the page itself finds the form, once somebody is signed in.
  app.get('/me/forms/:useId', shell);
  app.get('/me/assets/:file', (context) => named(context, `assets/${context.req.param('file')}`, FOR_EVER));
  for (const name of ['sw.js', 'app.webmanifest', 'icon-192.png', 'icon-512.png', 'icon-mask.png'])
    app.get(`/me/${name}`, (context) => named(context, name, ASK_EACH_TIME));
};
