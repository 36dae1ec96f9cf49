/** The phone's page: one answer that holds everything, drawn here, usable without scripts. */
import { createHash } from 'node:crypto';
import {
  ASKED_FIELDS,
  type AskedField,
  type Asks,
  type DoorFace,
  type Reply,
} from '../../src-core/door/index.ts';
import { entrantCode, groupedCode } from '../../src-core/draws/index.ts';
import { escaped } from '../../src-core/documents/html/escaped.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './page.style.ts';
import { PAGE_LANGUAGES, PAGE_TEXTS, type PageLanguage, type PageTexts } from './page.texts.ts';

export type PageView = {
  readonly eventId: string;
  readonly face: DoorFace;
  readonly reply: Reply;
  readonly language: PageLanguage;
  /** The form as it was sent, to be shown again where something is wrong with it. */
  readonly typed: URLSearchParams | undefined;
};

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but this very script and style runs, and nothing is asked of anyone else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  `style-src ${hashOf(PAGE_STYLE)}`,
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CHECK =
  '<svg viewBox="0 0 112 112" aria-hidden="true"><circle cx="56" cy="56" r="54" fill="#1a737a"/><path d="M32 57l17 17 32-35" fill="none" stroke="#fff" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/></svg>';
const CLOCK =
  '<svg viewBox="0 0 112 112" aria-hidden="true"><circle cx="56" cy="56" r="51" fill="none" stroke="#c26a18" stroke-width="6"/><path d="M56 28v30l18 12" fill="none" stroke="#c26a18" stroke-width="8" stroke-linecap="round" stroke-linejoin="round"/></svg>';
const HAND =
  '<svg viewBox="0 0 112 112" aria-hidden="true"><path d="M56 4l48 52-48 52L8 56z" fill="none" stroke="#c26a18" stroke-width="6" stroke-linejoin="round"/><path d="M56 32v30" stroke="#c26a18" stroke-width="9" stroke-linecap="round"/><circle cx="56" cy="79" r="6" fill="#c26a18"/></svg>';

const clockFormats = new Map<string, Intl.DateTimeFormat>();
let lastClock = { timeZone: '', minute: Number.NaN, text: '' };
/** Hours and minutes where the event is, 24 hours; a full door asks for the same minute a thousand times. */
const clockIn = (timeZone: string, ms: number): string => {
  const minute = Math.floor(ms / 60_000);
  if (lastClock.minute !== minute || lastClock.timeZone !== timeZone)
    lastClock = { timeZone, minute, text: formatClock(timeZone, ms) };
  return lastClock.text;
};

const formatClock = (timeZone: string, ms: number): string => {
  let format = clockFormats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('ru', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    clockFormats.set(timeZone, format);
  }
  return format.format(ms);
};

const AUTOCOMPLETE = { study_group: 'off', student_card_no: 'off', telegram: 'off' } as const;

const field = (
  name: 'full_name' | AskedField,
  view: PageView & { readonly reply: { readonly state: 'form' } },
  texts: PageTexts,
): string => {
  const asked = name === 'full_name' ? 'required' : view.face.asked[name];
  if (asked === 'hidden') return '';
  const problem = view.reply.problems[name];
  const value = escaped(view.typed?.get(name) ?? '');
  const more =
    name === 'full_name'
      ? ` autocomplete="name" autocapitalize="words" placeholder="${escaped(texts.full_nameHint)}"`
      : ` autocomplete="${AUTOCOMPLETE[name]}" autocapitalize="${name === 'study_group' ? 'characters' : 'none'}"`;
  const note = asked === 'optional' ? ` <i>(${texts.optional})</i>` : '';
  const wrong = problem === undefined ? '' : `<em class="e" id="e-${name}">${texts.problems[problem]}</em>`;
  return `<label${problem === undefined ? '' : ' class="bad"'}><span>${texts[name]}${note}</span><input name="${name}" value="${value}" maxlength="200"${more}${asked === 'required' ? ' required' : ''}${problem === undefined ? '' : ` aria-invalid="true" aria-describedby="e-${name}"`} autocorrect="off" spellcheck="false">${wrong}</label>`;
};

/** The answer to what the stage asks; the question itself is to be read there. */
const answerField = (asks: Asks | null, texts: PageTexts, typed: URLSearchParams | undefined): string => {
  if (asks === null) return '';
  const wrong =
    asks.problem === null
      ? ''
      : `<em class="e" id="e-answer">${asks.problem === 'missing' ? texts.answerMissing : texts.answerWrong(asks.left)}</em>`;
  const more = wrong === '' ? '' : ' aria-invalid="true" aria-describedby="e-answer"';
  return `<label${wrong === '' ? '' : ' class="bad"'}><span>${texts.answer}</span><input name="answer" value="${escaped(typed?.get('answer') ?? '')}" maxlength="200" required autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" placeholder="${escaped(texts.answerHint)}"${more}>${wrong}</label>`;
};

const formOf = (view: PageView, reply: Extract<Reply, { state: 'form' }>, texts: PageTexts): string => {
  const own = { ...view, reply };
  const fields = (['full_name', ...ASKED_FIELDS] as const).map((name) => field(name, own, texts)).join('');
  return `<form method="post" action="/register?l=${view.language}"><h1>${texts.newcomer}</h1><p class="q">${texts.newcomerWhy}</p><input type="hidden" name="p" value="${escaped(reply.pass)}">${fields}${answerField(reply.asks, texts, view.typed)}<button type="submit">${texts.send}</button></form>`;
};

/** As people are greeted: given name, or what there is of the name. */
const calledBy = (name: string): string => name.split(' ')[1] ?? name;

const codeForm = (texts: PageTexts, language: PageLanguage): string =>
  `<form class="k" method="get" action="/"><input type="hidden" name="l" value="${language}"><label><span>${texts.code}</span><input name="c" required minlength="5" maxlength="5" pattern="[0-9A-Za-z]{5}" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false"></label><button type="submit">${texts.next}</button></form>`;

const waitingSentence = (reply: Extract<Reply, { state: 'waiting' }>, texts: PageTexts): string => {
  if (reply.reason === 'similar') return texts.waitingWhy;
  return reply.reason === 'cancelled' ? texts.cancelled : texts[reply.reason];
};

/** What stands in the page's middle; also the answer to the page's own script. */
export const mainOf = (view: PageView): string => {
  const { reply, face, language, eventId } = view;
  const texts = PAGE_TEXTS[language];
  switch (reply.state) {
    case 'form':
      return formOf(view, reply, texts);
    case 'known':
      return `<div><form method="post" action="/mark?l=${language}"><h1>${escaped(texts.hello(calledBy(reply.name)))}</h1><p class="q">${escaped(reply.name)}</p><input type="hidden" name="p" value="${escaped(reply.pass)}">${answerField(reply.asks, texts, view.typed)}<button type="submit">${texts.here}</button></form><p class="s"><a href="/?l=${language}&amp;n=1&amp;p=${encodeURIComponent(reply.pass)}">${texts.notMe}</a></p></div>`;
    case 'marked':
      return `<div class="c" role="status">${CHECK}<h1>${texts.marked}</h1><p class="t">${clockIn(face.timeZone, reply.atMs)}${reply.isLate ? `<small>${texts.late}</small>` : ''}</p><p>${escaped(reply.name)}</p><p class="q">${texts.drawCode}<br><b>${groupedCode(entrantCode(eventId, reply.personId))}</b></p><p class="q">${texts.enjoy}</p></div>`;
    case 'waiting':
      return `<div class="c" role="status" data-p="5" data-u="/?l=${language}">${reply.reason === 'similar' ? CLOCK : HAND}<h1>${texts.waiting}</h1><p class="t">${clockIn(face.timeZone, reply.atMs)}</p><p>${waitingSentence(reply, texts)}</p></div>`;
    case 'early':
      return `<div class="c" role="status" data-p="20" data-u="/?l=${language}">${CLOCK}<h1>${texts.early}</h1><p>${reply.opensMs === null ? texts.earlySoon : texts.earlyAt(clockIn(face.timeZone, reply.opensMs))}</p></div>`;
    case 'askCode':
      return `<div><h1>${reply.isOld ? texts.old : texts.askCode}</h1><p class="q">${reply.isOld ? texts.oldWhy : texts.askCodeWhy}</p>${codeForm(texts, language)}</div>`;
    default:
      return `<div class="c" role="status">${HAND}<h1>${texts.cancelled}</h1></div>`;
  }
};

const passOf = (reply: Reply): string => ('pass' in reply ? `&amp;p=${encodeURIComponent(reply.pass)}` : '');

const shell = (language: PageLanguage, title: string, nav: string, main: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no"><title>${escaped(title)}</title><style>${PAGE_STYLE}</style></head><body><div class="w"><header class="top"><p>${escaped(title)}</p>${nav}</header><main id="m" aria-live="polite">${main}</main></div><div id="o" role="alert">${PAGE_TEXTS[language].offline}</div><script>${PAGE_SCRIPT}</script></body></html>`;

/** The whole page. */
export const pageOf = (view: PageView): string => {
  const links = PAGE_LANGUAGES.map((language) =>
    language === view.language
      ? `<b>${PAGE_TEXTS[language].own}</b>`
      : `<a lang="${language}" hreflang="${language}" href="/?l=${language}${passOf(view.reply)}">${PAGE_TEXTS[language].own}</a>`,
  ).join('');
  return shell(view.language, view.face.title, `<nav>${links}</nav>`, mainOf(view));
};

/** The page of the rehearsal: that it can be read at all is the news. */
export const helloPage = (language: PageLanguage): string => {
  const texts = PAGE_TEXTS[language];
  return shell(
    language,
    'Orda',
    '',
    `<div class="c">${CHECK}<h1>${texts.works}</h1><p>${texts.worksWhy}</p></div>`,
  );
};
