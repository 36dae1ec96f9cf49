/**
 * Nothing leaves the relay that is not meant for whoever asks, and nobody writes in another's name: every route that the router has, asked by
 * everybody who might try. A route without a case here fails.
 */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../src-core/people/index.ts';
import { linkBot, unlink } from '../../src-core/reach/index.ts';
import type { RelayEnv } from '../../src-relay/caller.ts';
import { createLog } from '../../src-relay/log.ts';
import { ACTION_INPUTS } from '../../src-relay/portal/inputs.ts';
import type { ActionName } from '../../src-relay/portal/inputs.ts';
import { mountPortal, portalOver } from '../../src-relay/portal/portal.ts';
import { REACHES } from '../../src-relay/portal/rooms.ts';
import { NOW, openMarkedClub } from './payload.club.ts';
import type { MarkedClub } from './payload.club.ts';
import { initDataOf, openPhone } from './world.ts';
import type { OpenDatabase } from './world.ts';

type Phone = ReturnType<typeof openPhone>;
type Person = 'me' | 'child';

/** What is asked at each press, with ids of others and of what was taken away among them. */
const PRESSES: readonly (readonly [ActionName, object])[] = [
  ['answer', { eventId: 'now', answer: 'going' }],
  ['answer', { eventId: 'full', answer: 'going' }],
  ['answer', { eventId: 'full', answer: 'maybe' }],
  ['answer', { eventId: 'removed', answer: 'going' }],
  ['offer', { eventId: 'full', isTaken: true }],
  ['offer', { eventId: 'full', isTaken: false }],
  ['leave', { eventId: 'full' }],
  ['course', { courseId: 'none' }],
  ['check-in', { code: 'bcdfghj' }],
  ['check-in', { code: 'cdfghjk' }],
  ['check-in', { code: 'zzzzzzz' }],
  ['form', { useId: 'open', versionId: 'version', answers: { q1: 5 } }],
  ['form', { useId: 'nameless', versionId: 'version', answers: { q1: 4 } }],
  ['form', { useId: 'over', versionId: 'version', answers: { q1: 5 } }],
  ['form', { useId: 'elsewhere', versionId: 'version', answers: { q1: 5 } }],
  ['form', { useId: 'none', versionId: 'none', answers: {} }],
  ['profile', { shows: ['name', 'group', 'visits', 'certificates', 'telegram'] }],
  ['profile', { mostADay: 3, isDigest: false }],
  ['ways', { order: ['sms', 'page', 'bot'], stopped: ['sms'] }],
  ['seen', { messageIds: ['me-private', 'other-private', 'stranger-private'] }],
];

const QUESTIONS = [
  ['state', ''],
  ['form', 'use=use'],
  ['form', 'use=open'],
  ['form', 'use=nameless'],
  ['form', 'use=over'],
  ['form', 'use=elsewhere'],
  ['form', 'use=none'],
  ['at', 'code=bcdfghj'],
  ['at', 'code=cdfghjk'],
  ['at', 'code=zzzzzzz'],
] as const;

/** Files of the page, which are the same for everybody. */
const FILES = [
  'GET /me',
  'GET /me/',
  'GET /me/app.webmanifest',
  'GET /me/assets/:file',
  'GET /me/forms/:useId',
  'GET /me/icon-192.png',
  'GET /me/icon-512.png',
  'GET /me/icon-mask.png',
  'GET /me/sw.js',
];

/** In: how an empty database is opened. */
export function payloadContract(database: OpenDatabase): void {
  let club: MarkedClub;
  let phone: Phone;
  let second = 0;
  beforeAll(async () => {
    club = await openMarkedClub(database);
    phone = await club.phoneOf('me');
  }, 120_000);
  afterAll(() => club.world.close());

  /** Time goes on, so that the limits of one person are not what is tested here. */
  const tick = (): void => club.world.setNow(NOW + (second += 1) * 1000);
  const ask = (who: Phone, path: string): Promise<Response> => {
    tick();
    return who.ask(path);
  };
  const press = (who: Phone, name: string, body: object, personId: string): Promise<Response> => {
    tick();
    return who.post(name, { personId, key: who.key(), ...body });
  };
  /** Every route of the API but signing in and out, asked about this person. */
  const everything = async (who: Phone, personId: string): Promise<readonly Response[]> => {
    const answers: Response[] = [];
    for (const [name, query] of QUESTIONS)
      answers.push(await ask(who, `${name}?person=${personId}&${query}`));
    for (const [name, body] of PRESSES) answers.push(await press(who, name, body, personId));
    return answers;
  };
  /** Answers that are anything else than this plain no. */
  const notPlain = async (
    answers: readonly Response[],
    code: string,
    status: number,
  ): Promise<readonly unknown[]> => {
    const said = await Promise.all(
      answers.map(async (answer) => [answer.status, await answer.text(), answer.headers.get('set-cookie')]),
    );
    const no = JSON.stringify([status, JSON.stringify({ code, waitMs: 0 }), null]);
    return said.filter((one) => JSON.stringify(one) !== no);
  };

  test('every route of the page is among those that are tried here', () => {
    const app = new Hono<RelayEnv>();
    const log = createLog('silent');
    mountPortal(app, {
      ...portalOver({ store: club.world.store, now: () => NOW, botToken: undefined, log }),
      from: () => '',
      publicUrl: () => '',
      nothing: () => new Response(),
    });
    const routes = [...new Set(app.routes.map(({ method, path }) => `${method} ${path}`))];
    const tried = [
      ...FILES,
      ...QUESTIONS.map(([name]) => `GET /me/api/${name}`),
      ...PRESSES.map(([name]) => `POST /me/api/${name}`),
      ...['sign-in', 'sign-out', 'look'].map((name) => `POST /me/api/${name}`),
    ];
    expect(routes.toSorted()).toEqual([...new Set(tried)].toSorted());
    expect(Object.keys(REACHES).toSorted()).toEqual(Object.keys(ACTION_INPUTS).toSorted());
  });

  test('the person and their child are told what is theirs, and nothing hidden', async () => {
    const mine = await (await ask(phone, 'state')).text();
    expect(mine).toContain('Сейітова Айжан');
    expect(mine).toContain('Ваше письмо');
    expect(JSON.parse(mine)).toMatchObject({
      persons: [{ id: 'me' }, { id: 'child' }],
      visits: [{ title: 'Лекция' }],
      certificates: [{ number: expect.any(String) }],
      forms: [{ useId: 'nameless' }, { useId: 'open' }],
      profile: {
        ways: [{ kind: 'bot' }, { kind: 'email' }, { kind: 'sms' }, { kind: 'page' }],
        isDigest: true,
      },
    });
    expect(club.leaksIn(mine)).toEqual([]);
    expect(club.leaksIn(await (await ask(phone, 'state?person=child')).text())).toEqual([]);
  });

  describe.each(['me', 'child'] as const)('about %s', (personId: Person) => {
    test.each(QUESTIONS)(
      'the answer to %s?%s has nothing hidden in it, and nothing is written',
      async (name, query) => {
        const before = await club.lastLine();
        const answer = await ask(phone, `${name}?person=${personId}&${query}`);
        expect(answer.status).not.toBe(500);
        const text = await answer.text();
        // An earlier answer of the person's own is theirs to read.
        expect(club.leaksIn(text)).toEqual(
          personId === 'me' && query === 'use=use' ? ['me: form answer'] : [],
        );
        expect(await club.written(before)).toEqual([]);
      },
    );

    test.each(PRESSES)(
      'the press %s %o tells nothing hidden, and writes of this person alone',
      async (name, body) => {
        const before = await club.lastLine();
        const answer = await press(phone, name, body, personId);
        expect(answer.status).not.toBe(500);
        expect(club.leaksIn(await answer.text())).toEqual([]);
        const written = await club.written(before);
        expect(written.filter(({ table }) => !REACHES[name].includes(table))).toEqual([]);
        expect(written.filter(({ row }) => row['person_id'] !== personId)).toEqual([]);
      },
    );
  });

  test.each(['other-card', 'stranger-card', 'former-card', 'gone-card', 'me-private', "' OR 1=1 --"])(
    'about %s the person is told no, whatever they ask',
    async (personId) => {
      const before = await club.lastLine();
      expect(await notPlain(await everything(phone, encodeURIComponent(personId)), 'NOT_YOURS', 403)).toEqual(
        [],
      );
      expect(await club.written(before)).toEqual([]);
    },
  );

  test.each(['me', 'child'] as const)(
    'another member, a child and who has left are told no about %s',
    async (personId) => {
      for (const whose of ['other-card', 'left-card', ...(personId === 'me' ? ['child'] : [])]) {
        const theirs = await club.phoneOf(whose);
        expect((await ask(theirs, 'state')).status).toBe(200);
        const before = await club.lastLine();
        expect(await notPlain(await everything(theirs, personId), 'NOT_YOURS', 403)).toEqual([]);
        expect(await club.written(before)).toEqual([]);
      }
    },
  );

  test('whoever is not signed in, or no longer, is told nothing', async () => {
    const unlinked = await club.phoneOf('shy-card');
    await club.world.store.write({ actor: 'test', action: 'test' }, (tx) => unlink(tx, 'shy-card', 'page'));
    const signedOut = await club.phoneOf('me');
    const stolen = signedOut.cookie();
    await signedOut.post('sign-out', {});
    const withCookie = (cookie: string): Phone => openPhone(club.world.url, cookie);
    const askers = [
      club.stranger(),
      unlinked,
      withCookie(stolen),
      withCookie(`orda_me=${'A'.repeat(43)}`),
      withCookie('orda_me=%00'),
    ];
    for (const asker of askers) {
      expect(await notPlain(await everything(asker, 'me'), 'SIGNED_OUT', 401)).toEqual([]);
      tick();
      expect(await notPlain([await asker.post('look', { who: 'aizhan_s' })], 'SIGNED_OUT', 401)).toEqual([]);
    }
  });

  test('whose card is taken away is told nothing any more', async () => {
    const theirs = await club.phoneOf('gone-card');
    expect(await notPlain(await everything(theirs, 'gone-card'), 'SIGNED_OUT', 401)).toEqual([]);
    expect((await ask(theirs, 'state')).status).toBe(401);
  });

  test('a sign-in with what was used, forged or is old gives neither a session nor a word', async () => {
    const used = await club.world.makeCode('other-card');
    await club.stranger().signIn(used);
    await club.world.store.write({ actor: 'test', action: 'test' }, (tx) =>
      linkBot(tx, { personId: 'other-card', chatId: '77' }),
    );
    const nowMs = (): number => NOW + second * 1000;
    const replayed = initDataOf(77, nowMs());
    expect((await club.stranger().post('sign-in', { initData: replayed })).status).toBe(200);
    const refused: readonly (readonly [object, string])[] = [
      [{ code: used }, 'LINK_CODE_USED'],
      [{ code: 'zzzzzzzzzzzz' }, 'LINK_CODE_UNKNOWN'],
      [{ initData: replayed }, 'TELEGRAM_OLD'],
      [{ initData: initDataOf(77, nowMs() - 3_700_000) }, 'TELEGRAM_OLD'],
      [{ initData: initDataOf(77, nowMs(), { token: '1:other' }) }, 'TELEGRAM_FORGED'],
      [{ initData: initDataOf(77, nowMs()).replace('77', '78') }, 'TELEGRAM_FORGED'],
      [{ initData: initDataOf(78, nowMs()) }, 'TELEGRAM_UNKNOWN'],
      [{}, 'BAD_REQUEST'],
      [{ code: used, initData: replayed }, 'BAD_REQUEST'],
      [{ code: used, personId: 'me' }, 'BAD_REQUEST'],
    ];
    for (const [proof, code] of refused) {
      tick();
      const answer = await club.stranger().post('sign-in', proof);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.json()).toEqual({ code, waitMs: 0 });
    }
  });

  test('about somebody else is shown what they show, and no more', async () => {
    const names = (whose: string) =>
      ['family name', 'given name', 'patronymic'].map((one) => `${whose}: ${one}`);
    const others = [
      [codeOf('other-card'), 200, names('other')],
      // A pupil's own choice of more counts for nothing.
      [codeOf('pupil-card'), 200, names('pupil')],
      [codeOf('shy-card'), 200, []],
      [codeOf('left-card'), 404, []],
      [codeOf('gone-card'), 404, []],
      ['other-card  ', 404, []],
      ['nobody', 404, []],
      ['%%%', 404, []],
      ["' OR 1=1 --", 404, []],
      ['x', 400, []],
    ] as const;
    for (const [who, status, shown] of others) {
      club.world.setNow(NOW + (second += 10) * 1000);
      const answer = await phone.post('look', { who });
      expect([who, answer.status]).toEqual([who, status]);
      expect([who, club.leaksIn(await answer.text())]).toEqual([who, shown]);
    }
  });

  test('what is written wrongly is told nothing of the inside', async () => {
    for (const body of ['{', '[]', '{"personId":"me"}', '{"personId":"me","key":"x","extra":1}']) {
      tick();
      const answer = await phone.ask('answer', { method: 'POST', body, headers: { origin: club.world.url } });
      expect(await notPlain([answer], 'BAD_REQUEST', 400)).toEqual([]);
    }
    for (const query of ['form', 'form?use=', 'at?code=1', 'state?person=me&more=1'])
      expect(await notPlain([await ask(phone, query)], 'BAD_REQUEST', 400)).toEqual([]);
  });

  test('the page that a form’s address gives is the page of everybody', async () => {
    const [plain, form] = await Promise.all(
      ['/me', '/me/forms/use'].map(async (path) => (await fetch(club.world.url + path)).text()),
    );
    expect(form).toBe(plain);
  });

  test('no line of the log has anything of it', () => {
    expect(club.world.logged().length).toBeGreaterThan(1000);
    expect(club.leaksIn(club.world.logged())).toEqual([]);
    expect(club.world.logged()).not.toMatch(/Сейітова|bcdfghj|"person/);
  });
}
