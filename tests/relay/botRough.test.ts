/**
 * Holds: the bot with people as they are: three languages, names of any script, long texts, old buttons, phones that change hands, and whatever
 * else Telegram brings. The fake refuses what Telegram would: texts and buttons that are too long.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { checkInId, checkInTable, eventTable, eventTemplateTable } from '../../src-core/events/index.ts';
import { formTable, formUseTable, formVersionTable } from '../../src-core/forms/index.ts';
import { MEETUP_FORM } from '../../src-core/forms/forms.test-support.ts';
import { languageOf, linkBot, personsOfChat } from '../../src-core/reach/index.ts';
import { record } from '../../src-core/store/index.ts';
import { endClubs, openBotClub } from './botClub.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(endClubs);

type Club = Awaited<ReturnType<typeof openBotClub>>;

const NAME = '<b>أحمد</b> & "O\'Neil" 😀';
const TITLE = `Rust & <i>friends</i> 🦀 ${'very '.repeat(33)}long`;

const came = (club: Club, eventId: string, personId: string) =>
  club.act((tx) =>
    record(tx, checkInTable, checkInId(eventId, personId), {
      event_id: eventId,
      person_id: personId,
      at: tx.at,
      source: 'bot',
    }),
  );

test.each([
  ['ru', 'Русский', /[А-Яа-я]/],
  ['kk', 'Қазақша', /[А-Яа-яӘәҒғҚқҢңӨөҰұҮүІі]/],
  ['en', 'English', /[А-Яа-яӘәҒғҚқҢңӨөҰұҮүІі]/],
] as const)(
  'every room in %s, with a name of another script and titles of two hundred letters',
  async (language, own, script) => {
    const club = await openBotClub();
    const bot = club.start();
    const { personId, member } = await club.join(7, NAME);
    const said = async (act: () => void): Promise<string> => {
      const before = JSON.stringify(member.sees());
      const answered = member.answered();
      act();
      await expect
        .poll(() => JSON.stringify(member.sees()) !== before || member.answered() > answered, {
          timeout: 15_000,
        })
        .toBe(true);
      const last = member.sees().at(-1);
      return [last?.text, ...(last?.buttons.flat().map(({ text }) => text) ?? [])].join('\n');
    };
    const [other = ''] = await club.addPeople(1);
    await club.act((tx) =>
      record(tx, eventTemplateTable, 'course-1', {
        name: TITLE,
        title_pattern: 'Rust',
        start_time: '18:00',
        duration_minutes: 60,
        registration: 'open',
      }),
    );
    for (let day = 12; day < 30; day += 1) {
      const eventId = await club.addEvent({
        title: TITLE,
        template_id: 'course-1',
        starts_at: `2026-09-${day}T18:00`,
        ends_at: `2026-09-${day}T19:00`,
        capacity: day === 12 ? 1 : 3,
      });
      if (day === 12) await club.registerAtDesk(eventId, other);
    }
    for (let day = 1; day < 28; day += 1) {
      const past = { starts_at: `2026-08-${day < 10 ? '0' : ''}${day}T18:00`, ends_at: '2026-08-28T19:00' };
      await came(club, await club.addEvent({ title: TITLE, ...past }), personId);
    }
    await said(() => member.write('/settings'));
    const rooms = [await said(() => member.press(language === 'ru' ? `• ${own}` : own))];
    for (const command of ['menu', 'events', 'courses', 'visits', 'certificates', 'forms', 'settings'])
      rooms.push(await said(() => member.write(`/${command}`)));
    await said(() => member.write('/courses'));
    rooms.push(await said(() => member.press('Rust')));
    rooms.push(await said(() => member.press({ ru: 'Записаться', kk: 'Бүкіл', en: 'Register' }[language])));
    await said(() => member.write('/events'));
    rooms.push(await said(() => member.press('⏳')));
    rooms.push(await said(() => member.write('/qr')));
    rooms.push(await said(() => member.write('что? what? 🤷')));
    // The languages' own names stand in every one of them.
    const foreign = rooms
      .map((room) => room.replace(NAME, '').replaceAll(/Русский|Қазақша/g, ''))
      .filter((room) => script.test(room) === (language === 'en'));
    expect(foreign).toEqual([]);
    expect(bot.errors).toEqual([]);
  },
);

test('an old button after the event is over or called off: the card says so, and has no more to press', async () => {
  const club = await openBotClub();
  club.start();
  const eventId = await club.addEvent();
  const { member } = await club.join(7, 'Айдана');
  const openCard = async () => {
    member.write('/events');
    await club.reads(member, 'Мероприятия');
    member.press('11.09');
    await club.reads(member, 'Митап');
  };
  await openCard();
  await club.act((tx) => record(tx, eventTable, eventId, { cancelled_at: tx.at }));
  member.press('Приду');
  await club.reads(member, 'Отменено');
  expect(member.sees().at(-1)?.buttons.flat()).toHaveLength(1);
  await club.act((tx) => record(tx, eventTable, eventId, { cancelled_at: null }));
  await openCard();
  club.setNow(Date.UTC(2026, 8, 11, 16));
  member.press('Может быть');
  await club.reads(member, 'Уже прошло');
  expect(member.toasts()).toEqual(['Мероприятие отменено.', 'Мероприятие уже прошло.']);
  expect(await club.count('rsvp_answer')).toBe(0);
});

test('a person’s code opened in another chat moves them there, and the old chat is told', async () => {
  const club = await openBotClub();
  club.start();
  const { personId, member } = await club.join(7, 'Айдана');
  const other = club.fake.member(8, { firstName: 'Кто-то' });
  club.fake.repeatUpdates(true);
  other.start(await club.codeFor(personId));
  await club.reads(other, 'Готово: этот чат теперь ваш, Айдана');
  await club.reads(member, 'Если это не вы, скажите организатору');
  expect(await personsOfChat(club.store, '7')).toEqual([]);
  member.write('/events');
  await club.reads(member, 'нужен код');
  expect(member.sees().filter(({ text }) => text.includes('Если это не вы'))).toHaveLength(1);
});

test('a language that was chosen before the bot knew who it is holds afterwards', async () => {
  const club = await openBotClub();
  club.start();
  const personId = await club.addPerson('Айдана');
  const member = club.fake.member(7);
  member.start();
  await club.reads(member, 'нужен код');
  member.press('English');
  await club.reads(member, 'needs a code');
  member.write(await club.codeFor(personId));
  await club.reads(member, 'Done: this chat is yours now');
  expect(await languageOf(club.store, personId)).toBe('en');
});

test('two people at one phone: each is asked for, and stop is for both', async () => {
  const club = await openBotClub();
  club.start();
  const { member } = await club.join(7, 'Айдана');
  const sister = await club.addPerson('Дана');
  member.start(await club.codeFor(sister));
  await club.reads(member, 'Готово');
  member.write('/qr');
  await club.reads(member, 'О ком речь?');
  member.press('👤 Дана');
  await club.reads(member, 'Что показать?');
  member.write('/qr');
  await club.reads(member, 'Дана\nПокажите этот код');
  member.write('/stop');
  await club.reads(member, 'больше не пишем');
  expect((await club.contactOf(sister))?.stopped_at).not.toBeNull();
});

test('groups, channels, edits and Telegram’s own notes are nobody’s words; a sticker and a photo are answered', async () => {
  const club = await openBotClub();
  const bot = club.start();
  const { member } = await club.join(7, 'Айдана');
  const sent = club.fake.sends(7);
  const from = { id: 7, is_bot: false, first_name: 'Айдана' };
  const chat = { id: 7, type: 'private' };
  const group = { id: -100, type: 'supergroup', title: 'Клуб' };
  for (const content of [
    { message: { message_id: 1, from, chat: group, date: 0, text: '/start' } },
    { edited_message: { message_id: 1, from, chat, date: 0, edit_date: 1, text: '/menu' } },
    { channel_post: { message_id: 1, chat: { id: -5, type: 'channel' }, date: 0, text: '/menu' } },
    { message: { message_id: 2, from, chat, date: 0, pinned_message: { message_id: 1 } } },
    { message: { message_id: 3, from, chat, date: 0, message_auto_delete_timer_changed: {} } },
    { message_reaction: { chat, message_id: 1, user: from, date: 0 } },
    { poll: { id: 'x' } },
    { callback_query: { id: 'q', from, chat_instance: '1', inline_message_id: 'i', data: 'm' } },
  ])
    club.fake.deliver(content);
  await expect.poll(() => club.fake.sends(7)).toBe(sent + 1);
  club.fake.deliver({ message: { message_id: 4, from, chat, date: 0, sticker: { file_id: 's' } } });
  await club.reads(member, 'Не понял');
  club.fake.deliver({
    message: { message_id: 5, from, chat, date: 0, photo: [{ file_id: 'p' }], caption: '/settings' },
  });
  await club.reads(member, 'Настройки');
  expect(club.fake.sends(7)).toBe(sent + 3);
  expect(bot.errors).toEqual([]);
});

test('after a quiet week the numbers of updates begin anew, lower: nothing is lost', async () => {
  const club = await openBotClub({ longestPollMs: 100 });
  club.start();
  club.fake.renumber(900_000_000);
  const { member } = await club.join(7, 'Айдана');
  const polls = (): number => club.fake.calls().filter(({ method }) => method === 'getUpdates').length;
  const before = polls();
  await expect.poll(polls).toBeGreaterThan(before + 2);
  club.fake.renumber(5);
  member.write('/settings');
  await club.reads(member, 'Настройки');
});

test('a long form: its question and its choices are to be read whole', async () => {
  const club = await openBotClub();
  const bot = club.start();
  const { personId, member } = await club.join(7, 'Айдана');
  const eventId = await club.addEvent();
  const [, pace] = MEETUP_FORM.questions;
  if (pace === undefined) throw new Error('no such question');
  const long = 'Слишком быстро: записывать за преподавателем не получалось совсем';
  await club.act(async (tx) => {
    const [formId, versionId, use] = [tx.newId(), tx.newId(), tx.newId()];
    await record(tx, formTable, formId, { name: 'Митап', kind: 'feedback' });
    await record(tx, formVersionTable, versionId, {
      form_id: formId,
      definition: JSON.stringify({
        ...MEETUP_FORM,
        intro: { ru: 'Вступление. '.repeat(400) },
        questions: [
          {
            ...pace,
            texts: { ru: `${'Очень долгий вопрос. '.repeat(40)}Итак?` },
            options: pace.options.map((option, index) =>
              index === 0 ? { ...option, texts: { ru: long } } : option,
            ),
          },
        ],
      }),
      made_at: tx.at,
    });
    await record(tx, formUseTable, use, {
      form_id: formId,
      version_id: versionId,
      event_id: eventId,
      is_anonymous: 0,
      opens_at: tx.at,
    });
  });
  await came(club, eventId, personId);
  member.write('/forms');
  await club.reads(member, 'Опросы');
  member.press('Как прошёл митап?');
  await club.reads(member, 'Итак?');
  await club.reads(member, `• ${long}`);
  member.press('Слишком быстро');
  await club.reads(member, 'Спасибо');
  expect(bot.errors).toEqual([]);
});

test('pressed twice, and twice at once, is one place', async () => {
  const club = await openBotClub();
  club.start();
  await club.addEvent({ capacity: 2 });
  const { personId, member } = await club.join(7, 'Айдана');
  await club.act((tx) => linkBot(tx, { personId, chatId: '7' }));
  member.write('/events');
  await club.reads(member, 'Мероприятия');
  member.press('11.09');
  await club.reads(member, 'Осталось 2 места');
  member.press('Приду');
  member.press('Приду');
  await expect.poll(() => member.answered()).toBe(3);
  await club.reads(member, 'Место за вами');
  expect(await club.count('registration')).toBe(1);
});
