/** The bot's screens besides events and forms. */
import type { MemberCertificate, MemberVisit } from '../../src-core/members/index.ts';
import { dateOf } from '../../src-core/events/index.ts';
import { dayInWords, PAGE_LANGUAGES } from '../shortPages/page.texts.ts';
import { BOT_TEXTS } from './bot.texts.ts';
import { aboutLine } from './eventScreens.ts';
import type { Reader } from './eventScreens.ts';
import type { Press } from './press.rules.ts';
import type { Screen, ScreenButton } from './screen.rules.ts';
import type { Visitor } from './visitor.ts';

const button = (text: string, press: Press): ScreenButton => ({ text, press });

/** In: `page`: the address of the phone page, where it may open inside Telegram; `title` and `lines`: what is to be said first. */
export function menuScreen(
  { language, people, person }: Visitor,
  more: {
    readonly page: string | null;
    readonly title?: string;
    readonly lines?: readonly string[];
  },
): Screen {
  const t = BOT_TEXTS[language];
  const [, second] = people;
  return {
    title: more.title ?? t.menu,
    lines: more.lines ?? [t.menuLead],
    buttons: [
      ...(second === undefined
        ? []
        : [[button(`👤 ${person?.name ?? t.who}${person === null ? '' : ` · ${t.change}`}`, { to: 'who' })]]),
      [button(t.events, { to: 'events', page: 0 }), button(t.courses, { to: 'courses' })],
      [button(t.qr, { to: 'qr' }), button(t.visits, { to: 'visits' })],
      [button(t.certificates, { to: 'certificates' }), button(t.forms, { to: 'forms' })],
      [button(t.settings, { to: 'settings' })],
      ...(more.page === null ? [] : [[{ text: t.page, webApp: more.page }]]),
    ],
  };
}

export function whoScreen({ language, people }: Visitor, pressFor: (personId: string) => Press): Screen {
  const t = BOT_TEXTS[language];
  return {
    title: t.who,
    lines: [t.whoWhy],
    buttons: people.slice(0, 20).map(({ personId, name }) => [button(`👤 ${name}`, pressFor(personId))]),
  };
}

/** What a stranger reads: how they become known. In: what is to be said first, such as why a code did not do. */
export function strangerScreen({ language }: Visitor, first: readonly string[] = []): Screen {
  const t = BOT_TEXTS[language];
  return {
    title: t.unknownChat,
    lines: [...first, t.unknownChatWhy],
    buttons: [PAGE_LANGUAGES.map((one) => button(BOT_TEXTS[one].own, { to: 'language', language: one }))],
  };
}

export function settingsScreen({ language }: Visitor, isStopped: boolean): Screen {
  const t = BOT_TEXTS[language];
  return {
    title: t.settings,
    lines: [`${t.language}: ${t.own}`, isStopped ? t.messagesOff : t.messagesOn],
    buttons: [
      PAGE_LANGUAGES.map((one) =>
        button(`${one === language ? '• ' : ''}${BOT_TEXTS[one].own}`, { to: 'language', language: one }),
      ),
      [button(isStopped ? t.startAgain : t.stop, { to: 'messages', isOn: isStopped })],
      [button(t.unlink, { to: 'unlink', isSure: false })],
      [button(t.back, { to: 'menu' })],
    ],
  };
}

export function unlinkScreen({ language }: Visitor): Screen {
  const t = BOT_TEXTS[language];
  return {
    title: t.unlink,
    lines: [t.unlinkWhy],
    buttons: [[button(t.unlinkYes, { to: 'unlink', isSure: true })], [button(t.back, { to: 'settings' })]],
  };
}

/** Visits and certificates that one message has. */
const MOST_LINES = 30;

export function visitsScreen(visits: readonly MemberVisit[], reader: Reader): Screen {
  const t = BOT_TEXTS[reader.language];
  return {
    title: t.visits,
    lines: [
      ...aboutLine(reader),
      ...(visits.length === 0 ? [t.noVisits] : [t.visitCount(visits.length), '']),
      ...visits
        .slice(0, MOST_LINES)
        .map(
          ({ title, startsAt }) =>
            `${dayInWords(dateOf(startsAt), dateOf(reader.wall), reader.language)} — ${title}`,
        ),
      ...(visits.length > MOST_LINES ? ['…'] : []),
    ],
    buttons: [[button(t.back, { to: 'menu' })]],
  };
}

export function certificatesScreen(certificates: readonly MemberCertificate[], reader: Reader): Screen {
  const t = BOT_TEXTS[reader.language];
  return {
    title: t.certificates,
    lines: [
      ...aboutLine(reader),
      ...(certificates.length === 0 ? [t.noCertificates] : []),
      ...certificates
        .slice(0, MOST_LINES)
        .map(
          ({ number, name, event, isRevoked }) =>
            `№ ${number} — ${[name, event].filter(Boolean).join(', ')}${isRevoked ? ` (${t.revoked})` : ''}`,
        ),
    ],
    buttons: [[button(t.back, { to: 'menu' })]],
  };
}
