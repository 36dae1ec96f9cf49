/**
 * Holds, on SQLite and on PostgreSQL alike: a code links one phone with one person once; a parent gets a card and speaks for the
 * child; who blocks or stops is not written to; and the figures of who can be reached say so.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { codeOf, personTable } from '../../src-core/people/index.ts';
import {
  chooseLanguage,
  contactsOf,
  guardiansOf,
  languageOf,
  linkBot,
  linkChatByCode,
  linkPage,
  makeLinkCode,
  noteBlocked,
  noteBotName,
  noteStopped,
  personsOfChat,
  readBotName,
  redeemCode,
  unlink,
  unlinkChat,
} from '../../src-core/reach/index.ts';
import { readReach } from '../../src-core/reach/reachability.store.ts';
import { shownLinkCode } from '../../src-core/reach/linkCode.ts';
import { openPostgres, openStore, record } from '../../src-core/store/index.ts';
import type { DomainStore, DomainTx } from '../../src-core/store/index.ts';
import { relayTables } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { openLite, pgliteServer, wipeLite } from './nodes/pgliteServer.ts';

const MONDAY = Date.UTC(2026, 8, 7, 6);
const DAY = 86_400_000;
let now = MONDAY;

type Opened = { readonly store: DomainStore; readonly drop: () => Promise<void> };

const onSqlite = async (): Promise<Opened> => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-reach-'));
  const store = openStore({
    path: join(folder, 'relay.db'),
    tables: relayTables(allTables),
    migrations,
    isRelay: true,
    now: () => now,
  });
  return {
    store,
    drop: async () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

let lite: Awaited<ReturnType<typeof openLite>>;
beforeAll(async () => {
  lite = await openLite();
}, 120_000);
afterAll(() => lite.close());

const onPostgres = async (): Promise<Opened> => {
  const server = pgliteServer(lite);
  const store = await openPostgres({ server, tables: relayTables(allTables), migrations, now: () => now });
  return {
    store,
    drop: async () => {
      await store.close();
      await wipeLite(lite);
    },
  };
};

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
])('on %s', (_name, open) => {
  let opened: Opened | undefined;
  afterEach(async () => {
    await opened?.drop();
    now = MONDAY;
  });
  const begin = async () => {
    opened = await open();
    const { store } = opened;
    const act = async <T>(work: (tx: DomainTx) => Promise<T>): Promise<T> =>
      (await store.write({ actor: 'test', action: 'test' }, work)).value;
    const person = (given: string, group: string | null = null) =>
      act(async (tx) => {
        const id = tx.newId();
        const [relayPerson] = relayTables([personTable]);
        await record(tx, relayPerson as typeof personTable, id, {
          given_name: given,
          kind: 'student',
          status: 'active',
          study_group: group,
          code: codeOf(id),
        });
        return id;
      });
    return { store, act, person };
  };

  test('a code is good once, however it is typed, and not for ever', async () => {
    const { store, act, person } = await begin();
    const aidana = await person('Айдана');
    const code = await act((tx) => makeLinkCode(tx, { personId: aidana, purpose: 'self' }));
    const rows = await store.read<{ link_code: object }>().selectFrom('link_code').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code);
    const typed = ` ${shownLinkCode(code).toUpperCase()} `;
    expect(await act((tx) => redeemCode(tx, typed))).toEqual({ personId: aidana, purpose: 'self' });
    await expect(act((tx) => redeemCode(tx, code))).rejects.toMatchObject({ code: 'LINK_CODE_USED' });
    await expect(act((tx) => redeemCode(tx, 'bcdfghjkmnpq'))).rejects.toMatchObject({
      code: 'LINK_CODE_UNKNOWN',
    });
    const old = await act((tx) => makeLinkCode(tx, { personId: aidana, purpose: 'self' }));
    now = MONDAY + 31 * DAY;
    await expect(act((tx) => redeemCode(tx, old))).rejects.toMatchObject({ code: 'LINK_CODE_EXPIRED' });
  });

  test('a refused code changes nothing, and a linked phone is the person’s', async () => {
    const { store, act, person } = await begin();
    const aidana = await person('Айдана');
    const code = await act((tx) => makeLinkCode(tx, { personId: aidana, purpose: 'self' }));
    const come = (chatId: string) => act((tx) => linkChatByCode(tx, { code, chatId, name: 'Кто-то' }));
    expect(await come('700')).toEqual({ personId: aidana, childId: null, leftChat: null });
    await expect(come('701')).rejects.toMatchObject({ code: 'LINK_CODE_USED' });
    expect(await personsOfChat(store, '701')).toEqual([]);
    expect(await personsOfChat(store, '700')).toEqual([{ personId: aidana, name: 'Айдана', isOwn: true }]);
  });

  test('a parent who is nobody yet gets a card, speaks for two children, and comes before them', async () => {
    const { store, act, person } = await begin();
    const [dana, timur] = [await person('Дана'), await person('Тимур')];
    for (const child of [dana, timur]) {
      const code = await act((tx) => makeLinkCode(tx, { personId: child, purpose: 'guardian' }));
      await act((tx) => linkChatByCode(tx, { code, chatId: '800', name: 'Гүлнар' }));
    }
    const speaksFor = await personsOfChat(store, '800');
    expect(speaksFor.map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ['Гүлнар', true],
      ['Дана', false],
      ['Тимур', false],
    ]);
    expect((await guardiansOf(store, dana)).map(({ name }) => name)).toEqual(['Гүлнар']);
    const reach = await readReach(store, {});
    expect(reach).toMatchObject({ people: 3, reached: 3 });
  });

  test('who blocks, stops or was never linked is counted with the reason, by group', async () => {
    const { store, act, person } = await begin();
    const names = ['А', 'Б', 'В', 'Г'];
    const ids: string[] = [];
    for (const [index, name] of names.entries()) ids.push(await person(name, index < 3 ? 'ИС-21' : null));
    for (const [index, personId] of ids.slice(0, 3).entries())
      await act((tx) => linkBot(tx, { personId, chatId: `90${index}` }));
    await act((tx) => noteBlocked(tx, '900', true));
    await act((tx) => noteStopped(tx, '901', true));
    const reach = await readReach(store, {});
    expect(reach.groups).toEqual([
      { group: 'ИС-21', people: 3, reached: 1 },
      { group: null, people: 1, reached: 0 },
    ]);
    expect(reach.channels).toEqual({ bot: 1, page: 0, email: 0, sms: 0 });
    expect(reach.unreached.map(({ name, reason }) => [name, reason])).toEqual([
      ['А', 'blocked'],
      ['Б', 'stopped'],
      ['Г', 'never'],
    ]);
    expect((await readReach(store, { group: 'ИС-21', reason: 'stopped' })).unreachedCount).toBe(1);
    await act((tx) => noteBlocked(tx, '900', false));
    await act((tx) => linkPage(tx, ids[3] ?? ''));
    expect((await readReach(store, {})).reached).toBe(3);
  });

  test('a channel that was unlinked is gone, and comes back by a new code', async () => {
    const { store, act, person } = await begin();
    const id = await person('Айдана');
    await act((tx) => linkBot(tx, { personId: id, chatId: '700' }));
    expect(await act((tx) => unlink(tx, id, 'bot'))).toBe(true);
    expect(await act((tx) => unlink(tx, id, 'bot'))).toBe(false);
    expect((await contactsOf(store, [id])).get(id)).toBeUndefined();
    await act((tx) => linkBot(tx, { personId: id, chatId: '701' }));
    expect((await contactsOf(store, [id])).get(id)).toMatchObject([{ kind: 'bot', address: '701' }]);
    await act((tx) => unlinkChat(tx, '701'));
    expect(await personsOfChat(store, '701')).toEqual([]);
  });

  test('the language is the own choice, else the card’s; the bot’s name is told once', async () => {
    const { store, act, person } = await begin();
    const id = await person('Айдана');
    expect(await languageOf(store, id)).toBe('ru');
    await act((tx) => chooseLanguage(tx, id, 'kk'));
    expect(await languageOf(store, id)).toBe('kk');
    await act((tx) => chooseLanguage(tx, id, 'en'));
    expect(await languageOf(store, id)).toBe('en');
    await act((tx) => noteBotName(tx, 'orda_bot'));
    const { tx } = await store.write({ actor: 'relay', action: 'relay.bot' }, (one) =>
      noteBotName(one, 'orda_bot'),
    );
    expect(tx).toBeNull();
    expect(await readBotName(store)).toBe('orda_bot');
  });
});
