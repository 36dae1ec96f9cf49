/**
 * Holds: a message of the outbox with the bot's buttons becomes the event's card when it is pressed; the press tells that it arrived, also
 * where nobody answered when it was sent; and a form is answered question by question.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { checkInId, checkInTable } from '../../src-core/events/index.ts';
import { formTable, formUseTable, formVersionTable } from '../../src-core/forms/index.ts';
import { MEETUP_FORM } from '../../src-core/forms/forms.test-support.ts';
import { event } from '../../src-core/members/index.ts';
import { record } from '../../src-core/store/index.ts';
import { endClubs, openTellingClub } from './botClub.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(endClubs);

test('the poll becomes the card of the event, and was seen', async () => {
  const club = await openTellingClub();
  const eventId = await club.addEvent({ capacity: 5 });
  await club.tell('poll', { eventId });
  await club.reads(club.member, 'Митап: придёте?');
  const sent = club.fake.sends(7);
  club.member.press('Приду');
  await club.reads(club.member, 'Место за вами');
  expect(club.fake.sends(7)).toBe(sent);
  expect(await event(club.store, club.personId, eventId, club.now())).toMatchObject({ hasPlace: true });
  const [delivery] = await club.deliveries();
  expect(delivery).toMatchObject({ state: 'sent', channel: 'bot' });
  expect(delivery?.seen_at).not.toBeNull();
  expect(club.errors).toEqual([]);
});

test('a message that nobody answered for is known to have come once its button is pressed', async () => {
  const club = await openTellingClub();
  const eventId = await club.addEvent();
  // Done, and the connection is cut instead of an answer.
  await club.fake.behave('dropping', { methods: ['sendMessage'], times: 1 });
  await club.tell('poll', { eventId });
  expect(await club.deliveries()).toMatchObject([{ state: 'unsure', seen_at: null }]);
  const sent = club.fake.sends(7);
  club.member.press('Может быть');
  await club.reads(club.member, 'может быть');
  expect(await club.deliveries()).toMatchObject([{ state: 'sent' }]);
  expect(club.fake.sends(7)).toBe(sent);
});

test('a form is answered question by question, with buttons and in words', async () => {
  const club = await openTellingClub();
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
      is_anonymous: 0,
      opens_at: tx.at,
    });
    await record(tx, checkInTable, checkInId(eventId, club.personId), {
      event_id: eventId,
      person_id: club.personId,
      at: tx.at,
      source: 'bot',
    });
    return use;
  });
  const { member } = club;
  await club.tell('feedback', { eventId, formUseId: useId });
  member.press('Ответить');
  await club.reads(member, '1/6. Как прошло?');
  member.write('17');
  await club.reads(member, 'Такой ответ здесь не подходит');
  member.press('4');
  await club.reads(member, '2/6. Темп?');
  member.press('В самый раз');
  await club.reads(member, '3/6. Что понравилось?');
  member.press('Квиз');
  await expect
    .poll(() =>
      member
        .sees()
        .at(-1)
        ?.buttons.flat()
        .map(({ text }) => text),
    )
    .toContain('✓ Квиз');
  member.press('Готово');
  await club.reads(member, '4/6. Что изменить?');
  member.write('Больше <i>чая</i> & печенья');
  await club.reads(member, '5/6. Сколько минут ехали?');
  member.write('5000');
  await club.reads(member, 'вне допустимых границ');
  member.press('Пропустить');
  await club.reads(member, '6/6. Придёте ещё?');
  member.press('Да');
  await club.reads(member, 'Спасибо, ответ записан!');
  const rows = await club.store
    .read<{ form_answer: { answers: string; person_id: string; source: string } }>()
    .selectFrom('form_answer')
    .select(['answers', 'person_id', 'source'])
    .execute();
  expect(rows.map(({ answers, ...row }) => ({ ...row, answers: JSON.parse(answers) as unknown }))).toEqual([
    {
      person_id: club.personId,
      source: 'bot',
      answers: { q1: 4, q2: 'b', q3: ['b'], q4: 'Больше <i>чая</i> & печенья', q6: true },
    },
  ]);
});
