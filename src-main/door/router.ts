/** All that a phone can ask for, and the order in which it is held back. */
import { randomBytes } from 'node:crypto';
import { hashOfKey, type PhoneDoor, type Reply } from '../../src-core/door/index.ts';
import { createLimiter, type Allowance } from './limits.ts';
import { helloPage, mainOf, pageOf, PAGE_POLICY, type PageView } from './page.ts';
import { languageOf } from './page.texts.ts';
import type { DoorAnswer, DoorRequest } from './serve.ts';

type RouterOptions = {
  readonly door: PhoneDoor;
  /** The door's own origin, such as `http://192.168.1.5:8080`. */
  readonly origin: () => string;
  readonly now: () => number;
  readonly limits: Readonly<Record<'address' | 'phone' | 'wrongCode', Allowance>>;
  readonly onHello: (hello: { readonly from: string; readonly browser: string }) => void;
};

const COOKIE = 'orda_phone';
/** Seconds; browsers keep no cookie longer. */
const COOKIE_LIFE = 400 * 24 * 60 * 60;

const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** A part goes to the page's own script alone, which nobody can be led to: it needs no rules for a page. */
const PART_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

const html = (body: string, headers = HEADERS, cookie = ''): DoorAnswer => ({
  status: 200,
  headers: cookie === '' ? headers : { ...headers, 'set-cookie': cookie },
  body,
});
const bare = (status: number, headers: Readonly<Record<string, string>> = {}): DoorAnswer => ({
  status,
  headers,
  body: '',
});

const keyOf = (cookies: string): string | undefined =>
  /(?:^|;\s*)orda_phone=([\w-]{32,64})(?:;|$)/.exec(cookies)?.[1];

/** Whether a form was sent by a page of this very door, and not by some other site that the browser has open. */
export const isOwnForm = (request: DoorRequest, origin: string): boolean => {
  const from = request.header('origin');
  const site = request.header('sec-fetch-site');
  return (
    (from === '' || from === 'null' ? site === '' || site === 'same-origin' : from === origin) &&
    (site === '' || site === 'same-origin' || site === 'none')
  );
};

type Shown = { readonly cookie?: string; readonly typed?: URLSearchParams };

/** Answers phones for one event's door. */
export const createRouter = ({ door, origin, now, limits, onHello }: RouterOptions) => {
  const byAddress = createLimiter(limits.address, now);
  const byPhone = createLimiter(limits.phone, now);
  const wrongCodes = createLimiter(limits.wrongCode, now);

  const show = async (request: DoorRequest, reply: Reply, more: Shown = {}): Promise<DoorAnswer> => {
    const chosen = request.query === '' ? null : new URLSearchParams(request.query).get('l');
    const view: PageView = {
      eventId: door.eventId,
      face: await door.face(),
      reply,
      language: languageOf(chosen, request.header('accept-language')),
      typed: more.typed,
    };
    return request.header('x-part') === ''
      ? html(pageOf(view), HEADERS, more.cookie)
      : html(mainOf(view), PART_HEADERS, more.cookie);
  };

  const open = async (request: DoorRequest): Promise<DoorAnswer> => {
    const query = new URLSearchParams(request.query);
    const key = keyOf(request.header('cookie'));
    const fresh = key ?? randomBytes(24).toString('base64url');
    const cookie =
      key === undefined ? `${COOKIE}=${fresh}; Max-Age=${COOKIE_LIFE}; Path=/; HttpOnly; SameSite=Lax` : '';
    const code = (request.path.length > 1 ? request.path.slice(1) : query.get('c')) ?? undefined;
    const phone = await door.phone(hashOfKey(fresh), request.from, request.header('user-agent'));
    const pass = query.get('p') ?? undefined;
    const reply = await door.greet(phone, {
      ...(code !== undefined && { code }),
      ...(pass !== undefined && { pass }),
      isSomeoneElse: query.get('n') === '1',
    });
    const isGuess = code !== undefined && reply.state === 'askCode';
    if (isGuess && !wrongCodes.take(request.from)) return bare(429, { 'retry-after': '10' });
    return show(request, reply, { cookie });
  };

  const submit = async (request: DoorRequest): Promise<DoorAnswer> => {
    if (!isOwnForm(request, origin())) return bare(403);
    const key = keyOf(request.header('cookie'));
    if (key === undefined) return show(request, { state: 'askCode', isOld: true });
    const keyHash = hashOfKey(key);
    if (!byPhone.take(keyHash)) return bare(429, { 'retry-after': '5' });
    const form = new URLSearchParams(request.body);
    const pass = form.get('p') ?? '';
    const phone = await door.phone(keyHash, request.from, request.header('user-agent'));
    const reply =
      request.path === '/mark'
        ? await door.mark(phone, pass, form.get('answer') ?? '')
        : await door.register(phone, pass, Object.fromEntries(form));
    return show(request, reply, { typed: form });
  };

  return async (request: DoorRequest): Promise<DoorAnswer> => {
    if (!byAddress.take(request.from)) return bare(429, { 'retry-after': '5' });
    if (request.method === 'POST')
      return request.path === '/mark' || request.path === '/register' ? submit(request) : bare(404);
    if (request.path === '/r') {
      onHello({ from: request.from, browser: request.header('user-agent') });
      return html(helloPage(languageOf(null, request.header('accept-language'))));
    }
    if (request.path === '/favicon.ico') return bare(404, { 'cache-control': 'max-age=86400' });
    if (request.path === '/' || /^\/[0-9A-Za-z]{5}$/.test(request.path)) return open(request);
    return bare(404);
  };
};
