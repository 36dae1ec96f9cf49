/**
 * Holds: a member does everything of their own in the bot, in one card that changes; one press delivered twice is one answer; nobody can act
 * for somebody else, whatever they send; and who blocks, stops or comes back is known.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { eventTemplateTable } from '../../src-core/events/index.ts';
import { event } from '../../src-core/members/index.ts';
import { contactsOf, languageOf, personsOfChat, readBotName } from '../../src-core/reach/index.ts';
import { shownLinkCode } from '../../src-core/reach/linkCode.ts';
import { record } from '../../src-core/store/index.ts';
import { pressData } from '../../src-relay/bot/press.rules.ts';
import { endClubs, openBotClub } from './botClub.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(endClubs);

test('a stranger is told how to become known; a code that is typed links the chat, once', async () => {
  const club = await openBotClub();
  club.start();
  const aidana = await club.addPerson('Айдана');
  const member = club.fake.member(7);
  member.start();
  await club.reads(member, 'нужен код');
  const code = await club.codeFor(aidana);
  member.write(shownLinkCode(code).toUpperCase());
  await club.reads(member, 'Готово: этот чат теперь ваш, Айдана.');
  expect((await personsOfChat(club.store, '7')).map(({ personId }) => personId)).toEqual([aidana]);
  const thief = club.fake.member(8);
  thief.start(code);
  await club.reads(thief, 'Этот код уже использован');
  expect(await personsOfChat(club.store, '8')).toEqual([]);
  await expect.poll(() => readBotName(club.store)).toBe('orda_test_bot');
});

test('going, maybe and not going are one card that is edited in place', async () => {
  const club = await openBotClub();
  club.start();
  const eventId = await club.addEvent({ title: 'Митап <b>Rust</b> & Ко', capacity: 10 });
  const { personId, member } = await club.join(7, 'Айдана');
  member.press('Мероприятия');
  await club.reads(member, 'Мероприятия');
  member.press('11.09 18:00');
  await club.reads(member, 'Митап <b>Rust</b> & Ко');
  const sent = club.fake.sends(7);
  member.press('Приду');
  await club.reads(member, 'Место за вами');
  member.press('Может быть');
  await club.reads(member, 'может быть');
  member.press('Не приду');
  await club.reads(member, 'не приду');
  expect(club.fake.sends(7)).toBe(sent);
  const found = await event(club.store, personId, eventId, club.now());
  expect(found).toMatchObject({ answer: 'notGoing', hasPlace: false, taken: 0 });
  expect(await club.count('rsvp_answer')).toBe(3);
  expect(member.toasts()).toEqual(['Записано', 'Записано', 'Записано']);
});

test('an update that comes twice is one answer and one reply', async () => {
  const club = await openBotClub();
  club.start();
  await club.addEvent();
  const { member } = await club.join(7, 'Айдана');
  member.press('Мероприятия');
  await club.reads(member, 'Мероприятия');
  member.press('11.09');
  await club.reads(member, 'Митап');
  club.fake.repeatUpdates(true);
  member.press('Приду');
  await club.reads(member, 'Место за вами');
  member.write('/menu');
  await club.reads(member, 'Что показать?');
  const sent = club.fake.sends(7);
  member.press('Настройки');
  await club.reads(member, 'Настройки');
  expect(club.fake.sends(7)).toBe(sent);
  expect(await club.count('rsvp_answer')).toBe(1);
  expect(member.toasts()).toEqual(['Записано']);
});

test('a bot that is stopped and started again answers what came meanwhile, and nothing twice', async () => {
  const club = await openBotClub();
  const bot = club.start();
  const { member } = await club.join(7, 'Айдана');
  await bot.close();
  member.write('/menu');
  member.write('/settings');
  club.start();
  await club.reads(member, 'Настройки');
  const texts = member.sees().map(({ text }) => text.split('\n')[0]);
  expect(texts).toEqual(['Готово: этот чат теперь ваш, Айдана.', 'Что показать?', 'Настройки']);
});

test('a full event has a queue with a strict order, an offer, and it is taken in the card', async () => {
  const club = await openBotClub();
  club.start();
  const eventId = await club.addEvent({ capacity: 1 });
  const first = await club.join(7, 'Айдана');
  const second = await club.join(8, 'Берик');
  const open = async (who: typeof first) => {
    who.member.press('Мероприятия');
    await club.reads(who.member, 'Мероприятия');
    who.member.press('11.09');
    await club.reads(who.member, 'Митап');
  };
  await open(first);
  first.member.press('Приду');
  await club.reads(first.member, 'Место за вами');
  await open(second);
  await club.reads(second.member, 'Мест нет');
  second.member.press('В очередь');
  await club.reads(second.member, 'Вы в очереди, номер 1');
  first.member.press('Не приду');
  await club.reads(first.member, 'не приду');
  second.member.write('/events');
  await club.reads(second.member, 'Мероприятия');
  second.member.press('⏳ 11.09');
  await club.reads(second.member, 'Для вас освободилось место');
  second.member.press('Беру место');
  await club.reads(second.member, 'Место за вами');
  const found = await event(club.store, second.personId, eventId, club.now());
  expect(found).toMatchObject({ hasPlace: true, taken: 1, waitlist: null });
});

test('checking in by the event’s code: from the poster, typed, and before the bot knows who it is', async () => {
  const club = await openBotClub();
  club.start();
  const eventId = await club.addEvent();
  await club.codeOfEvent(eventId, 'bcdfghj');
  const { personId, member } = await club.join(7, 'Айдана');
  member.start('e_bcdfghj');
  await club.reads(member, 'Отметиться можно за час до начала');
  club.setNow(Date.UTC(2026, 8, 11, 13));
  member.write('BCD-fghj');
  await club.reads(member, 'Ваш приход отмечен');
  expect(await event(club.store, personId, eventId, club.now())).toMatchObject({ came: true });
  member.write('zzzzzzz');
  await club.reads(member, 'Такого кода мероприятия нет');
  const late = await club.addPerson('Берик');
  const stranger = club.fake.member(8);
  stranger.start('e_bcdfghj');
  await club.reads(stranger, 'Сначала нужен ваш личный код');
  stranger.write(await club.codeFor(late));
  await club.reads(stranger, 'Ваш приход отмечен');
  member.write('/visits');
  await club.reads(member, 'Митап');
});

test('my QR comes as a picture of the card’s code', async () => {
  const club = await openBotClub();
  club.start();
  const { member } = await club.join(7, 'Айдана');
  member.press('Мой QR');
  await club.reads(member, 'Покажите этот код на входе');
  const bytes = Buffer.from(member.sees().at(-1)?.photo ?? []);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  // Its width and height, as its header has them.
  expect(bytes.readUInt32BE(16)).toBe(bytes.readUInt32BE(20));
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(300);
});

test('a course in one tap', async () => {
  const club = await openBotClub();
  club.start();
  const { member } = await club.join(7, 'Айдана');
  await club.act((tx) =>
    record(tx, eventTemplateTable, 'course-1', {
      name: 'Курс Python',
      title_pattern: 'Python',
      start_time: '18:00',
      duration_minutes: 60,
      registration: 'open',
    }),
  );
  for (const day of ['12', '19'])
    await club.addEvent({
      title: 'Python',
      template_id: 'course-1',
      starts_at: `2026-09-${day}T18:00`,
      ends_at: `2026-09-${day}T19:00`,
    });
  member.press('Курсы');
  await club.reads(member, 'Курсы');
  member.press('Курс Python');
  await club.reads(member, 'Впереди 2 встречи');
  member.press('Записаться на весь курс');
  await club.reads(member, 'Вы записаны');
  expect(await club.count('registration')).toBe(2);
});

test('a parent with two children chooses for whom; an answer is the child’s', async () => {
  const club = await openBotClub();
  club.start();
  const eventId = await club.addEvent();
  const { personId, member } = await club.join(7, 'Гүлнар');
  const dana = await club.addChild(personId, 'Дана');
  await club.addChild(personId, 'Тимур');
  member.write('/events');
  await club.reads(member, 'О ком речь?');
  member.press('👤 Дана');
  await club.reads(member, 'Что показать?');
  member.press('Мероприятия');
  await club.reads(member, '👤 Дана');
  member.press('11.09');
  await club.reads(member, 'Митап');
  member.press('Приду');
  await club.reads(member, 'Место за вами');
  expect(await event(club.store, dana, eventId, club.now())).toMatchObject({ hasPlace: true });
  expect(await event(club.store, personId, eventId, club.now())).toMatchObject({ hasPlace: false });
  const child = await club.addPerson('Арман');
  member.start(await club.codeFor(child, 'guardian'));
  await club.reads(member, 'Готово: вы отвечаете за');
});

test('hostile input changes nothing and is answered politely', async () => {
  const club = await openBotClub();
  const bot = club.start();
  const eventId = await club.addEvent();
  const victim = await club.join(7, 'Айдана');
  const { member: thief } = await club.join(8, 'Берик');
  const forged = [
    pressData({ to: 'answer', personId: victim.personId, eventId, answer: 'going', via: null }),
    pressData({ to: 'checkIn', personId: victim.personId, code: 'bcdfghj' }),
    pressData({ to: 'answer', personId: victim.personId, eventId, answer: 'going', via: 'poll' }),
    'a:x:y:g',
    'DROP TABLE person',
    '🙂'.repeat(16),
    '',
  ];
  for (const [index, data] of forged.entries()) {
    thief.forge(data, 999);
    await expect.poll(() => thief.answered()).toBe(index + 1);
  }
  thief.write(`/start ${'x'.repeat(4_000)}`);
  await club.reads(thief, 'Такого кода нет');
  thief.write('<script>alert(1)</script>'.repeat(160));
  await club.reads(thief, 'Не понял');
  thief.write(`e_${'b'.repeat(3_000)}`);
  thief.write('/menu@orda_test_bot');
  await club.reads(thief, 'Что показать?');
  expect(await club.count('rsvp_answer')).toBe(0);
  expect(await club.count('check_in')).toBe(0);
  expect(bot.errors).toEqual([]);
});

test('stop, start again, block, language and unlink are kept', async () => {
  const club = await openBotClub();
  club.start();
  const { personId, member } = await club.join(7, 'Айдана');
  const contact = async () => (await contactsOf(club.store, [personId])).get(personId)?.[0];
  member.write('/stop');
  await club.reads(member, 'больше не пишем');
  expect((await contact())?.stopped_at).not.toBeNull();
  member.start();
  await club.reads(member, 'Снова на связи');
  expect((await contact())?.stopped_at).toBeNull();
  member.write('/settings');
  await club.reads(member, 'Настройки');
  member.press('Қазақша');
  await club.reads(member, 'Баптаулар');
  expect(await languageOf(club.store, personId)).toBe('kk');
  member.press('English');
  await club.reads(member, 'Settings');
  member.block();
  await expect.poll(async () => (await contact())?.blocked_at ?? null).not.toBeNull();
  member.unblock();
  await expect.poll(async () => (await contact())?.blocked_at ?? null).toBeNull();
  member.press('Unlink this chat');
  await club.reads(member, 'forgets who you are');
  member.press('Yes, unlink');
  await club.reads(member, 'The chat is unlinked');
  expect(await contact()).toBeUndefined();
  member.write('/events');
  await club.reads(member, 'нужен код');
});

test('a Telegram that fails or is away is waited for, and what members did then is answered', async () => {
  const club = await openBotClub();
  await club.fake.behave('failing', { times: 2 });
  const bot = club.start();
  const { member } = await club.join(7, 'Айдана');
  expect(bot.errors).toHaveLength(2);
  await club.fake.behave('refusing');
  await expect.poll(() => bot.errors.length).toBeGreaterThan(2);
  await club.fake.behave('well');
  member.write('/menu');
  await club.reads(member, 'Что показать?');
});
