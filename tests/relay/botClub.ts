/** A club on a relay's database with a running bot and the fake Bot API, all in this process, by a clock that the test turns. */
import { expect } from 'vitest';
import { contactsOf, linkGuardian, makeLinkCode } from '../../src-core/reach/index.ts';
import { openRelayClub } from '../../src-core/members/members.test-support.ts';
import { messageTable } from '../../src-core/messages/index.ts';
import type { MessageKind, MessagesTables } from '../../src-core/messages/index.ts';
import { personTable } from '../../src-core/people/index.ts';
import { factId, record } from '../../src-core/store/index.ts';
import type { DomainTx } from '../../src-core/store/index.ts';
import { shortLinkTable } from '../../src-core/shortLinks/index.ts';
import { startBot } from '../../src-relay/bot/bot.ts';
import type { BotSettings } from '../../src-relay/bot/bot.ts';
import { createSeen } from '../../src-relay/bot/seen.ts';
import { createOutbox } from '../../src-relay/outbox/outbox.ts';
import type { Log } from '../../src-relay/log.ts';
import { startFakeBotApi } from '../telegram/fakeBotApi.ts';
import type { FakeMember } from '../telegram/fakeBotApi.ts';

type Started = { readonly errors: unknown[]; readonly close: () => Promise<void> };
const ends: (() => Promise<void> | void)[] = [];

/** To be called after each test. */
export const endClubs = async (): Promise<void> => {
  for (const end of ends.splice(0).toReversed()) await end();
};

export const openBotClub = async (how: Parameters<typeof startFakeBotApi>[0] = {}) => {
  const club = await openRelayClub();
  ends.push(club.close);
  const fake = await startFakeBotApi(how);
  ends.push(fake.close);
  const { store } = club;

  const act = async <T>(work: (tx: DomainTx) => Promise<T>): Promise<T> =>
    (await store.write({ actor: 'test', action: 'test' }, work)).value;

  /** Starts the bot, as one of several processes where not `isAlone`; out: how it is ended, and what it complained of. */
  const start = (more: Partial<BotSettings> = {}, isAlone = true): Started & ReturnType<typeof startBot> => {
    const errors: unknown[] = [];
    const quiet = (): void => undefined;
    const log: Log = {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (_word, error) => void errors.push(error),
    };
    const bot = startBot({
      settings: {
        token: fake.token,
        apiUrl: fake.url,
        webhookSecret: undefined,
        publicUrl: undefined,
        ...more,
      },
      store,
      log,
      now: club.now,
      isAlone,
      onSeen: createSeen(store),
    });
    ends.push(bot.close);
    return { ...bot, errors };
  };

  const addPerson = async (given: string, family: string | null = null): Promise<string> => {
    const [id = ''] = await club.addPeople(1);
    await act((tx) => record(tx, personTable, id, { given_name: given, family_name: family }));
    return id;
  };

  const codeFor = (personId: string, purpose: 'self' | 'guardian' = 'self'): Promise<string> =>
    act((tx) => makeLinkCode(tx, { personId, purpose }));

  return {
    ...club,
    fake,
    act,
    start,
    addPerson,
    codeFor,
    /** A member of the fake whose chat is linked with a new person. */
    join: async (telegramId: number, given: string) => {
      const personId = await addPerson(given);
      const member = fake.member(telegramId, { firstName: given });
      member.start(await codeFor(personId));
      await member.waitFor(`Готово: этот чат теперь ваш, ${given}`);
      return { personId, member };
    },
    addChild: async (guardianId: string, given: string): Promise<string> => {
      const childId = await addPerson(given);
      await act((tx) => linkGuardian(tx, guardianId, childId));
      return childId;
    },
    /** Gives an event a short code, as the desk does. */
    codeOfEvent: async (eventId: string, code: string): Promise<void> => {
      await act((tx) =>
        record(tx, shortLinkTable, factId('short_link', code), {
          code,
          kind: 'event',
          target: eventId,
          made_at: tx.at,
        }),
      );
    },
    /** The person's chat as the house knows it. */
    contactOf: async (personId: string) =>
      (await contactsOf(store, [personId])).get(personId)?.find(({ kind }) => kind === 'bot'),
    /** How many rows of a table there are. */
    count: async (table: string): Promise<number> =>
      (
        await store
          .read<Record<string, { id: string }>>()
          .selectFrom(table)
          .where('id', 'is not', null)
          .select('id')
          .execute()
      ).length,
    /** Waits until the newest message that the member sees has these words. */
    reads: async (member: FakeMember, text: string) => {
      await expect.poll(() => member.sees().at(-1)?.text ?? '', { timeout: 15_000 }).toContain(text);
    },
  };
};

/** As `openBotClub`, with an outbox, and a member who is linked already. */
export const openTellingClub = async () => {
  const club = await openBotClub();
  const bot = club.start();
  const errors: unknown[] = [];
  const outbox = createOutbox({
    store: club.store,
    senders: [bot.sender],
    follower: bot.follower,
    now: club.now,
    isAlone: true,
    onError: (error) => void errors.push(error),
  });
  const { personId, member } = await club.join(7, 'Айдана');
  /** Sends, edits and follows all that is due. */
  const drain = (): Promise<void> => {
    // What no commit wakes it for is looked for every second.
    club.setNow(club.now() + 1_000);
    return outbox.drain((ms) => club.setNow(club.now() + ms));
  };
  await drain();
  return {
    ...club,
    bot,
    personId,
    member,
    errors,
    drain,
    /** Sends a message to the member (or to others), at once. */
    tell: async (
      kind: MessageKind,
      about: { eventId?: string; formUseId?: string },
      ids: readonly string[] = [personId],
    ) => {
      await club.act((tx) =>
        record(tx, messageTable, tx.newId(), {
          kind,
          event_id: about.eventId ?? null,
          form_use_id: about.formUseId ?? null,
          audience: JSON.stringify({ kind: 'persons', ids }),
          texts: JSON.stringify({ ru: '{event}: придёте?' }),
          send_at: tx.at,
          is_urgent: 1,
        }),
      );
      await drain();
    },
    deliveries: () =>
      club.store
        .read<MessagesTables>()
        .selectFrom('delivery')
        .select(['state', 'seen_at', 'channel', 'external'])
        .execute(),
  };
};
