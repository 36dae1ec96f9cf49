/** The club of the week: two laptops, a relay, Telegram (or what is left of it), and everybody with a phone. */
import { expect } from 'vitest';
import { openBadWay } from '../../../src-main/links/badWay.test-support.ts';
import { newFolder } from '../../relay/relay.ts';
import { startFakeBotApi } from '../../telegram/fakeBotApi.ts';
import { call } from '../call.ts';
import { newDataFolder } from '../desk.ts';
import { browserMember } from './browserMember.ts';
import { BLOCKED, CAST, CUT_OFF, nameOf } from './cast.ts';
import type { Way } from './cast.ts';
import { startWeek } from './clock.ts';
import { botMember, pageMember } from './members.ts';
import type { Member } from './members.ts';
import { ask, makeCodes, openLaptop, setUp, sync } from './organizer.ts';
import type { OpenLaptop } from './organizer.ts';
import { openWeekRelay } from './relay.ts';

/** Whether Telegram works all week, or lets no connection come about from its first day on. */
export type Channel = 'telegram' | 'page';

const FIRST_CHAT = 5_000;

export type WeekClub = Awaited<ReturnType<typeof openWeekClub>>;

/** The club on the Thursday before: its people are in the base, and whoever can be reached has linked a phone. All laptops are shut. */
export const openWeekClub = async (channel: Channel) => {
  const clock = startWeek('2026-02-26T12:00');
  const telegram = await startFakeBotApi({ now: clock.now });
  // Telegram brings everything twice, all week long.
  telegram.repeatUpdates(true);
  const relay = await openWeekRelay({ folder: newFolder(), telegram, clock });
  const way = await openBadWay(relay.url);
  const folder = newDataFolder();
  const doorFolder = newDataFolder();
  let eventId = '';
  const endings: (() => Promise<void> | undefined)[] = [];

  const wayOf = (index: number): Way =>
    CAST[index]?.[channel === 'telegram' ? 'way' : 'wayWithout'] ?? 'none';
  const inTelegram = (index: number) => {
    const { given_name: firstName, language: languageCode } = CAST[index] ?? {};
    return telegram.member(FIRST_CHAT + index, {
      ...(firstName !== undefined && { firstName }),
      ...(languageCode !== undefined && { languageCode }),
    });
  };
  const memberFor = (index: number, personId: string): Member | null => {
    const player = CAST[index];
    if (player === undefined) return null;
    const parts = { player, personId, eventId: () => eventId };
    switch (wayOf(index)) {
      case 'bot':
        return botMember(parts, telegram, inTelegram(index));
      case 'page':
        return pageMember(parts, relay.url);
      case 'browser': {
        const member = browserMember(parts, relay.url, clock);
        endings.push(member.close);
        return member;
      }
      default:
        return null;
    }
  };

  const laptop = await openLaptop(folder, clock);
  const ids = await setUp(laptop.page);
  await call(laptop.page, 'links.connectRelay', { address: way.address, code: relay.code });
  await expect
    .poll(async () => {
      await call(laptop.page, 'links.syncNow', {});
      return (await ask<{ bot: string | null }>(laptop.page, 'reach.ofPerson', { personId: ids[0] })).bot;
    })
    .toBe(telegram.username);
  const codes = await makeCodes(laptop.page, ids);
  const alsoBot = channel === 'page' ? CUT_OFF : [];
  const botCodes = await makeCodes(
    laptop.page,
    alsoBot.map((index) => ids[index] ?? ''),
  );
  await sync(laptop.page);
  for (const [at, index] of alsoBot.entries()) {
    inTelegram(index).start(botCodes[at]?.replaceAll('-', ''));
    await inTelegram(index).waitFor(nameOf(index), 60_000);
  }
  const members = ids.map((id, index) => memberFor(index, id));
  await Promise.all(members.map(async (member, index) => member?.link(codes[index] ?? '')));
  // Whoever works at the door has a laptop of their own.
  const { phrase } = await call<{ phrase: string }>(laptop.page, 'laptops.invite', { role: 'organizer' });
  const door = await openLaptop(doorFolder, clock);
  const owner = { name: 'Бекзат', language: 'ru' };
  await call(door.page, 'laptops.join', { address: way.address, phrase, owner });
  await sync(door.page);
  await door.shut();
  await sync(laptop.page);
  await laptop.shut();

  if (channel === 'page') await telegram.behave('blackHole');
  else for (const [at, index] of BLOCKED.entries()) inTelegram(index).block({ isTold: at === 0 });

  return {
    clock,
    telegram,
    relay,
    way,
    ids,
    /** A member who has a phone. */
    member: (index: number): Member => {
      const found = members[index];
      if (found == null) throw new Error(`nothing reaches ${nameOf(index)}`);
      return found;
    },
    /** What the club has written to somebody; nothing where nothing reaches them. */
    written: async (index: number): Promise<readonly string[]> => (await members[index]?.written()) ?? [],
    setEvent: (id: string): void => {
      eventId = id;
    },
    openLaptop: (expected?: RegExp): Promise<OpenLaptop> => openLaptop(folder, clock, expected),
    openDoorLaptop: (): Promise<OpenLaptop> => openLaptop(doorFolder, clock),
    close: async (): Promise<void> => {
      for (const end of endings) await end();
      await relay.close();
      way.close();
      await telegram.close();
    },
  };
};
