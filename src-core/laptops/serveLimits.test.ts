/** Holds the rules P6–P9 of docs/sync.md: what a laptop brings after it was shut out, waiting for news, and hostile messages. */
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { undo } from '../store/index.ts';
import { compress, PROTOCOL } from '../sync/index.ts';
import { addGuest, bearer, claim, json, linkTo, namesAt, told } from './laptops.test-support.ts';
import type { Machine } from './laptops.test-support.ts';
import { key, machine, revoke, twoAtARelay } from './twoLaptops.test-support.ts';

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
