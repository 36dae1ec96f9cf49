/** Holds the rules P1–P4 of docs/sync.md over requests as they come from a network, with real databases on both sides. */
import { describe, expect, test } from 'vitest';
import { undo } from '../store/index.ts';
import { PROTOCOL } from '../sync/index.ts';
import { keyOfPhrase, readLaptops } from './index.ts';
import { renameLaptop, revokeLaptop } from './laptops.store.ts';
import { addGuest, bearer, claim, json, linkTo, namesAt, pair, told } from './laptops.test-support.ts';
import type { LetIn } from './laptops.test-support.ts';
import { invite, key, machine, revoke, rowOf, twoAtARelay } from './twoLaptops.test-support.ts';

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
