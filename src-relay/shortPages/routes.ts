/** The addresses that phones open: pages of events and courses, their calendars and their QR codes. */
import type { Context, Hono } from 'hono';
import { qrSvg } from '../../src-core/documents/qr/qr.ts';
import { readShortCode, readShortPage } from '../../src-core/shortLinks/index.ts';
import type { ShortPage } from '../../src-core/shortLinks/index.ts';
import type { Reading } from '../../src-core/store/index.ts';
import type { RelayEnv } from '../caller.ts';
import { calendarOf } from './calendar.ts';
import { homePage, nothingPage, PAGE_POLICY, shortPage } from './page.ts';
import { languageOf } from './page.texts.ts';
import type { PageLanguage } from './page.texts.ts';

export type ShortPagesParts = {
  readonly reading: Pick<Reading, 'read'>;
  readonly now: () => number;
  /** The relay's address as the asking browser should call it, without a slash at its end. */
  readonly publicUrl: (context: Context<RelayEnv>) => string;
};

const languageIn = (context: Context<RelayEnv>): PageLanguage =>
  languageOf(context.req.query('lang'), context.req.header('accept-language'));

const html = (context: Context<RelayEnv>, body: string, status: 200 | 404 = 200): Response =>
  context.body(body, status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAGE_POLICY,
    // An event may be cancelled at any moment; a page that a hall opens at once may be a minute old.
    'cache-control': status === 200 ? 'public, max-age=60' : 'no-store',
    vary: 'accept-language',
  });

/** The page that says in three languages that there is nothing here. */
export const nothingHere = (context: Context<RelayEnv>): Response =>
  html(context, nothingPage(languageIn(context)), 404);

/** Adds the routes. They come last: a code is any word that no other route has taken. */
export const mountShortPages = (app: Hono<RelayEnv>, { reading, now, publicUrl }: ShortPagesParts): void => {
  const pageOf = async (typed: string): Promise<ShortPage | null> => {
    const code = readShortCode(typed);
    return code === null ? null : readShortPage(reading, code, now());
  };
  const urlOf = (context: Context<RelayEnv>, { code }: ShortPage): string => `${publicUrl(context)}/${code}`;

  app.get('/', (context) => html(context, homePage(languageIn(context))));
  app.get('/:code/qr.svg', async (context) => {
    const page = await pageOf(context.req.param('code'));
    if (page === null) return nothingHere(context);
    return context.body(qrSvg(urlOf(context, page)), 200, {
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'",
      'cache-control': 'public, max-age=3600',
    });
  });
  app.get('/:file{.+\\.ics}', async (context) => {
    const page = await pageOf(context.req.param('file').slice(0, -'.ics'.length));
    if (page === null || page.kind === 'form' || page.kind === 'checkIn') return nothingHere(context);
    return context.body(calendarOf(page, urlOf(context, page), now()), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${page.code}.ics"`,
      'cache-control': 'public, max-age=60',
    });
  });
  app.get('/:code', async (context) => {
    const page = await pageOf(context.req.param('code'));
    if (page === null) return nothingHere(context);
    // The portal knows who is asked, and asks whoever is not signed in to do so.
    if (page.kind === 'form') return context.redirect(`/me/forms/${encodeURIComponent(page.useId)}`);
    if (page.kind === 'checkIn') return context.redirect(`/me?at=${page.code}`);
    return html(context, shortPage(page, languageIn(context)));
  });
};
