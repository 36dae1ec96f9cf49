/** The page of a volunteer's device: a shell that its script fills, and the few pages that come before and after. */
import { createHash } from 'node:crypto';
import {
  TABLET_LANGUAGES,
  TABLET_TEXTS,
  type TabletLanguage,
} from '../../src-core/tablets/tabletPage.texts.ts';
import type { TabletRefusal, TabletRole } from '../../src-core/tablets/index.ts';
import { escaped } from '../../src-core/documents/html/escaped.ts';
import { TABLET_STYLE } from './tabletPage.style.ts';

const styleHash = `'sha256-${createHash('sha256').update(TABLET_STYLE).digest('base64')}'`;

/** Its own scripts and style, pictures that its own camera took, and nothing of anyone else. */
export const TABLET_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src ${styleHash}`,
  'img-src blob:',
  'media-src blob:',
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const links = (language: TabletLanguage, path: string): string =>
  `<nav>${TABLET_LANGUAGES.map((one) =>
    one === language
      ? `<b>${TABLET_TEXTS[one].own}</b>`
      : `<a lang="${one}" hreflang="${one}" href="${path}?l=${one}">${TABLET_TEXTS[one].own}</a>`,
  ).join('')}</nav>`;

const shell = (
  language: TabletLanguage,
  parts: Readonly<Record<'title' | 'path' | 'main' | 'body', string>>,
): string => {
  const { title, path, main, body } = parts;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no"><title>${escaped(title)}</title><style>${TABLET_STYLE}</style></head><body><div class="w"><header class="top"><p>${escaped(title)}</p>${links(language, path)}</header><main id="m"${main}>${body}</main></div><script src="/t/tablet.js"></script></body></html>`;
};

/** The desk itself; its script draws it and asks for everything else. */
export const tabletPage = (
  language: TabletLanguage,
  title: string,
  { id, role }: { readonly id: string; readonly role: TabletRole },
): string =>
  shell(language, {
    title,
    path: '/t/',
    main: ` data-desk="${escaped(id)}" data-role="${role}"`,
    body: `<noscript><p>${TABLET_TEXTS[language].noScript}</p></noscript>`,
  });

/** Before a code is used up, its bearer is asked: a preview of a link must not pair. */
export const invitedPage = (
  language: TabletLanguage,
  title: string,
  { code, name, role }: { readonly code: string; readonly name: string; readonly role: TabletRole },
): string => {
  const texts = TABLET_TEXTS[language];
  return shell(language, {
    title,
    path: `/t/${code}`,
    main: '',
    body: `<form class="p" method="post" action="/t/pair?l=${language}"><h1>${escaped(texts.hello(name))}</h1><p>${texts.becomes[role]}</p><ul>${texts.manners.map((line) => `<li>${line}</li>`).join('')}</ul><input type="hidden" name="c" value="${escaped(code)}"><button class="go" type="submit">${texts.start}</button></form>`,
  });
};

/** Where no code was shown, or one that is no good. */
export const codePage = (language: TabletLanguage, title: string, why: TabletRefusal | 'badCode'): string => {
  const texts = TABLET_TEXTS[language];
  const field =
    why === 'otherEvent' || why === 'ended'
      ? ''
      : `<form class="p" method="get" action="/t/"><input type="hidden" name="l" value="${language}"><label><span>${texts.code}</span><input class="code" name="c" required minlength="8" maxlength="8" pattern="[0-9A-Za-z]{8}" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false"></label><button class="go" type="submit">${texts.next}</button></form>`;
  const [heading, sentence] = texts.refusals[why];
  return shell(language, {
    title,
    path: '/t/',
    // A device that was sent away keeps nothing: the script clears what it left.
    main: ` data-refused="${why}"`,
    body: `<div class="p"><h1>${heading}</h1><p>${sentence}</p></div>${field}`,
  });
};
