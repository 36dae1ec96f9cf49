/** Holds the rules P1–P9 of docs/sync.md over requests as they come from a network, with real databases on both sides. */
import { brotliCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { undo } from '../store/index.ts';
import { compress, newOrganisationKey, PROTOCOL } from '../sync/index.ts';
import { inviteLaptop, keyOfPhrase, readLaptops } from './index.ts';
import { keepOwnLaptop, renameLaptop, revokeLaptop } from './laptops.store.ts';
import {
  addGuest,
  bearer,
  begin,
  claim,
  joinBy,
  json,
  linkTo,
  namesAt,
  openMachine,
  pair,
  told,
} from './laptops.test-support.ts';
import type { LetIn, Machine } from './laptops.test-support.ts';

const open: Machine[] = [];
afterEach(() => {
  for (const machine of open.splice(0)) machine.close();
});
const machine = async (options: Parameters<typeof openMachine>[0] = {}): Promise<Machine> => {
  const made = await openMachine(options);
  open.push(made);
  return made;
};
const key = newOrganisationKey();
const own = { name: 'Стойка А', role: 'owner' } as const;
const invite = (at: Machine, role: 'owner' | 'admin' | 'volunteer' = 'volunteer') =>
  inviteLaptop(at.store, { role, actor: 'owner', key, own });

/** An owner's laptop with a relay, and a second laptop that was invited to it. */
async function twoAtARelay(role: 'owner' | 'admin' | 'volunteer' = 'volunteer') {
  const [a, b, relay] = [
    await machine(),
    await machine(),
    await machine({ isRelay: true, codes: ['one-code'] }),
  ];
  await begin(a.store);
  const { token: tokenA } = await claim(relay, a.store, 'one-code');
  const fromA = linkTo(relay, a.store, tokenA, key);
  await fromA.round();
  await a.store.write({ actor: 'owner', action: 'laptops.join' }, (tx) =>
    keepOwnLaptop(tx, a.store.node, own),
  );
  const { phrase } = await invite(a, role);
  await fromA.round();
  const joined = await joinBy(relay, b.store, phrase);
  const fromB = linkTo(relay, b.store, joined.token, joined.key ?? newOrganisationKey());
  await fromB.round();
  await fromA.round();
  return { a, b, relay, fromA, fromB, tokenA, tokenB: joined.token, keyOfB: joined.key, phrase };
}
const rowOf = async (at: Machine, of: Machine) =>
  (await readLaptops(at.store, at.store.node)).find(({ node }) => node === of.store.node);
async function revoke(at: Machine, who: Machine) {
  const id = (await rowOf(at, who))?.id ?? '';
  return at.store.write({ actor: 'owner', action: 'laptops.revoke' }, (tx) =>
    revokeLaptop(tx, at.store.node, id),
  );
}

describe('P1 joining', () => {
  test('a phrase brings the token, the key and everything that the others know', async () => {
    const { a, b, relay, keyOfB } = await twoAtARelay();
    expect(keyOfB).toEqual(key);
    await addGuest(a.store, 'Әсел', 'аллергия');
    expect(await rowOf(b, a)).toMatchObject({ role: 'owner', name: 'Стойка А', isOwn: false });
    expect(await rowOf(b, b)).toMatchObject({ role: 'volunteer', name: null, isOwn: true });
    expect(await readLaptops(relay.store, relay.store.node)).toHaveLength(2);
  });

  test('the code of a relay is good once', async () => {
    const [a, relay] = [await machine(), await machine({ isRelay: true, codes: ['one-code'] })];
    expect(await told(relay.ask('/claim', json({ code: 'another', node: a.store.node })))).toMatchObject([
      403,
      { code: 'CODE_WRONG' },
    ]);
    const answers = await Promise.all([claim(relay, a.store, 'one-code'), claim(relay, a.store, 'one-code')]);
    expect(answers.filter(({ token }) => token !== undefined)).toHaveLength(1);
  });

  test('a desk has no operator whose code could be used', async () => {
    const a = await machine();
    expect(await told(a.ask('/claim', json({ code: 'x', node: a.store.node })))).toMatchObject([404, {}]);
  });
});

describe('P2 an invitation', () => {
  test('used by two laptops at once lets exactly one in', async () => {
    const [a, b, c] = [await machine(), await machine(), await machine()];
    const { phrase } = await invite(a);
    const answers = await Promise.all([pair(a, b.store, phrase), pair(a, c.store, phrase)]);
    expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
    expect(answers.find(([status]) => status === 410)).toEqual([
      410,
      { code: 'INVITATION_USED', fields: {} },
    ]);
  });

  test('whose answer was lost lets the same laptop in again, until it has been heard of', async () => {
    const [a, b] = [await machine(), await machine()];
    const { phrase } = await invite(a);
    await pair(a, b.store, phrase);
    const [status, answer] = await pair(a, b.store, phrase);
    expect(status).toBe(200);
    await linkTo(a, b.store, (answer as LetIn).token).round();
    expect(await pair(a, b.store, phrase)).toMatchObject([410, { code: 'INVITATION_USED' }]);
  });

  test('runs out by the clock of who lets in', async () => {
    const [a, b] = [await machine(), await machine()];
    const { phrase } = await invite(a);
    a.later(10 * 60_000 - 1);
    const { phrase: second } = await invite(a);
    expect((await pair(a, b.store, phrase))[0]).toBe(200);
    a.later(10 * 60_000);
    expect(await pair(a, b.store, second)).toEqual([410, { code: 'INVITATION_EXPIRED', fields: {} }]);
  });

  test('opens to the phrase however it is typed, and to no other', async () => {
    const [a, b] = [await machine(), await machine()];
    const { phrase } = await invite(a);
    expect(await pair(a, b.store, 'bako turi meno fasa jilo')).toEqual([
      404,
      { code: 'UNKNOWN_INVITATION', fields: {} },
    ]);
    expect((await pair(a, b.store, ` ${phrase.toUpperCase().replaceAll(' ', '-')} `))[0]).toBe(200);
  });

  test('keeps neither phrase nor key: both are nowhere in the database', async () => {
    const a = await machine();
    const { phrase } = await invite(a);
    const log = JSON.stringify(a.store.localRows('SELECT * FROM change'));
    expect(log).toContain('wrapped_key');
    for (const secret of [
      phrase,
      key.toString('hex'),
      key.toString('base64url'),
      (await keyOfPhrase(phrase)).wrapKey.toString('base64url'),
    ])
      expect(log).not.toContain(secret);
  });

  test('six tries a minute from one address, and no more; another address is not held up', async () => {
    const a = await machine();
    const guess = (from?: string) =>
      a.ask('/pair', json({ protocol: PROTOCOL, id: '0'.repeat(32), node: 'aaaaaaaa' }), from);
    for (let at = 0; at < 6; at += 1) expect((await guess()).status).toBe(404);
    const seventh = await guess();
    expect([seventh.status, seventh.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await guess('10.0.0.2')).status).toBe(404);
    a.later(60_001);
    expect((await guess()).status).toBe(404);
  });

  test('of another protocol is refused in words', async () => {
    const a = await machine();
    expect(await told(a.ask('/pair', json({ protocol: 99, id: '0'.repeat(32), node: 'aaaaaaaa' })))).toEqual([
      426,
      { code: 'OTHER_PROTOCOL', fields: { protocol: PROTOCOL } },
    ]);
  });
});

describe('P3 a token', () => {
  test('that nobody has is refused, wherever it is shown', async () => {
    const a = await machine();
    for (const [path, init] of [
      ['/sync', { method: 'POST', body: 'x' }],
      ['/sync/wait', {}],
      ['/kept', {}],
      ['/blobs/x', {}],
      ['/anything', {}],
    ] as const)
      for (const token of ['x', 'A'.repeat(43), "' OR 1=1 --"])
        expect([path, await told(a.ask(path, { ...init, ...bearer(token) }))]).toEqual([
          path,
          [401, { code: 'TOKEN_UNKNOWN', fields: {} }],
        ]);
  });

  test('is kept as its hash alone', async () => {
    const { a, relay, tokenB } = await twoAtARelay();
    for (const { store } of [a, relay])
      expect(JSON.stringify(store.localRows('SELECT * FROM change'))).not.toContain(tokenB);
  });

  test('goes on after a restore, and the laptop stays one in the list', async () => {
    const { a, relay, tokenB, fromA } = await twoAtARelay();
    const restored = await machine();
    relay.later(60_000);
    await linkTo(relay, restored.store, tokenB, key).round();
    await fromA.round();
    const list = await readLaptops(a.store, a.store.node);
    expect(list).toHaveLength(2);
    expect(list.map(({ node }) => node)).toContain(restored.store.node);
  });

  test('is worth nothing any more under whichever name, once the laptop is shut out', async () => {
    const { a, relay, tokenB, fromA, b } = await twoAtARelay();
    await revoke(a, b);
    await fromA.round();
    const restored = await machine();
    await expect(linkTo(relay, restored.store, tokenB, key).round()).rejects.toThrow('LAPTOP_REVOKED');
  });
});

describe('P4 shutting out', () => {
  test('reaches the relay by sync, and from then on nothing is told', async () => {
    const { a, b, relay, fromA, fromB, tokenB } = await twoAtARelay();
    await revoke(a, b);
    expect(await fromB.round()).toMatchObject({ outcome: 'same' });
    await addGuest(a.store, 'Әсел', 'жаңа');
    await fromA.round();
    await expect(fromB.round()).rejects.toThrow('LAPTOP_REVOKED');
    for (const path of ['/sync/wait', '/kept', '/blobs/x'])
      expect(await told(relay.ask(path, bearer(tokenB)))).toEqual([
        403,
        { code: 'LAPTOP_REVOKED', fields: {} },
      ]);
    expect(await namesAt(b.store)).toEqual([]);
  });

  test('is taken back by the ordinary undo', async () => {
    const { a, b, fromA, fromB } = await twoAtARelay();
    const { tx } = await revoke(a, b);
    await fromA.round();
    await expect(fromB.round()).rejects.toThrow('LAPTOP_REVOKED');
    expect((await undo(a.store, 'owner', tx ?? '')).value).toMatchObject({ undone: 1 });
    await fromA.round();
    expect(await fromB.round()).toMatchObject({ outcome: 'same' });
  });

  test('neither shuts out the laptop that asks, nor the last owner’s', async () => {
    const { a, b } = await twoAtARelay('admin');
    await expect(revoke(a, a)).rejects.toMatchObject({ code: 'OWN_LAPTOP' });
    await expect(revoke(b, a)).rejects.toMatchObject({ code: 'LAST_OWNER_LAPTOP' });
    const unknown = a.store.write({ actor: 'owner', action: 'x' }, (tx) =>
      revokeLaptop(tx, a.store.node, 'nobody'),
    );
    await expect(unknown).rejects.toMatchObject({ code: 'LAPTOP_NOT_FOUND' });
  });

  test('of an owner’s laptop is possible where another owner’s is left', async () => {
    const { a, b, fromB } = await twoAtARelay('owner');
    await revoke(a, b);
    expect(await rowOf(a, b)).toMatchObject({ revokedAt: '2026-09-01T12:00:00.000Z' });
    await fromB.round();
  });

  test('a name is given by hand, and survives', async () => {
    const { a, b, fromA, fromB } = await twoAtARelay();
    const id = (await rowOf(a, b))?.id ?? '';
    await a.store.write({ actor: 'owner', action: 'laptops.rename' }, (tx) =>
      renameLaptop(tx, id, 'Стойка Ә'),
    );
    await fromA.round();
    await fromB.round();
    expect(await rowOf(b, b)).toMatchObject({ name: 'Стойка Ә' });
  });
});

describe('P6 what a laptop brings after it was shut out', () => {
  async function withForgery() {
    const two = await twoAtARelay();
    await revoke(two.a, two.b);
    await two.fromA.round();
    await addGuest(two.b.store, 'Қайрат', 'жасырын');
    await expect(two.fromB.round()).rejects.toThrow('LAPTOP_REVOKED');
    return two;
  }
  const kept = async (at: Machine, token: string) => (await told(at.ask('/kept', bearer(token))))[1];
  const decide = (at: Machine, token: string, body: object) =>
    told(at.ask('/kept', { ...json(body), ...bearer(token) }));

  test('waits whole at the relay, is applied nowhere, and is told to who may decide', async () => {
    const { a, b, relay, fromA, fromB, tokenA } = await withForgery();
    await expect(fromB.round()).rejects.toThrow('LAPTOP_REVOKED');
    await fromA.round();
    expect(await namesAt(relay.store)).toEqual([]);
    expect(await namesAt(a.store)).toEqual([]);
    expect(await kept(relay, tokenA)).toEqual([
      {
        node: b.store.node,
        reason: 'revoked',
        table: 'person',
        count: 1,
        lastAt: '2026-09-01T12:00:00.000Z',
      },
    ]);
  });

  test('is taken in like anything received, once somebody says so, and the log tells who and what', async () => {
    const { a, b, relay, fromA, tokenA } = await withForgery();
    const seen = { node: b.store.node, lastAt: '2026-09-01T12:00:00.000Z' };
    expect(await decide(relay, tokenA, { ...seen, decision: 'accept' })).toEqual([200, { count: 1 }]);
    await fromA.round();
    expect(await namesAt(a.store)).toEqual([{ given_name: 'Қайрат', note: 'жасырын' }]);
    expect(await kept(relay, tokenA)).toEqual([]);
    expect(a.store.localRows(`SELECT name, actor FROM action WHERE name LIKE 'laptops.%Kept'`)).toEqual([
      { name: 'laptops.acceptKept', actor: `laptop:${a.store.node}` },
    ]);
    expect(a.store.localRows(`SELECT name FROM action WHERE name = 'people.add'`)).toHaveLength(1);
    expect(
      a.store.localRows('SELECT decision, decided_count FROM laptop WHERE decision IS NOT NULL'),
    ).toEqual([{ decision: 'accept', decided_count: 1 }]);
  });

  test('is deleted only by a decision, which the log tells', async () => {
    const { a, b, relay, fromA, tokenA } = await withForgery();
    // Something came after the look at the list: it is not decided with it.
    expect(
      await decide(relay, tokenA, {
        node: b.store.node,
        decision: 'drop',
        lastAt: '2026-09-01T11:59:59.000Z',
      }),
    ).toEqual([200, { count: 0 }]);
    expect(await decide(relay, tokenA, { node: b.store.node, decision: 'drop' })).toEqual([
      200,
      { count: 1 },
    ]);
    await fromA.round();
    expect(await namesAt(a.store)).toEqual([]);
    expect(a.store.localRows(`SELECT name FROM action WHERE name = 'laptops.dropKept'`)).toHaveLength(1);
  });

  test('is no business of a laptop that is neither an owner’s nor an admin’s', async () => {
    const { relay, tokenB, b } = await twoAtARelay();
    expect(await told(relay.ask('/kept', bearer(tokenB)))).toEqual([
      403,
      { code: 'NOT_PERMITTED', fields: {} },
    ]);
    expect(await decide(relay, tokenB, { node: b.store.node, decision: 'accept' })).toMatchObject([403, {}]);
  });

  test('comes the ordinary way once the laptop is let in again, and waits no longer', async () => {
    const { a, b, relay, fromA, fromB, tokenA } = await withForgery();
    const [last] = a.store.localRows<{ id: string }>(`SELECT id FROM action WHERE name = 'laptops.revoke'`);
    await undo(a.store, 'owner', last?.id ?? '');
    await fromA.round();
    await fromB.round();
    await fromA.round();
    expect(await namesAt(a.store)).toEqual(await namesAt(b.store));
    expect(await kept(relay, tokenA)).toEqual([]);
  });
});

describe('P8 waiting for news', () => {
  test('ends as soon as the log grows, for all who wait', async () => {
    const { a, relay, fromA, tokenA, tokenB } = await twoAtARelay();
    const head = relay.store.localRows<{ seq: number }>('SELECT max(seq) AS seq FROM change')[0]?.seq ?? 0;
    const waits = [tokenA, tokenB, tokenB].map((token) =>
      told(relay.ask(`/sync/wait?after=${head}`, bearer(token))),
    );
    await addGuest(a.store, 'Әсел', 'x');
    await fromA.round();
    for (const [status, answer] of await Promise.all(waits)) {
      expect(status).toBe(200);
      expect((answer as { head: { seq: number } }).head.seq).toBeGreaterThan(head);
    }
    expect((await relay.ask('/sync/wait?after=0', bearer(tokenA))).status).toBe(200);
  });

  test('ends empty after its time, and at once at the shutdown or when nobody listens any more', async () => {
    const short = await machine({ isRelay: true, codes: ['one-code'], waitMs: 30 });
    const { token } = await claim(short, short.store, 'one-code');
    expect((await short.ask('/sync/wait?after=1000', bearer(token))).status).toBe(204);
    const long = await machine({ isRelay: true, codes: ['one-code'] });
    const other = await claim(long, long.store, 'one-code');
    const gone = new AbortController();
    const left = long.ask('/sync/wait?after=1000', { ...bearer(other.token), signal: gone.signal });
    gone.abort();
    expect((await left).status).toBe(204);
    const waits = [1, 2, 3].map(() => long.ask('/sync/wait?after=1000', bearer(other.token)));
    long.stop();
    for (const wait of waits) expect((await wait).status).toBe(204);
    expect((await long.ask('/sync/wait?after=1000', bearer(other.token))).status).toBe(204);
  });

  test('tells somebody who is shut out meanwhile nothing but that', async () => {
    const { a, b, relay, fromA, tokenB } = await twoAtARelay();
    const head = relay.store.localRows<{ seq: number }>('SELECT max(seq) AS seq FROM change')[0]?.seq ?? 0;
    const wait = told(relay.ask(`/sync/wait?after=${head}`, bearer(tokenB)));
    await revoke(a, b);
    await fromA.round();
    expect(await wait).toEqual([403, { code: 'LAPTOP_REVOKED', fields: {} }]);
  });

  test.each(['-1', 'x', '1e999', '1.5'])('after %s is not understood', async (after) => {
    const { relay, tokenA } = await twoAtARelay();
    expect((await relay.ask(`/sync/wait?after=${after}`, bearer(tokenA))).status).toBe(400);
  });
});

describe('P9 hostile messages', () => {
  const send = (
    at: Machine,
    token: string,
    body: NonNullable<RequestInit['body']>,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    told(
      at.ask('/sync', {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body instanceof ReadableStream && { duplex: 'half' }),
      }),
    );
  /** Pieces without end; `taken`: how many were asked for. */
  const endless = () => {
    let taken = 0;
    const stream = new ReadableStream({
      pull(controller) {
        taken += 1;
        controller.enqueue(new Uint8Array(1_048_576));
      },
    });
    return { stream, taken: () => taken };
  };

  test('are refused with a code, change nothing, and the next good one is answered', async () => {
    const { relay, fromA, tokenA } = await twoAtARelay();
    const before = relay.store.localRows('SELECT * FROM change');
    const malformed = [400, { code: 'MALFORMED', fields: {} }];
    const bomb = brotliCompressSync(Buffer.alloc(100 * 1_048_576));
    for (const body of [
      '',
      'not brotli',
      brotliCompressSync('{"a":'),
      bomb,
      ...[null, 7, 'x', { protocol: PROTOCOL }].map((value) => Buffer.from(compress(value))),
    ])
      expect(await send(relay, tokenA, Buffer.from(body))).toEqual(malformed);
    expect(await send(relay, tokenA, Buffer.from(compress({ protocol: 99 })))).toEqual([
      426,
      { code: 'OTHER_PROTOCOL', fields: { protocol: PROTOCOL } },
    ]);
    expect(relay.store.localRows('SELECT * FROM change')).toEqual(before);
    expect(await fromA.round()).toMatchObject({ outcome: 'same' });
  });

  test('that are too large are given up early, whether they say so or not', async () => {
    const { relay, tokenA } = await twoAtARelay();
    const tooLarge = [413, { code: 'TOO_LARGE', fields: {} }];
    expect(await send(relay, tokenA, Buffer.alloc(25 * 1_048_576))).toEqual(tooLarge);
    const said = endless();
    expect(await send(relay, tokenA, said.stream, { 'content-length': String(25 * 1_048_576) })).toEqual(
      tooLarge,
    );
    expect(said.taken()).toBeLessThan(3);
    const unsaid = endless();
    expect(await send(relay, tokenA, unsaid.stream)).toEqual(tooLarge);
    expect(unsaid.taken()).toBeLessThan(28);
    const way = endless();
    const answer = relay.ask('/pair', { method: 'POST', body: way.stream, duplex: 'half' });
    expect(await told(answer)).toEqual(tooLarge);
  });

  test('without a token nothing of a body is read', async () => {
    const a = await machine();
    const unread = endless();
    expect((await send(a, 'A'.repeat(43), unread.stream))[0]).toBe(401);
    expect(unread.taken()).toBeLessThan(2);
  });

  test('that come at once from one laptop are taken one after the other, and no more than a few wait', async () => {
    const { relay, a, tokenA } = await twoAtARelay();
    const links = Array.from({ length: 8 }, () => linkTo(relay, a.store, tokenA, key));
    await addGuest(a.store, 'Әсел', 'x');
    const ends = await Promise.allSettled(links.map((link) => link.round()));
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    expect(new Set(refused)).toEqual(new Set(['Error: TOO_MANY']));
    expect(ends.length - refused.length).toBeGreaterThanOrEqual(4);
    expect(await namesAt(relay.store)).toHaveLength(1);
  });
});
