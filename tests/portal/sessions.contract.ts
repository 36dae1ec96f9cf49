/** Who gets in at the phone page, and who stays out: the same on each database. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkBot, linkGuardian, unlink } from '../../src-core/reach/index.ts';
import { initDataOf, openPhone, openPortalWorld } from './world.ts';
import type { OpenDatabase, PortalWorld } from './world.ts';

const NOW = Date.UTC(2026, 8, 4, 12);
const DAY = 86_400_000;
const intent = { actor: 'test', action: 'test' };

const codeIn = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { code: unknown }).code;

/** In: how an empty database is opened. */
export function sessionsContract(database: OpenDatabase): void {
  const worlds: PortalWorld[] = [];
  let world: PortalWorld;
  let person = '';
  beforeEach(async () => {
    world = await openPortalWorld({ nowMs: NOW, database });
    worlds.push(world);
    [person = ''] = await world.addPeople(1);
  });
  afterEach(async () => {
    for (const one of worlds.splice(0)) await one.close();
  });

  describe('a code from the desk', () => {
    test('signs in once, with a cookie that no script and no other site can use', async () => {
      const code = await world.makeCode(person);
      const phone = openPhone(world.url);
      const answer = await phone.signIn(code.toUpperCase());
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ personId: person });
      expect(answer.headers.get('set-cookie')).toMatch(
        /^orda_me=[\w-]{43}; Path=\/me; Max-Age=5184000; HttpOnly; SameSite=Lax$/,
      );
      const state = await phone.ask('state');
      // The page takes the time from here, so it must be the relay's own.
      expect([state.status, state.headers.get('date')]).toEqual([200, 'Fri, 04 Sep 2026 12:00:00 GMT']);
      const second = await openPhone(world.url).signIn(code);
      expect([second.status, await codeIn(second)]).toEqual([409, 'LINK_CODE_USED']);
    });

    test('gives a cookie for https alone where the relay is reached by https', async () => {
      const secure = await openPortalWorld({ nowMs: NOW, database, publicUrl: 'https://orda.example.org' });
      worlds.push(secure);
      const [id = ''] = await secure.addPeople(1);
      const answer = await openPhone(secure.url).signIn(await secure.makeCode(id));
      expect(answer.headers.get('set-cookie')).toContain('; Secure');
    });

    test('is not guessed: after twenty wrong ones the address waits, and another does not', async () => {
      const phone = openPhone(world.url);
      const tries: number[] = [];
      for (let n = 0; n < 22; n += 1) tries.push((await phone.signIn('zzzzzzzzzzzz')).status);
      expect(tries.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404));
      expect(tries.slice(20)).toEqual([429, 429]);
      const good = await world.makeCode(person);
      expect((await phone.signIn(good)).status).toBe(429);
      world.setNow(NOW + 31_000);
      expect((await phone.signIn(good)).status).toBe(200);
    });

    test('for a parent signs in a parent, who sees the child; a second child joins the first', async () => {
      const [second = ''] = await world.addPeople(1);
      const phone = openPhone(world.url);
      const first = (await (await phone.signIn(await world.makeCode(person, 'guardian'))).json()) as {
        persons: { id: string; name: string }[];
      };
      expect(first.persons.map(({ id }) => id)).toEqual([expect.any(String), person]);
      expect(first.persons[0]?.name).toMatch(/^Родитель: /);
      const both = (await (await phone.signIn(await world.makeCode(second, 'guardian'))).json()) as {
        persons: { id: string }[];
      };
      expect(
        both.persons
          .map(({ id }) => id)
          .slice(1)
          .toSorted(),
      ).toEqual([person, second].toSorted());
      expect(both.persons[0]?.id).toBe(first.persons[0]?.id);
    });
  });

  describe('a session', () => {
    test('slides with visits, ends without them, and after a year in any case', async () => {
      const phone = openPhone(world.url);
      await phone.signIn(await world.makeCode(person));
      for (let day = 50; day <= 350; day += 50) {
        world.setNow(NOW + day * DAY);
        const answer = await phone.ask('state');
        expect([day, answer.status]).toEqual([day, 200]);
        expect(answer.headers.get('set-cookie')).toContain('Max-Age=5184000');
      }
      world.setNow(NOW + 366 * DAY);
      expect((await phone.ask('state')).status).toBe(401);
      const other = openPhone(world.url);
      await other.signIn(await world.makeCode(person));
      world.setNow(NOW + 427 * DAY);
      expect((await other.ask('state')).status).toBe(401);
    });

    test('is not sent the same state twice: a phone that has it hears that nothing is new, until something is', async () => {
      const phone = openPhone(world.url);
      await phone.signIn(await world.makeCode(person));
      const etag = (await phone.ask('state')).headers.get('etag') ?? '';
      const ask = () => phone.ask('state', { headers: { 'if-none-match': etag } });
      const same = await ask();
      expect([same.status, await same.text()]).toEqual([304, '']);
      await world.addEvent();
      expect((await ask()).status).toBe(200);
    });

    test('ends with a sign-out, for the one phone alone', async () => {
      const [phone, other] = [openPhone(world.url), openPhone(world.url)];
      await phone.signIn(await world.makeCode(person));
      await other.signIn(await world.makeCode(person));
      const stolen = phone.cookie();
      expect((await phone.post('sign-out', {})).status).toBe(204);
      expect((await phone.ask('state', { headers: { cookie: stolen } })).status).toBe(401);
      expect((await other.ask('state')).status).toBe(200);
    });

    test('ends when the desk unlinks the page', async () => {
      const phone = openPhone(world.url);
      await phone.signIn(await world.makeCode(person));
      await world.store.write(intent, (tx) => unlink(tx, person, 'page'));
      expect((await phone.ask('state')).status).toBe(401);
    });

    test('does not stand in the database as it stands in the cookie', async () => {
      const phone = openPhone(world.url);
      await phone.signIn(await world.makeCode(person));
      const token = phone.cookie().split('=')[1] ?? '';
      const rows = await world.store
        .read<{ member_session: { token_hash: string } }>()
        .selectFrom('member_session')
        .select('token_hash')
        .execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(world.logged()).not.toContain(token);
    });
  });

  describe('Telegram', () => {
    const enter = (data: string) => openPhone(world.url).post('sign-in', { initData: data });

    test('lets in whom its bot is linked with, once for each opening', async () => {
      const link = (tx: Parameters<Parameters<typeof world.store.write>[1]>[0]) =>
        linkBot(tx, { personId: person, chatId: '77' });
      await world.store.write(intent, link);
      const data = initDataOf(77, NOW);
      const answer = await enter(data);
      expect(await answer.json()).toMatchObject({ personId: person });
      const again = await enter(data);
      expect([again.status, await codeIn(again)]).toEqual([403, 'TELEGRAM_OLD']);
      expect((await enter(initDataOf(77, NOW - 1000))).status).toBe(200);
    });

    test.each([
      ['a stranger', () => initDataOf(78, NOW), 'TELEGRAM_UNKNOWN'],
      ['an opening of yesterday', () => initDataOf(77, NOW - DAY), 'TELEGRAM_OLD'],
      ['another bot’s proof', () => initDataOf(77, NOW, { token: '1:x' }), 'TELEGRAM_FORGED'],
    ])('does not let in %s', async (_, data, code) => {
      expect(await codeIn(await enter(data()))).toBe(code);
    });
  });

  describe('another site', () => {
    test.each([
      ['without the page’s header', { 'x-orda-page': '' }],
      ['with a foreign origin', { origin: 'https://evil.example' }],
      ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ])('reaches nothing %s', async (_, headers) => {
      const phone = openPhone(world.url);
      await phone.signIn(await world.makeCode(person));
      const body = { personId: person, key: phone.key(), shows: ['telegram'] };
      expect((await phone.post('profile', body, headers)).status).toBe(403);
      expect((await phone.ask('state', { headers })).status).toBe(403);
    });

    test('is not answered without an origin where something would be written', async () => {
      const answer = await fetch(`${world.url}/me/api/sign-in`, {
        method: 'POST',
        headers: { 'x-orda-page': '1' },
        body: '{}',
      });
      expect(answer.status).toBe(403);
    });
  });

  test('of a family each sees whom they may: another’s child, or a parent, is refused', async () => {
    const [child = '', parent = '', stranger = ''] = await world.addPeople(3);
    await world.store.write(intent, (tx) => linkGuardian(tx, parent, child));
    const phones = {
      parent: openPhone(world.url),
      child: openPhone(world.url),
      stranger: openPhone(world.url),
    };
    await phones.parent.signIn(await world.makeCode(parent));
    await phones.child.signIn(await world.makeCode(child));
    await phones.stranger.signIn(await world.makeCode(stranger));
    expect((await phones.parent.ask(`state?person=${child}`)).status).toBe(200);
    expect((await phones.child.ask(`state?person=${parent}`)).status).toBe(403);
    expect((await phones.stranger.ask(`state?person=${child}`)).status).toBe(403);
    const event = await world.addEvent();
    const going = { personId: child, key: crypto.randomUUID(), eventId: event, answer: 'going' };
    expect((await phones.stranger.post('answer', going)).status).toBe(403);
    expect((await phones.parent.post('answer', going)).status).toBe(200);
  });
}
