/**
 * Holds: whoever registers for a course in one tap is reminded before each of its meetings, once; a meeting that is moved after its reminder has
 * another one before the new day.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { eventTable, eventTemplateTable } from '../../src-core/events/index.ts';
import { planMessages } from '../../src-core/messages/index.ts';
import { record } from '../../src-core/store/index.ts';
import { endClubs, openTellingClub } from './botClub.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(endClubs);

const DAYS = ['11', '18', '25'];
const DAY = 86_400_000;

test('a reminder before each meeting of a course, and before the day that one is moved to', async () => {
  const club = await openTellingClub();
  await club.act((tx) =>
    record(tx, eventTemplateTable, 'course-1', {
      name: 'Курс Python',
      title_pattern: 'Python',
      start_time: '18:00',
      duration_minutes: 60,
      registration: 'open',
    }),
  );
  const ids: string[] = [];
  for (const day of DAYS) {
    const span = { starts_at: `2026-09-${day}T18:00`, ends_at: `2026-09-${day}T19:00` };
    const id = await club.addEvent({ title: `Python ${day}`, template_id: 'course-1', ...span });
    ids.push(id);
    await club.act((tx) =>
      planMessages(tx, {
        event: { id, ...span, feedbackUseId: null },
        plan: {
          poll: null,
          draw: null,
          feedback: null,
          reminder: { from: 'start', minutes: -1440 },
        },
        at: tx.at,
      }),
    );
  }
  const { member } = club;
  member.write('/courses');
  await club.reads(member, 'Курсы');
  member.press('Курс Python');
  await club.reads(member, 'Впереди 3 встречи');
  member.press('Записаться');
  await club.reads(member, 'Вы записаны');

  const reminded = (): readonly string[] =>
    member
      .sees()
      .map(({ text }) => text)
      .filter((text) => text.includes('Python') && text.includes('Напоминаем'));
  // Just after the reminder of each meeting is due: Thursday, six in the evening in Almaty.
  const thursday = Date.UTC(2026, 8, 10, 13, 1);
  const seen: number[] = [];
  for (let week = 0; week < 3; week += 1) {
    club.setNow(thursday + week * 7 * DAY);
    await club.drain();
    await club.drain();
    seen.push(reminded().length);
  }
  expect(seen).toEqual([1, 2, 3]);

  const moved = { starts_at: '2026-09-29T18:00', ends_at: '2026-09-29T19:00' };
  await club.act((tx) => record(tx, eventTable, ids[2] ?? '', moved));
  await club.drain();
  club.setNow(Date.UTC(2026, 8, 28, 13, 1));
  await club.drain();
  await club.drain();
  // The one of before has become the card of the new day.
  expect(reminded()).toHaveLength(3);
  expect(reminded().at(-1)).toContain('29 сентября');
  club.setNow(Date.UTC(2026, 8, 29, 10));
  await club.drain();
  expect(reminded()).toHaveLength(3);
  expect(club.errors).toEqual([]);
});
