/** The relay as one function from a request to an answer: sync for laptops, pages for phones, figures for whoever runs it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { matchedRoutes } from 'hono/route';
import { addressOf, calledAs, isLoopback } from './caller.ts';
import { withProtection } from './headers.ts';
import type { Health } from './health.ts';
import type { Caller, RelayEnv } from './caller.ts';

import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { mountPortal } from './portal/portal.ts';
import type { AskedParts, PortalParts } from './portal/portal.ts';
import { mountShortPages, nothingHere } from './shortPages/routes.ts';
import type { ShortPagesParts } from './shortPages/routes.ts';
import type { RelaySettings } from './settings.ts';
import { spans } from './spans.ts';
import type { Observe } from './spans.ts';

export type ServerParts = {
  readonly settings: Pick<RelaySettings, 'publicUrl' | 'trustedProxies' | 'metricsToken'>;
  /** Where links lead when neither the settings nor the request say it. */
  readonly ownUrl: () => string;
  /** Answers laptops (docs/sync.md). */
  readonly sync: (request: Request, from: string) => Promise<Response>;
  readonly pages: Pick<ShortPagesParts, 'reading' | 'now'>;
  /** The phone page of members. */
  readonly portal: Omit<PortalParts, AskedParts>;
  readonly health: () => Promise<Health>;
  /** What Telegram brings; undefined where the relay has no bot. */
  readonly onTelegram?: ((request: Request, pathSecret: string) => Promise<Response>) | undefined;
  readonly isStopping: () => boolean;
  readonly isSecure: boolean;
  readonly observe: Observe;
  readonly metrics: Pick<Metrics, 'waiting' | 'text' | 'contentType'>;
  readonly log: Log;
};

/** The pattern of what belongs to no route. */
const EVERY = '/*';

/** Bytes: the largest message of sync, and of everything else. */
const SYNC_LIMIT = 24 * 1024 * 1024;
const SMALL_LIMIT = 64 * 1024;
/** An update with a long text has a few kilobytes. */
const TELEGRAM_LIMIT = 256 * 1024;
/** A sealed piece has 256 KiB. */
const BLOB_LIMIT = 512 * 1024;

const refusal = (
  status: 405 | 413 | 500 | 503,
  code: string,
  headers: Record<string, string> = {},
): Response => Response.json({ code, fields: {} }, { status, headers });

const limited = (maxSize: number) => bodyLimit({ maxSize, onError: () => refusal(413, 'TOO_LARGE') });

const isSame = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

export const createServer = (
  parts: ServerParts,
): ((request: Request, caller: Caller) => Promise<Response>) => {
  const { settings, sync, metrics, log, isStopping, isSecure, observe } = parts;
  const { trustedProxies, publicUrl, metricsToken } = settings;
  const app = new Hono<RelayEnv>();

  const addressed = (context: Context<RelayEnv>) =>
    addressOf(context.req.raw.headers, context.env.peer, trustedProxies);
  const toSync = (context: Context<RelayEnv>): Promise<Response> =>
    sync(context.req.raw, addressed(context).from);
  const waitForNews = async (context: Context<RelayEnv>): Promise<Response> => {
    metrics.waiting(1);
    try {
      return await toSync(context);
    } finally {
      metrics.waiting(-1);
    }
  };
  const mayReadMetrics = (context: Context<RelayEnv>): boolean => {
    const { from, isForwarded } = addressed(context);
    // A proxy on this machine makes everybody come from it.
    if (isLoopback(from) && !isForwarded) return true;
    const token = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    return metricsToken !== undefined && token !== undefined && isSame(token, metricsToken);
  };

  app.use(EVERY, async (context, next) => {
    await next();
    const span = spans.getStore();
    // What is asked for may be anything; only the pattern that answered it is counted and logged.
    if (span !== undefined) span.route = matchedRoutes(context).find(({ path }) => path !== EVERY)?.path;
  });
  app.post('/sync', limited(SYNC_LIMIT), toSync);
  app.get('/sync/wait', waitForNews);
  app.post('/pair', limited(SMALL_LIMIT), toSync);
  app.post('/claim', limited(SMALL_LIMIT), toSync);
  app.get('/seen', toSync);
  app.post('/leave', limited(SMALL_LIMIT), toSync);
  app.get('/kept', toSync);
  app.post('/kept', limited(SMALL_LIMIT), toSync);
  app.on(['GET', 'PUT', 'POST'], '/blobs/:name', limited(BLOB_LIMIT), toSync);
  for (const path of ['/sync', '/sync/wait', '/pair', '/claim', '/seen', '/leave', '/kept', '/blobs/:name'])
    app.all(path, () => refusal(405, 'METHOD'));

  const { onTelegram } = parts;
  if (onTelegram !== undefined) {
    app.post('/telegram/:secret', limited(TELEGRAM_LIMIT), (context) =>
      onTelegram(context.req.raw, context.req.param('secret')),
    );
    app.all('/telegram/:secret', () => refusal(405, 'METHOD', { allow: 'POST' }));
  }
  app.get('/health', async (context) => {
    const health = await parts.health();
    return context.json(health, health.ok ? 200 : 503);
  });
  app.get('/metrics', async (context) => {
    if (!mayReadMetrics(context)) return nothingHere(context);
    return context.body(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
  app.get('/robots.txt', (context) => context.text('User-agent: *\nDisallow: /\n'));
  const urlFor = ({ req, env }: Context<RelayEnv>): string =>
    publicUrl ?? calledAs(req.raw.headers, env.peer, trustedProxies) ?? parts.ownUrl();
  mountPortal(app, {
    ...parts.portal,
    from: (context) => addressed(context).from,
    publicUrl: urlFor,
    nothing: nothingHere,
  });
  mountShortPages(app, { ...parts.pages, publicUrl: urlFor });
  app.on(['GET', 'HEAD'], EVERY, nothingHere);
  app.all(EVERY, () => refusal(405, 'METHOD', { allow: 'GET, HEAD' }));
  app.onError((error) => {
    log.error('request failed', error, { requestId: spans.getStore()?.requestId ?? '' });
    return refusal(500, 'INTERNAL');
  });

  return async (request, caller) => {
    const { answer, requestId } = await observe(request.method, async () =>
      isStopping()
        ? refusal(503, 'STOPPING', { 'retry-after': '5', connection: 'close' })
        : app.fetch(request, caller),
    );
    const shielded = withProtection(answer, { isSecure });
    shielded.headers.set('x-request-id', requestId);
    return shielded;
  };
};
