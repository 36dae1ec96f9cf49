/** Holds: the languages, quiet hours, ways, costs and times of messages, without a database. */
import { expect, test } from 'vitest';
import { readAudience } from './audience.rules.ts';
import { compose } from './outgoing.rules.ts';
import { PLANNED_TEXTS, spokenDate } from './planned.texts.ts';
import { routesTo } from './routes.rules.ts';
import type { Contact } from './routes.rules.ts';
import { filled, smsParts, textFor } from './texts.rules.ts';
import { afterQuiet, dayOf, dueAt, monthBegan } from './timing.ts';

const at = (iso: string): number => Date.parse(iso);
const iso = (ms: number): string => new Date(ms).toISOString();
const ALMATY = 'Asia/Almaty';

test('a reader gets their language, else the organisation’s, else what there is', () => {
  const texts = { ru: 'Привет', kk: 'Сәлем' };
  expect(textFor(texts, 'kk', 'ru')).toEqual({ language: 'kk', text: 'Сәлем' });
  expect(textFor(texts, 'en', 'ru')).toEqual({ language: 'ru', text: 'Привет' });
  expect(textFor(texts, null, 'kk')).toEqual({ language: 'kk', text: 'Сәлем' });
  expect(textFor({ en: 'Hello' }, 'kk', 'ru')).toEqual({ language: 'en', text: 'Hello' });
});

test('placeholders are filled in; a line that had nothing else is left out', () => {
  const text = '{event}\n{date}\n{place}\n\n{name}, до встречи! {unknown}';
  expect(filled(text, { event: 'Митап', date: 'пятница', name: 'Айгерім' })).toBe(
    'Митап\nпятница\n\nАйгерім, до встречи! {unknown}',
  );
});

test('what the house says has every language and the same placeholders in each', () => {
  for (const texts of Object.values(PLANNED_TEXTS)) {
    const of = (text: string): readonly string[] => [...(text.match(/\{\w+\}/g) ?? [])].toSorted();
    expect(of(texts.kk)).toEqual(of(texts.ru));
    expect(of(texts.en)).toEqual(of(texts.ru));
  }
  expect(spokenDate('2026-09-04T18:00', 'ru')).toBe('пятница, 4 сентября');
  expect(spokenDate('2026-09-04T18:00', 'kk')).toBe('4 қыркүйек, жұма');
  expect(spokenDate('2026-09-04T18:00', 'en')).toBe('Friday, 4 September');
});

test('quiet hours over midnight are those of the time zone', () => {
  const quiet = { from: '22:00', until: '08:00' };
  // Almaty is five hours ahead of UTC.
  expect(iso(afterQuiet(at('2026-09-04T16:59:00Z'), quiet, ALMATY))).toBe('2026-09-04T16:59:00.000Z');
  expect(iso(afterQuiet(at('2026-09-04T17:00:00Z'), quiet, ALMATY))).toBe('2026-09-05T03:00:00.000Z');
  expect(iso(afterQuiet(at('2026-09-05T02:59:59Z'), quiet, ALMATY))).toBe('2026-09-05T03:00:00.000Z');
  expect(iso(afterQuiet(at('2026-09-05T03:00:00Z'), quiet, ALMATY))).toBe('2026-09-05T03:00:00.000Z');
  const siesta = { from: '13:00', until: '15:00' };
  expect(iso(afterQuiet(at('2026-09-05T08:30:00Z'), siesta, ALMATY))).toBe('2026-09-05T10:00:00.000Z');
  expect(afterQuiet(1, null, ALMATY)).toBe(1);
  expect(afterQuiet(1, { from: '08:00', until: '08:00' }, ALMATY)).toBe(1);
});

test('days and months begin where the organisation is', () => {
  const day = dayOf(at('2026-08-31T20:00:00Z'), ALMATY);
  expect([iso(day.fromMs), iso(day.untilMs)]).toEqual([
    '2026-08-31T19:00:00.000Z',
    '2026-09-01T19:00:00.000Z',
  ]);
  expect(iso(monthBegan(at('2026-08-31T20:00:00Z'), ALMATY))).toBe('2026-08-31T19:00:00.000Z');
});

test('a message’s time follows from its event’s', () => {
  const event = { starts_at: '2026-09-04T18:00', ends_at: '2026-09-04T20:00' };
  expect(iso(dueAt({ from: 'start', minutes: -1440 }, event, ALMATY))).toBe('2026-09-03T13:00:00.000Z');
  expect(iso(dueAt({ from: 'end', minutes: 120 }, event, ALMATY))).toBe('2026-09-04T17:00:00.000Z');
  expect(iso(dueAt({ daysBefore: 4, at: '19:00' }, event, ALMATY))).toBe('2026-08-31T14:00:00.000Z');
});

const contact = (personId: string, over: Partial<Contact>): Contact => ({
  personId,
  channel: 'bot',
  address: '1',
  position: 0,
  isBlocked: false,
  isStopped: false,
  ...over,
});
const byPerson = (...contacts: readonly Contact[]) => Map.groupBy(contacts, ({ personId }) => personId);
const all = { channels: ['bot', 'page', 'email', 'sms'], only: null } as const;

test('the person’s order goes before the organisation’s, the message’s before both', () => {
  const contacts = byPerson(
    contact('a', { channel: 'bot', position: 2 }),
    contact('a', { channel: 'email', address: 'a@example.org', position: 0 }),
    contact('a', { channel: 'sms', address: '+77010000000', position: 1 }),
  );
  const order = (rules: Parameters<typeof routesTo>[3]) =>
    routesTo('a', [], contacts, rules).routes.map(({ channel }) => channel);
  expect(order(all)).toEqual(['email', 'sms', 'bot']);
  expect(order({ ...all, only: ['bot', 'email'] })).toEqual(['bot', 'email']);
  expect(order({ ...all, channels: ['bot'] })).toEqual(['bot']);
});

test('a child without a way of its own is reached through a parent; why nobody is reached is told', () => {
  const contacts = byPerson(
    contact('child', { isStopped: true }),
    contact('mother', { address: '7' }),
    contact('blocker', { isBlocked: true }),
  );
  expect(routesTo('child', ['mother'], contacts, all).routes).toEqual([
    { recipientId: 'mother', channel: 'bot', address: '7' },
  ]);
  expect(routesTo('blocker', [], contacts, all)).toEqual({ routes: [], why: 'blocked' });
  expect(routesTo('child', [], contacts, all)).toEqual({ routes: [], why: 'stopped' });
  expect(routesTo('nobody', [], contacts, all)).toEqual({ routes: [], why: 'noChannel' });
});

test('an SMS costs by its parts', () => {
  expect(smsParts('a'.repeat(160))).toBe(1);
  expect(smsParts('a'.repeat(161))).toBe(2);
  expect(smsParts('ә'.repeat(70))).toBe(1);
  expect(smsParts('ә'.repeat(71))).toBe(2);
  expect(smsParts('ә'.repeat(135))).toBe(3);
});

test('a parent reads whom it is about; one message about two children has no buttons', () => {
  const what = {
    kind: 'reminder',
    texts: PLANNED_TEXTS.reminder,
    event: { title: 'Митап', place: null, starts_at: '2026-09-04T18:00' },
    hasForm: false,
    reader: 'ru',
    organisation: 'kk',
    isForGuardian: true,
  } as const;
  const two = compose({ ...what, names: ['Айдана', 'Тимур'] });
  expect(two.text).toMatch(/^Для: Айдана, Тимур\n\nНапоминаем: Митап\nпятница, 4 сентября, 18:00\n\n/);
  expect(two.buttons).toEqual([]);
  const one = compose({ ...what, names: ['Айдана'] });
  expect(one.buttons.flat().map(({ text }) => text)).toEqual(['Приду', 'Не приду']);
});

test('an audience that is not understood is nobody', () => {
  expect(readAudience('{"kind":"everyone"}')).toEqual({ kind: 'everyone' });
  expect(readAudience('{"kind":"aliens"}')).toBeNull();
  expect(readAudience('not json')).toBeNull();
});
