/** The built screens as answers: read once from the folder, then served from memory of names, never of paths from outside. */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Vite puts a hash of the content into the names under assets/: such a file never changes. */
const isHashed = (path: string): boolean => /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(path);

const ENTRY = '/desk/index.html';
/** Below this path the projector's window; everything else is the desk. */
const STAGE = '/stage/';
const STAGE_ENTRY = '/stage/index.html';
const entryOf = (path: string): string => (path.startsWith(STAGE) ? STAGE_ENTRY : ENTRY);
const missing = '<!doctype html><meta charset="utf-8"><title>Orda</title><p>npm run build</p>';

/** Answers GET requests for the files of `folder`; a path that is no file and has no extension gets the desk's page. */
export const createScreens = (folder: string): ((path: string) => Promise<Response>) => {
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const files = new Map(
    (isThere ? filesUnder(folder) : []).map((file) => [
      `/${relative(folder, file).split(sep).join('/')}`,
      file,
    ]),
  );
  const entry = async (name: string): Promise<Response> => {
    const file = files.get(name);
    const html = file === undefined ? missing : await readFile(file);
    return new Response(html, {
      status: file === undefined ? 503 : 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    });
  };
  return async (path) => {
    const file = files.get(path);
    if (file === undefined)
      return extname(path) === '' ? entry(entryOf(path)) : new Response('Not found\n', { status: 404 });
    if (path === ENTRY || path === STAGE_ENTRY) return entry(path);
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
        'content-length': String(statSync(file).size),
        'cache-control': isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
};
