/**
 * What a button of the bot means. Telegram carries at most 64 bytes with a button, so ids travel short; and whatever comes back may be
 * forged, so it is read strictly, and who may do it is decided elsewhere.
 */
import type { Language } from '../../src-core/access/index.ts';
import type { RsvpAnswer } from '../../src-core/answers/index.ts';
import { PAGE_LANGUAGES } from '../shortPages/page.texts.ts';

/** A screen that needs nothing else to be known. */
export type Place = 'menu' | 'courses' | 'qr' | 'visits' | 'certificates' | 'forms' | 'settings' | 'who';

/** Which message carried the button, where it was not the bot's own card. */
export type Via = 'poll' | 'reminder' | 'offer' | 'feedback' | 'broadcast' | 'notice' | 'draw';

type OfEvent = { readonly personId: string; readonly eventId: string };

export type Press =
  | { readonly to: Place }
  | { readonly to: 'events'; readonly page: number }
  | ({ readonly to: 'event' } & OfEvent)
  | ({ readonly to: 'answer'; readonly answer: RsvpAnswer; readonly via: Via | null } & OfEvent)
  | ({ readonly to: 'offer'; readonly isTaken: boolean; readonly via: Via | null } & OfEvent)
  | ({ readonly to: 'leave' } & OfEvent)
  | { readonly to: 'course' | 'register'; readonly personId: string; readonly courseId: string }
  | { readonly to: 'form'; readonly personId: string; readonly useId: string; readonly via: Via | null }
  | { readonly to: 'reply'; readonly useId: string; readonly question: string; readonly value: string }
  | { readonly to: 'person'; readonly personId: string }
  | { readonly to: 'checkIn'; readonly personId: string; readonly code: string }
  | { readonly to: 'language'; readonly language: Language }
  | { readonly to: 'messages'; readonly isOn: boolean }
  | { readonly to: 'unlink'; readonly isSure: boolean };

const PLACES: Readonly<Record<Place, string>> = {
  menu: 'm',
  courses: 'k',
  qr: 'q',
  visits: 'v',
  certificates: 'c',
  forms: 'f',
  settings: 's',
  who: 'p',
};
const ANSWERS: Readonly<Record<RsvpAnswer, string>> = { going: 'g', notGoing: 'n', maybe: 'm' };
const VIAS: Readonly<Record<Via, string>> = {
  poll: 'p',
  reminder: 'r',
  offer: 'o',
  feedback: 'f',
  broadcast: 'b',
  notice: 'n',
  draw: 'd',
};

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const SHORT = /^[\w-]{22}$/;
const PLAIN = /^[\w-]{1,21}$/;

/** A UUID in 22 letters; another id of the house, behind a dot, as it is. Throws where it is neither. */
export function shortId(id: string): string {
  if (UUID.test(id)) return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
  if (!PLAIN.test(id)) throw new Error('an id that no button can carry');
  return `.${id}`;
}

/** The other way round; null for what is no id. */
export function longId(short: string): string | null {
  if (short.startsWith('.')) return PLAIN.test(short.slice(1)) ? short.slice(1) : null;
  if (!SHORT.test(short)) return null;
  const hex = Buffer.from(short, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const viaPart = (via: Via | null): readonly string[] => (via === null ? [] : [VIAS[via]]);

/** The data of a button. */
export function pressData(press: Press): string {
  const parts = (...all: readonly string[]): string => all.join(':');
  switch (press.to) {
    case 'events':
      return parts('l', String(press.page));
    case 'event':
      return parts('e', shortId(press.personId), shortId(press.eventId));
    case 'answer':
      return parts(
        'a',
        shortId(press.personId),
        shortId(press.eventId),
        ANSWERS[press.answer],
        ...viaPart(press.via),
      );
    case 'offer':
      return parts(
        'o',
        shortId(press.personId),
        shortId(press.eventId),
        press.isTaken ? '1' : '0',
        ...viaPart(press.via),
      );
    case 'leave':
      return parts('w', shortId(press.personId), shortId(press.eventId));
    case 'course':
      return parts('d', shortId(press.personId), shortId(press.courseId));
    case 'register':
      return parts('r', shortId(press.personId), shortId(press.courseId));
    case 'form':
      return parts('t', shortId(press.personId), shortId(press.useId), ...viaPart(press.via));
    case 'reply':
      return parts('u', shortId(press.useId), press.question, press.value);
    case 'person':
      return parts('p', shortId(press.personId));
    case 'checkIn':
      return parts('i', shortId(press.personId), press.code);
    case 'language':
      return parts('x', press.language);
    case 'messages':
      return parts('z', press.isOn ? '1' : '0');
    case 'unlink':
      return parts('y', press.isSure ? '1' : '0');
    default:
      return PLACES[press.to];
  }
}

const keyOf = <K extends string>(table: Readonly<Record<K, string>>, letter: string | undefined): K | null =>
  (Object.keys(table) as K[]).find((key) => table[key] === letter) ?? null;

const readFlag = (part: string | undefined): boolean | null =>
  part === '1' ? true : part === '0' ? false : null;

/** Null: no button of ours. An unknown letter at the end is one of ours that is not known yet: the press counts all the same. */
export function readPress(data: string): Press | null {
  if (data.length > 64) return null;
  const [letter, first = '', second = '', third, fourth] = data.split(':');
  const person = longId(first);
  const other = longId(second);
  const via = keyOf(VIAS, fourth);
  switch (letter) {
    case 'l':
      return /^\d{1,3}$/.test(first) ? { to: 'events', page: Number(first) } : null;
    case 'e':
    case 'w':
      return person === null || other === null
        ? null
        : { to: letter === 'e' ? 'event' : 'leave', personId: person, eventId: other };
    case 'a': {
      const answer = keyOf(ANSWERS, third);
      if (person === null || other === null || answer === null) return null;
      return { to: 'answer', personId: person, eventId: other, answer, via };
    }
    case 'o': {
      const isTaken = readFlag(third);
      if (person === null || other === null || isTaken === null) return null;
      return { to: 'offer', personId: person, eventId: other, isTaken, via };
    }
    case 'd':
    case 'r':
      return person === null || other === null
        ? null
        : { to: letter === 'd' ? 'course' : 'register', personId: person, courseId: other };
    case 't':
      return person === null || other === null
        ? null
        : { to: 'form', personId: person, useId: other, via: keyOf(VIAS, third) };
    case 'u':
      return person === null || third === undefined || second === ''
        ? null
        : { to: 'reply', useId: person, question: second, value: third };
    case 'p':
      if (first === '') return { to: 'who' };
      return person === null ? null : { to: 'person', personId: person };
    case 'i':
      return person === null || second === '' ? null : { to: 'checkIn', personId: person, code: second };
    case 'x': {
      const language = PAGE_LANGUAGES.find((one) => one === first);
      return language === undefined ? null : { to: 'language', language };
    }
    case 'z': {
      const isOn = readFlag(first);
      return isOn === null ? null : { to: 'messages', isOn };
    }
    case 'y': {
      const isSure = readFlag(first);
      return isSure === null ? null : { to: 'unlink', isSure };
    }
    default: {
      const place = keyOf(PLACES, data);
      return place === null ? null : { to: place };
    }
  }
}
