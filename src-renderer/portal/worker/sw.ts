/**
 * The service worker: keeps the files of one build, whole, and answers with them. It keeps no answer of the API; what the page knows of
 * people it keeps itself, where a sign-out reaches it.
 */
declare const ORDA_SHELL: { readonly version: string; readonly files: readonly string[] };

/** Of the DOM's library without a worker's: the little that is used here. */
type Extendable = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Fetching = Event & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Listening = {
  (kind: 'install' | 'activate', hear: (event: Extendable) => void): void;
  (kind: 'fetch', hear: (event: Fetching) => void): void;
};
type ShellWorker = {
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly location: Location;
  readonly addEventListener: Listening;
};
const worker = globalThis as unknown as ShellWorker;

const PREFIX = 'orda-me-';
const OWN = PREFIX + ORDA_SHELL.version;
const PAGE = '/me';
const FILES: ReadonlySet<string> = new Set(ORDA_SHELL.files);

const install = async (): Promise<void> => {
  const cache = await caches.open(OWN);
  // What is named by its content came with the page just now and need not come again; the rest is asked for anew.
  const asked = ORDA_SHELL.files.map(
    (file) => new Request(file, { cache: file.startsWith('/me/assets/') ? 'default' : 'no-cache' }),
  );
  await cache.addAll(asked);
  await worker.skipWaiting();
};

const activate = async (): Promise<void> => {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== OWN).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
};

/** The kept file, else the relay's. */
const answer = async (path: string, request: Request): Promise<Response> =>
  (await (await caches.open(OWN)).match(path)) ?? fetch(request);

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  const path = pathname === '/me/' || pathname.startsWith('/me/forms/') ? PAGE : pathname;
  // The page is the same whatever code stands behind its address.
  if (FILES.has(path)) event.respondWith(answer(path, request));
});
