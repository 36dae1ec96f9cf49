/** The page behind a short address: what a stranger with a phone needs to come. No script, one answer. */
import { createHash } from 'node:crypto';
import { escaped } from '../../src-core/documents/html/escaped.ts';
import { dateOf } from '../../src-core/events/localTime.rules.ts';
import type { PublicEvent, ShortPage } from '../../src-core/shortLinks/index.ts';
import { PAGE_STYLE } from './page.style.ts';
import { dayInWords, hoursInWords, PAGE_LANGUAGES, PAGE_TEXTS } from './page.texts.ts';
import type { PageLanguage, PageTexts } from './page.texts.ts';

/** Allows the page its own style and pictures of this server, and nothing else. */
export const PAGE_POLICY: string = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "img-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

type Shell = {
  readonly heading: string;
  readonly title: string;
  /** One line for whoever gets the link in a messenger. */
  readonly about?: string;
  readonly main: string;
};

const shell = (language: PageLanguage, { heading, title, about, main }: Shell): string => {
  const links = PAGE_LANGUAGES.map((other) =>
    other === language
      ? `<b>${PAGE_TEXTS[other].own}</b>`
      : `<a lang="${other}" hreflang="${other}" href="?lang=${other}">${PAGE_TEXTS[other].own}</a>`,
  ).join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no"><meta name="robots" content="noindex">${about === undefined ? '' : `<meta name="description" content="${escaped(about)}"><meta property="og:title" content="${escaped(title)}"><meta property="og:description" content="${escaped(about)}">`}<title>${escaped(title)}</title><style>${PAGE_STYLE}</style></head><body><div class="w"><header><p>${escaped(heading)}</p><nav>${links}</nav></header><main>${main}</main></div></body></html>`;
};

type State = 'cancelled' | 'past' | 'now' | 'ahead';

const stateOf = (event: PublicEvent, now: string): State => {
  if (event.cancelled_at !== null) return 'cancelled';
  if (event.ends_at < now) return 'past';
  return event.starts_at <= now ? 'now' : 'ahead';
};

const fact = (name: string, value: string | null): string =>
  value === null ? '' : `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`;

const calendarLink = (path: string, words: string): string =>
  `<a class="b c" href="${path}.ics" download>${words}</a>`;

/** The way to the phone page of members, where this very event is answered. */
const memberLink = (code: string, words: string): string => `<a class="b" href="/me?at=${code}">${words}</a>`;

const foot = (path: string, zone: string, texts: PageTexts): string =>
  `<details><summary>${texts.showCode}</summary><img src="${path}/qr.svg" alt="" width="220" height="220" loading="lazy"></details><small>${escaped(texts.zone(zone))}</small>`;

const whenOf = (event: PublicEvent, now: string, language: PageLanguage): string => {
  const today = dateOf(now);
  return `${dayInWords(dateOf(event.starts_at), today, language)}, ${hoursInWords(event, today, language)}`;
};

/** The same with hours that stay on one line. */
const whenShown = (event: PublicEvent, now: string, language: PageLanguage): string => {
  const today = dateOf(now);
  const day = dayInWords(dateOf(event.starts_at), today, language);
  return `${escaped(day)}, <span class="h">${escaped(hoursInWords(event, today, language))}</span>`;
};

const eventMain = (page: ShortPage & { readonly kind: 'event' }, language: PageLanguage): string => {
  const { event, now, code, timeZone } = page;
  const texts = PAGE_TEXTS[language];
  const state = stateOf(event, now);
  const badge = {
    cancelled: `<p class="s off">${texts.cancelled}</p>`,
    past: `<p class="s past">${texts.past}</p>`,
    now: `<p class="s">${texts.now}</p>`,
    ahead: '',
  }[state];
  const words = {
    cancelled: event.cancel_reason === null ? '' : `<p>${escaped(event.cancel_reason)}</p>`,
    past: `<p class="q">${texts.pastWhy}</p>`,
    now: '',
    ahead: '',
  }[state];
  const isComing = state === 'now' || state === 'ahead';
  return `<div${isComing ? '' : ' class="gone"'}>${badge}<h1>${escaped(event.title)}</h1>${words}<dl><div><dt>${texts.when}</dt><dd class="t">${whenShown(event, now, language)}</dd></div>${fact(texts.where, event.place)}${fact(texts.who, event.club)}</dl></div>${isComing ? memberLink(code, texts.answer) + calendarLink(`/${code}`, texts.addToCalendar) : ''}${foot(`/${code}`, timeZone, texts)}`;
};

const dateLine = (event: PublicEvent, name: string, now: string, language: PageLanguage): string => {
  const texts = PAGE_TEXTS[language];
  const isOff = event.cancelled_at !== null;
  // The date is what differs between the meetings of a course; a title of its own is worth its line.
  const title = event.title === name ? null : event.title;
  const about = [title, event.place].filter((part) => part !== null).map(escaped);
  return `<li${isOff ? ' class="off"' : ''}><span class="day">${whenShown(event, now, language)}</span>${isOff ? `<span class="no">${texts.cancelled}</span>${event.cancel_reason === null ? '' : ` · ${escaped(event.cancel_reason)}`}<br>` : ''}<span class="q">${about.join(' · ')}</span></li>`;
};

const courseMain = (page: ShortPage & { readonly kind: 'course' }, language: PageLanguage): string => {
  const { name, club, next, now, code, timeZone } = page;
  const texts = PAGE_TEXTS[language];
  const head = `<p class="k">${texts.course}</p><h1>${escaped(name)}</h1>${club === null ? '' : `<dl>${fact(texts.who, club)}</dl>`}`;
  if (next.length === 0)
    return `${head}<h2>${texts.noDates}</h2><p class="q">${texts.noDatesWhy}</p>${foot(`/${code}`, timeZone, texts)}`;
  const lines = next.map((event) => dateLine(event, name, now, language)).join('');
  return `${head}<h2>${texts.next}</h2><ul>${lines}</ul>${memberLink(code, texts.register)}${calendarLink(`/${code}`, texts.addAll)}${foot(`/${code}`, timeZone, texts)}`;
};

/** What is drawn here; the addresses of forms and of check-ins lead to the phone page. */
export type DrawnPage = Exclude<ShortPage, { readonly kind: 'form' | 'checkIn' }>;

/** The page of an event or a course. */
export const shortPage = (page: DrawnPage, language: PageLanguage): string => {
  const heading = page.organisation || 'Orda';
  if (page.kind === 'course')
    return shell(language, { heading, title: page.name, about: heading, main: courseMain(page, language) });
  const { event, now } = page;
  const about = [whenOf(event, now, language), event.place, heading].filter(Boolean).join(' · ');
  return shell(language, { heading, title: event.title, about, main: eventMain(page, language) });
};

/** What whoever comes by an address that leads nowhere reads. */
export const nothingPage = (language: PageLanguage): string => {
  const { nothing, nothingWhy } = PAGE_TEXTS[language];
  const main = `<h1>${nothing}</h1><p class="q">${nothingWhy}</p>`;
  return shell(language, { heading: 'Orda', title: nothing, main });
};

/** What stands at the relay's own address. */
export const homePage = (language: PageLanguage): string => {
  const { home, homeWhy } = PAGE_TEXTS[language];
  return shell(language, {
    heading: 'Orda',
    title: home,
    main: `<h1>${home}</h1><p class="q">${homeWhy}</p>`,
  });
};
