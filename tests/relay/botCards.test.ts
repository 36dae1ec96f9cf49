/**
 * Holds: the card of an event in a chat says how things are, wherever they changed: answered on the page, given a place at a desk, moved, called
 * off. It is edited and not sent anew, once for each change, and nobody's other message is touched.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { eventTable } from '../../src-core/events/index.ts';
import { answer } from '../../src-core/members/index.ts';
import { unlinkChat } from '../../src-core/reach/index.ts';
import { record } from '../../src-core/store/index.ts';
import { endClubs, openTellingClub } from './botClub.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(endClubs);

type Club = Awaited<ReturnType<typeof openTellingClub>>;

const editsAt = ({ fake }: Club, chat = '7'): number =>
  fake.calls().filter(({ method, chatId }) => method === 'editMessageText' && chatId === chat).length;

const openCard = async (club: Club): Promise<void> => {
  club.member.write('/events');
  await club.reads(club.member, 'Мероприятия');
  club.member.press('11.09');
  await club.reads(club.member, 'Митап');
  await club.drain();
};

let presses = 0;
const answerOnPage = (club: Club, eventId: string, said: 'going' | 'maybe' | 'notGoing') =>
  answer(club.store, {
    personId: club.personId,
    eventId,
    answer: said,
    source: 'page',
    key: `page ${(presses += 1)}`,
  });

const change = (club: Club, eventId: string, patch: Parameters<typeof record<typeof eventTable>>[3]) =>
  club.act((tx) => record(tx, eventTable, eventId, patch));

test('an answer on the page, and a place given at a desk, are on the card; looking again edits nothing', async () => {
  const club = await openTellingClub();
  const eventId = await club.addEvent({ capacity: 5 });
  await openCard(club);
  const [sent, edits] = [club.fake.sends(7), editsAt(club)];
  await answerOnPage(club, eventId, 'going');
  await club.drain();
  await club.reads(club.member, 'Место за вами');
  expect([club.fake.sends(7), editsAt(club)]).toEqual([sent, edits + 1]);
  await club.drain();
  expect(editsAt(club)).toBe(edits + 1);
  await club.unregisterAtDesk(eventId, club.personId);
  await club.drain();
  await club.reads(club.member, 'Осталось 5 мест');
  expect([club.fake.sends(7), editsAt(club)]).toEqual([sent, edits + 2]);
  expect(club.errors).toEqual([]);
});

test('what the member does in the bot itself is not edited a second time', async () => {
  const club = await openTellingClub();
  await club.addEvent();
  await openCard(club);
  club.member.press('Приду');
  await club.reads(club.member, 'Место за вами');
  await expect.poll(() => club.member.answered()).toBe(2);
  const edits = editsAt(club);
  await club.drain();
  expect(editsAt(club)).toBe(edits);
});

test('a question that was answered on the page, and an event that is moved or called off: the message becomes the card', async () => {
  const club = await openTellingClub();
  const eventId = await club.addEvent();
  const other = await club.join(8, 'Берик');
  await club.tell('poll', { eventId }, [club.personId, other.personId]);
  await club.reads(club.member, 'Митап: придёте?');
  await answerOnPage(club, eventId, 'going');
  await club.drain();
  await club.reads(club.member, 'Место за вами');
  expect(other.member.sees().at(-1)?.text).toBe('Митап: придёте?');
  await change(club, eventId, { starts_at: '2026-09-11T19:30', ends_at: '2026-09-11T21:00' });
  await club.drain();
  for (const { member } of [club, other])
    expect(member.sees().filter(({ text }) => text.includes('19:30–21:00'))).toHaveLength(1);
  await change(club, eventId, { cancelled_at: '2026-09-08T06:00:00.000Z', cancel_reason: 'потоп' });
  await club.drain();
  for (const { member } of [club, other]) {
    const card = member.sees().find(({ text }) => text.includes('Отменено: потоп'));
    expect(card?.buttons.flat().map(({ text }) => text)).toEqual(['← Назад']);
  }
  const before = editsAt(club);
  // Nothing that the card shows.
  await change(club, eventId, { note: 'взять удлинитель' });
  await club.drain();
  expect(editsAt(club)).toBe(before);
});

test('a message that shows something else by now is left alone', async () => {
  const club = await openTellingClub();
  const eventId = await club.addEvent();
  await club.tell('poll', { eventId });
  club.member.press('Может быть');
  await club.reads(club.member, 'может быть');
  club.member.press('← Назад');
  await club.reads(club.member, 'Мероприятия');
  await answerOnPage(club, eventId, 'going');
  await club.drain();
  expect(club.member.sees().at(-1)?.text).toBe('Мероприятия');
});

test('a chat that blocked the bot or was unlinked is not edited; a deleted message is given up', async () => {
  const club = await openTellingClub();
  const eventId = await club.addEvent();
  await openCard(club);
  club.member.block();
  await expect.poll(async () => (await club.contactOf(club.personId))?.blocked_at ?? null).not.toBeNull();
  const edits = editsAt(club);
  await answerOnPage(club, eventId, 'going');
  await club.drain();
  expect(editsAt(club)).toBe(edits);
  club.member.unblock();
  await expect.poll(async () => (await club.contactOf(club.personId))?.blocked_at ?? null).toBeNull();
  club.member.clear();
  await answerOnPage(club, eventId, 'maybe');
  await club.drain();
  expect(editsAt(club)).toBe(edits + 1);
  await answerOnPage(club, eventId, 'notGoing');
  await club.drain();
  expect(editsAt(club)).toBe(edits + 1);
  await openCard(club);
  const opened = editsAt(club);
  await club.act((tx) => unlinkChat(tx, '7'));
  await answerOnPage(club, eventId, 'going');
  await club.drain();
  expect(editsAt(club)).toBe(opened);
  expect(club.errors).toEqual([]);
});

test('a limit of Telegram and an outage are waited for, and what changed meanwhile is put right once', async () => {
  const club = await openTellingClub();
  const eventId = await club.addEvent();
  await openCard(club);
  await club.fake.behave('limiting', { methods: ['editMessageText'], times: 1, retryAfter: 3 });
  await answerOnPage(club, eventId, 'going');
  await club.drain();
  await club.reads(club.member, 'Место за вами');
  await club.fake.behave('failing', { methods: ['editMessageText'], times: 2 });
  await answerOnPage(club, eventId, 'maybe');
  await club.drain();
  await club.reads(club.member, 'может быть');
  await club.fake.behave('dropping', { methods: ['editMessageText'], times: 1 });
  await answerOnPage(club, eventId, 'notGoing');
  await club.drain();
  await club.reads(club.member, 'не приду');
  expect(club.member.sees().filter(({ text }) => text.startsWith('Митап'))).toHaveLength(1);
});
