/**
 * A whole week of a club, as it is told to whoever asks what Orda is for: on Monday the organizer makes Friday's meetup on the train, and shuts the
 * laptop; the relay asks, reminds, gives freed places to those who wait, marks who came, asks how it was; on Saturday the laptop is opened, and
 * each number of the funnel opens the people behind it. Once by Telegram, and once with Telegram out of reach, by the phone page.
 *
 * All parts are real: two desk processes with browsers on them, a relay, phones. Time is the week's own clock.
 */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { call } from './call.ts';
import { picture } from './hall.ts';
import * as cast from './week/cast.ts';
import { openWeekClub } from './week/club.ts';
import type { Channel, WeekClub } from './week/club.ts';
import { ask, broadcast, codeOfEvent, makeMeetup, problemOf, sync } from './week/organizer.ts';
import { countsOf, untilTold, wanted } from './week/told.ts';
import type { Told } from './week/told.ts';

const FRIDAY = '2026-03-06';

/** Waits until each of them has a message of a kind. */
const told = (club: WeekClub, kind: Told, whom: readonly number[]): Promise<unknown> =>
  Promise.all(whom.map((index) => untilTold(() => club.written(index), kind, cast.nameOf(index))));

/** How many messages of a kind Telegram has taken in. */
const taken = (club: WeekClub, kind: Told): number =>
  countsOf(club.telegram.sent().map(({ text }) => text))[kind];

/** Monday morning, on the train: no network, and a meetup with all that it asks and tells. Out: its id and the code of its poster. */
const monday = async (club: WeekClub): Promise<{ readonly eventId: string; readonly code: string }> => {
  const { clock, way } = club;
  clock.jumpTo('2026-03-02T08:30');
  way.isCut = true;
  const laptop = await club.openLaptop();
  const { page } = laptop;
  const eventId = await makeMeetup(laptop, FRIDAY);
  await picture(page, 'week-monday-event');
  await broadcast(laptop);
  await expect.poll(() => problemOf(page)).toBe('unreachable');
  const code = await codeOfEvent(page, eventId);
  way.isCut = false;
  await sync(page);
  await laptop.shut();
  club.setEvent(eventId);
  return { eventId, code };
};

/** In the middle of asking Telegram wants to be left alone for a second (429), the relay is stopped and started anew, and then an answer is lost. */
const disturb = async (club: WeekClub): Promise<void> => {
  const { telegram, relay } = club;
  await telegram.until(() => taken(club, 'poll') >= 20, 'the first of those who are asked', 60_000);
  await telegram.behave('limiting', { methods: ['sendMessage'], retryAfter: 1 });
  await telegram.until(() => telegram.calls().some(({ status }) => status === 429), 'a 429', 60_000);
  await relay.restart();
  expect(taken(club, 'poll')).toBeLessThan(cast.REACHED.length - cast.ONLY_PAGE.length);
  await telegram.behave('dropping', { methods: ['sendMessage'], times: 1 });
};

/** Monday evening: everybody is asked, and answers or not. The order of those who come is the order of the queue. */
const evening = async (club: WeekClub, channel: Channel): Promise<void> => {
  const isCutOff = (index: number): boolean => channel === 'page' && cast.CUT_OFF.includes(index);
  const atOnce = cast.REACHED.filter((index) => !isCutOff(index));
  await told(club, 'broadcast', atOnce);
  club.clock.jumpTo('2026-03-02T18:00');
  if (channel === 'telegram') await disturb(club);
  await told(club, 'poll', atOnce);
  for (const index of cast.GOING) await club.member(index).says('going');
  await Promise.all(
    cast.REACHED.filter((index) => !cast.GOING.includes(index)).map(async (index) => {
      const says = cast.CAST[index]?.says ?? null;
      if (says !== null) await club.member(index).says(says);
    }),
  );
  if (channel === 'telegram') return;
  // After three tries in vain Telegram is taken for gone; half an hour later all that waits for it comes by the page.
  await expect.poll(() => club.relay.requests('notSent'), { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  club.clock.jumpTo('2026-03-02T18:45');
  await told(club, 'broadcast', cast.CUT_OFF);
  await told(club, 'poll', cast.CUT_OFF);
};

/** Thursday: a reminder for whoever has a place; two give theirs back, and the queue moves on. */
const thursday = async (club: WeekClub): Promise<void> => {
  const { clock, relay } = club;
  const [first, second] = cast.CANCELS;
  clock.jumpTo('2026-03-05T19:00');
  await told(club, 'reminder', cast.GOING.slice(0, cast.CAPACITY));
  await club.member(first).says('notGoing');
  await told(club, 'offer', [cast.ACCEPTS]);
  expect(await club.member(cast.ACCEPTS).takesPlace()).toBe(true);
  await club.member(second).says('notGoing');
  await told(club, 'offer', [cast.LETS_PASS]);
  await relay.round('turnOffers');
  clock.jumpTo('2026-03-05T21:30');
  await relay.round('turnOffers');
  await told(club, 'lost', [cast.LETS_PASS]);
  await told(club, 'offer', [cast.ACCEPTS_NEXT]);
  expect(await club.member(cast.LETS_PASS).takesPlace()).toBe(false);
  expect(await club.member(cast.ACCEPTS_NEXT).takesPlace()).toBe(true);
};

/** Friday: word of the draw, the door, a laptop at the exit, and the question how it was at ten at night. */
const friday = async (club: WeekClub, channel: Channel, eventId: string, code: string): Promise<void> => {
  const { clock, telegram } = club;
  // Telegram takes one of these in and never says so.
  if (channel === 'telegram') await telegram.behave('hanging', { methods: ['sendMessage'], times: 1 });
  clock.jumpTo(`${FRIDAY}T16:00`);
  await told(club, 'draw', cast.REGISTERED);
  clock.jumpTo(`${FRIDAY}T18:30`);
  for (const index of cast.CAME) expect(await club.member(index).checksIn(code)).toBe(true);
  // Who has no place finds the house full.
  expect(await club.member(cast.MAYBE[0] ?? 0).checksIn(code)).toBe(false);
  clock.jumpTo(`${FRIDAY}T20:00`);
  const laptop = await club.openDoorLaptop();
  await sync(laptop.page);
  const leaves = { eventId, who: { personId: club.ids[cast.LEAVES_EARLY] } };
  expect(await call(laptop.page, 'checkIn.leave', leaves)).toMatchObject({ verdict: 'left' });
  await sync(laptop.page);
  await laptop.shut();
  clock.jumpTo(`${FRIDAY}T22:00`);
  await told(club, 'feedback', cast.CAME);
  await Promise.all(cast.GIVES_FEEDBACK.map((index, at) => club.member(index).givesFeedback((at % 2) + 4)));
};

type MessageLine = {
  readonly id: string;
  readonly kind: Told;
  readonly counts: Readonly<Record<'sent' | 'unsure' | 'unreachable', number>>;
};

/** What the laptop knows of the messages of the event: who could not be reached and why, and whose it is not sure of. */
const checkDeliveries = async (page: Page, eventId: string, channel: Channel): Promise<void> => {
  const lineOf = async (kind: Told): Promise<MessageLine | undefined> => {
    await sync(page);
    return (await ask<MessageLine[]>(page, 'messages.list', { eventId })).find((line) => line.kind === kind);
  };
  // What Telegram took in without a word is unsure when the relay's patience is over.
  const unsure = channel === 'telegram' ? 1 : 0;
  await expect
    .poll(async () => (await lineOf('draw'))?.counts, { timeout: 60_000, interval: 500 })
    .toMatchObject({ sent: cast.REGISTERED.length - unsure, unsure });
  const poll = await lineOf('poll');
  type Line = { readonly name: string; readonly state: string; readonly reason: string | null };
  const people = await ask<Line[]>(page, 'messages.people', { id: poll?.id });
  const namesOf = (indices: readonly number[]) => indices.map(cast.nameOf).toSorted();
  const unreached = (why: string) =>
    people.flatMap(({ name, state, reason }) => (state === 'unreachable' && reason === why ? name : []));
  expect(unreached('blocked').toSorted()).toEqual(namesOf(channel === 'telegram' ? cast.BLOCKED : []));
  expect(unreached('noChannel').toSorted()).toEqual(
    namesOf(channel === 'telegram' ? cast.UNLINKED : [...cast.UNLINKED, ...cast.BLOCKED]),
  );
};

/** Saturday: the laptop is opened, and the event's funnel tells all of it, to the person. */
const saturday = async (club: WeekClub, channel: Channel, eventId: string): Promise<void> => {
  club.clock.jumpTo('2026-03-07T10:00');
  const laptop = await club.openLaptop();
  const { page, origin } = laptop;
  await checkDeliveries(page, eventId, channel);
  await page.goto(`${origin}/events/${eventId}`);
  await page.getByRole('link', { name: /^Воронка/ }).click();
  for (const [step, people] of Object.entries(cast.FUNNEL)) {
    await page.getByRole('button', { name: `${step}: ${people.length}`, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `${step}: кто` });
    const names = people.map((index) => cast.nameOf(index)).toSorted();
    await expect.poll(async () => (await dialog.getByRole('link').allInnerTexts()).toSorted()).toEqual(names);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: '2 не пришли' }).waitFor();
  await page.getByText('Пустых мест: 2 из 10').waitFor();
  await picture(page, 'week-saturday-funnel');
  // What they said, and how it was for them, stands beside it.
  const going = cast.GOING.length - cast.CANCELS.length;
  await page.goto(`${origin}/events/${eventId}/answers`);
  await page.getByRole('radio', { name: `Придут ${going}` }).waitFor({ state: 'attached' });
  await page.goto(`${origin}/events/${eventId}/feedback`);
  await page.getByText(`${cast.GIVES_FEEDBACK.length} из ${cast.CAME.length} пришедших`).waitFor();
  await laptop.shut();
};

test.each<Channel>(['telegram', 'page'])(
  'a week of a club with every laptop shut, by the %s',
  { timeout: 300_000 },
  async (channel) => {
    const club = await openWeekClub(channel);
    const { eventId, code } = await monday(club);
    await evening(club, channel);
    await thursday(club);
    await friday(club, channel, eventId, code);
    await saturday(club, channel, eventId);
    // Each message once for each person, by what was taken in and by what stands on the page; and nothing for anybody else.
    const counts: Record<string, unknown> = {};
    const right: Record<string, unknown> = {};
    for (const index of cast.CAST.keys()) {
      counts[cast.nameOf(index)] = countsOf(await club.written(index));
      right[cast.nameOf(index)] = wanted(index);
    }
    expect(counts).toEqual(right);
    const refused = club.telegram.calls().filter(({ status }) => status === 403);
    const counted = Object.values(countsOf(club.telegram.sent().map(({ text }) => text)));
    expect(counted.some((count) => count > 0)).toBe(channel === 'telegram');
    // Who blocks the bot is tried once, unless Telegram told of it before.
    expect(refused.length).toBe(channel === 'telegram' ? cast.BLOCKED.length - 1 : 0);
    // A Telegram that is not there is the bot's trouble and nobody else's.
    expect(
      club.relay.errors().filter((error) => channel === 'telegram' || !error.startsWith('bot: ')),
    ).toEqual([]);
    await club.close();
  },
);
