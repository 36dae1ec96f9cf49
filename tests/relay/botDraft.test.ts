/**
 * Holds: the half-filled answers to a nameless form stay on the relay no longer than they are being written: not when they were handed in, nor when
 * the form was closed meanwhile, left, or the bot was blocked. A form that is left aside does not swallow what is meant for something else.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { checkInId, checkInTable } from '../../src-core/events/index.ts';
import { formTable, formUseTable, formVersionTable } from '../../src-core/forms/index.ts';
import { MEETUP_FORM } from '../../src-core/forms/forms.test-support.ts';
import type { TelegramTables } from '../../src-core/reach/index.ts';
import { record } from '../../src-core/store/index.ts';
import { sweepDrafts } from '../../src-relay/bot/chats.store.ts';
import { endClubs, openBotClub } from './botClub.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(endClubs);

const HOUR = 3_600_000;

const open = async (isNameless = true) => {
  const club = await openBotClub();
  club.start();
  const { personId, member } = await club.join(7, 'Айдана');
  const eventId = await club.addEvent();
  const useId = await club.act(async (tx) => {
    const [formId, versionId, use] = [tx.newId(), tx.newId(), tx.newId()];
    await record(tx, formTable, formId, { name: 'Митап', kind: 'feedback' });
    await record(tx, formVersionTable, versionId, {
      form_id: formId,
      definition: JSON.stringify(MEETUP_FORM),
      made_at: tx.at,
    });
    await record(tx, formUseTable, use, {
      form_id: formId,
      version_id: versionId,
      event_id: eventId,
      is_anonymous: isNameless ? 1 : 0,
      opens_at: tx.at,
    });
    await record(tx, checkInTable, checkInId(eventId, personId), {
      event_id: eventId,
      person_id: personId,
      at: tx.at,
      source: 'bot',
    });
    return use;
  });
  const state = async (): Promise<string> =>
    (
      await club.store
        .read<TelegramTables>()
        .selectFrom('telegram_chat')
        .where('chat_id', '=', '7')
        .select('state')
        .executeTakeFirst()
    )?.state ?? '{}';
  const begin = async (): Promise<void> => {
    const before = member.sees().length;
    member.write('/forms');
    await expect.poll(() => member.sees().length).toBe(before + 1);
    member.press('Как прошёл митап?');
    await club.reads(member, '1/6. Как прошло?');
    member.press('4');
    await club.reads(member, '2/6. Темп?');
    await expect.poll(state).toContain('"q1":4');
  };
  const close = () => club.act((tx) => record(tx, formUseTable, useId, { closes_at: tx.at }));
  return { ...club, personId, member, eventId, useId, state, begin, close };
};

test('handed in: nothing of it stays', async () => {
  const club = await open();
  const { member } = club;
  await club.begin();
  member.press('В самый раз');
  await club.reads(member, '3/6.');
  member.press('Квиз');
  await expect.poll(() => member.sees().at(-1)?.buttons.flat().length).toBeGreaterThan(4);
  member.press('Готово');
  await club.reads(member, '4/6.');
  member.press('Пропустить');
  await club.reads(member, '5/6.');
  member.press('Пропустить');
  await club.reads(member, '6/6.');
  member.press('Да');
  await club.reads(member, 'Спасибо, ответ записан!');
  await expect.poll(club.state).not.toContain('form');
});

test('closed meanwhile: the next press, or the next words, end it', async () => {
  for (const goOn of ['press', 'write'] as const) {
    const club = await open();
    await club.begin();
    club.setNow(club.now() + 1_000);
    await club.close();
    club.setNow(club.now() + 1_000);
    club.member[goOn]('В самый раз');
    await club.reads(club.member, 'Этот опрос уже закрыт');
    await expect.poll(club.state).not.toContain('form');
    await endClubs();
  }
});

test('cancelled by its button, and left by blocking the bot', async () => {
  const club = await open();
  await club.begin();
  club.member.press('Отменить');
  await club.reads(club.member, 'Опросы');
  await expect.poll(club.state).not.toContain('form');
  await club.begin();
  club.member.block();
  await expect.poll(club.state).not.toContain('form');
});

test('left for an hour it is swept; one that bears a name is kept for a week', async () => {
  const club = await open();
  await club.begin();
  club.setNow(club.now() + HOUR);
  expect(await sweepDrafts(club.store, club.now())).toBe(0);
  expect(await sweepDrafts(club.store, club.now() + 1)).toBe(1);
  expect(await club.state()).not.toContain('q1');
  club.member.press('В самый раз');
  await expect.poll(() => club.member.toasts()).toEqual(['Эта кнопка устарела']);
  await endClubs();

  const named = await open(false);
  await named.begin();
  expect(await sweepDrafts(named.store, named.now() + 24 * HOUR)).toBe(0);
  expect(await sweepDrafts(named.store, named.now() + 8 * 24 * HOUR)).toBe(1);
});

test('a form that was left aside takes no event’s code for an answer, and goes on where it was', async () => {
  const club = await open(false);
  const { member } = club;
  const eventId = await club.addEvent({
    title: 'Хакатон',
    starts_at: '2026-09-04T17:30',
    ends_at: '2026-09-04T19:00',
  });
  await club.codeOfEvent(eventId, 'bcdfghj');
  await club.begin();
  member.write('/menu');
  await club.reads(member, 'Что показать?');
  member.write('bcdfghj');
  await club.reads(member, 'Ваш приход отмечен');
  member.press('В самый раз');
  await expect
    .poll(() =>
      member
        .sees()
        .map(({ text }) => text)
        .join(),
    )
    .toContain('3/6. Что понравилось?');
});
