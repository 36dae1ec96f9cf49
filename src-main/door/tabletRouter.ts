/** All that a volunteer's device can ask for, and the order in which it is held back. Nothing of the desk's API is here. */
import { ZodError } from 'zod';
import { failureOf } from '../../src-core/access/index.ts';
import { deviceName, TABLET_RIGHTS } from '../../src-core/tablets/index.ts';
import type { Entered, TabletDesk, TabletProcedure, TabletRefusal } from '../../src-core/tablets/index.ts';
import { createLimiter, type Allowance } from './limits.ts';
import { languageOf } from './page.texts.ts';
import { isOwnForm } from './router.ts';
import type { DoorAnswer, DoorRequest } from './serve.ts';
import { codePage, invitedPage, TABLET_POLICY, tabletPage } from './tabletPage.ts';
import type { TabletScripts } from './tabletScripts.ts';

type TabletRouterOptions = {
  readonly desk: TabletDesk;
  readonly origin: () => string;
  readonly now: () => number;
  readonly limits: Readonly<Record<'address' | 'tablet' | 'wrongCode', Allowance>>;
  readonly script: TabletScripts;
};

const COOKIE = 'orda_tablet';
/** Seconds. The desk decides when a device stops working; the cookie only has to live longer than that. */
const COOKIE_LIFE = 14 * 24 * 60 * 60;
const CODE = /^[0-9A-Za-z]{8}$/;

const COMMON: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};
const PAGE: Readonly<Record<string, string>> = {
  ...COMMON,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': TABLET_POLICY,
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
};
const JSON_HEADERS = { ...COMMON, 'content-type': 'application/json; charset=utf-8' };
const SCRIPT_HEADERS = { ...COMMON, 'content-type': 'text/javascript; charset=utf-8' };

const page = (body: string, status = 200): DoorAnswer => ({ status, headers: PAGE, body });
const json = (value: unknown, status = 200): DoorAnswer => ({
  status,
  headers: JSON_HEADERS,
  body: JSON.stringify(value),
});
const bare = (status: number, headers: Readonly<Record<string, string>> = {}): DoorAnswer => ({
  status,
  headers: { ...COMMON, ...headers },
  body: '',
});

const tokenOf = (cookies: string): string | undefined =>
  /(?:^|;\s*)orda_tablet=([\w-]{32})(?:;|$)/.exec(cookies)?.[1];

/** Whether a path is the volunteers'. */
export const isTabletPath = (path: string): boolean => path === '/t' || path.startsWith('/t/');

const isProcedure = (name: string): name is TabletProcedure => Object.hasOwn(TABLET_RIGHTS, name);

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Answers the volunteers' devices of one event. */
export const createTabletRouter = ({ desk, origin, now, limits, script }: TabletRouterOptions) => {
  const byAddress = createLimiter(limits.address, now);
  const byTablet = createLimiter(limits.tablet, now);
  const wrongCodes = createLimiter(limits.wrongCode, now);

  const enter = async (request: DoorRequest): Promise<Entered> => {
    const token = tokenOf(request.header('cookie'));
    return token === undefined ? { refusal: 'unknown' } : desk.enter(token);
  };

  const language = (request: DoorRequest) =>
    languageOf(new URLSearchParams(request.query).get('l'), request.header('accept-language'));

  const refuse = async (request: DoorRequest, why: TabletRefusal | 'badCode'): Promise<DoorAnswer> =>
    page(
      codePage(language(request), (await desk.face()).title || 'Orda', why),
      why === 'badCode' ? 200 : 401,
    );

  const homeOf = (request: DoorRequest): string => `/t/?l=${language(request)}`;

  /** A code that is no good; a device that has used it already, and was tapped twice or scans it again, goes to its desk. */
  const badCode = async (request: DoorRequest): Promise<DoorAnswer> => {
    const { refusal } = await enter(request);
    if (refusal === undefined) return bare(303, { location: homeOf(request) });
    wrongCodes.take(request.from);
    return refuse(request, 'badCode');
  };

  /** The page that a code leads to; the code is used up only by the form on it. */
  const open = async (request: DoorRequest, code: string): Promise<DoorAnswer> => {
    if (!wrongCodes.isLeft(request.from)) return bare(429, { 'retry-after': '10' });
    const volunteer = await desk.invited(code);
    if (volunteer === undefined) return badCode(request);
    return page(invitedPage(language(request), (await desk.face()).title, { code, ...volunteer }));
  };

  const pair = async (request: DoorRequest): Promise<DoorAnswer> => {
    if (!isOwnForm(request, origin())) return bare(403);
    if (!wrongCodes.isLeft(request.from)) return bare(429, { 'retry-after': '10' });
    const code = new URLSearchParams(request.body).get('c') ?? '';
    const token = CODE.test(code)
      ? await desk.pair(code, deviceName(request.header('user-agent')))
      : undefined;
    if (token === undefined) return badCode(request);
    return bare(303, {
      location: homeOf(request),
      'set-cookie': `${COOKIE}=${token}; Max-Age=${COOKIE_LIFE}; Path=/t; HttpOnly; SameSite=Lax`,
    });
  };

  const call = async (request: DoorRequest, name: TabletProcedure): Promise<DoorAnswer> => {
    // A form of another site can send neither this header nor this origin.
    if (!isOwnForm(request, origin()) || request.header('x-part') !== '1') return bare(403);
    const { tablet, refusal } = await enter(request);
    if (refusal !== undefined) return json({ refusal }, 401);
    if (!byTablet.take(tablet.id)) return bare(429, { 'retry-after': '2' });
    try {
      return json(await desk.call(tablet, name, parsed(request.body)));
    } catch (error) {
      if (error instanceof ZodError) return json({ code: 'BAD_REQUEST' }, 400);
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      const status = { invalid: 400, refused: 403, conflict: 409, unavailable: 503, 'not-found': 404 }[
        failure.kind
      ];
      return json({ code: failure.code }, status);
    }
  };

  const home = async (request: DoorRequest): Promise<DoorAnswer> => {
    const code = new URLSearchParams(request.query).get('c');
    if (code !== null) return open(request, code);
    const { tablet, refusal } = await enter(request);
    if (refusal !== undefined) return refuse(request, refusal);
    return page(tabletPage(language(request), (await desk.face()).title, tablet));
  };

  return async (request: DoorRequest): Promise<DoorAnswer> => {
    if (!byAddress.take(request.from)) return bare(429, { 'retry-after': '5' });
    const name = request.path.slice('/t/'.length);
    if (request.method === 'POST') {
      if (name === 'pair') return pair(request);
      return isProcedure(name) ? call(request, name) : bare(404);
    }
    if (request.path === '/t') return bare(301, { location: '/t/' });
    if (name === '') return home(request);
    if (CODE.test(name)) return open(request, name);
    const text = await script(name);
    return text === undefined ? bare(404) : { status: 200, headers: SCRIPT_HEADERS, body: text };
  };
};
