/** Holds P1, P4 and P5 of docs/sync.md as a screen meets them: who sits at a laptop that joins, and what they may do. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createCaller, readOwner, router } from '../access/index.ts';
import type { Actor, DeskContext, Links } from '../access/index.ts';
import { noLinks } from '../noLinks.test-support.ts';
import { newOrganisationKey } from '../sync/index.ts';
import { inviteLaptop, joinTextOf, keyOfPhrase, laptopsRouters, readJoinText, unwrap } from './index.ts';
import { begin, joinBy, linkTo, openMachine } from './laptops.test-support.ts';
import type { Machine } from './laptops.test-support.ts';

const open: Machine[] = [];
afterEach(() => {
  for (const machine of open.splice(0)) machine.close();
});
const machine = async (): Promise<Machine> => {
  const made = await openMachine();
  open.push(made);
  return made;
};
const key = newOrganisationKey();
const caller = createCaller(router(laptopsRouters));

/** A laptop whose only way is to `other`, without a socket in between. */
function linksTo(other: Machine): Links {
  return {
    ...noLinks,
    invite: async ({ store, role, actor }) => ({
      ...(await inviteLaptop(store, { role, actor, key, own: { name: 'Стойка А', role: 'owner' } })),
      addresses: [],
      qr: 'orda-join:test',
    }),
    async join({ store, phrase, onPaired }) {
      const { token, role } = await joinBy(other, store, phrase);
      await onPaired(role as Actor['role']);
      await linkTo(other, store, token).round();
      return { role: role as Actor['role'] };
    },
  };
}

const at = async (own: Machine, other: Machine) => {
  let backups = 0;
  const context = {
    store: own.store,
    actor: await readOwner(own.store),
    now: () => own.store.now(),
    links: linksTo(other),
    backups: { make: async () => ((backups += 1), { name: '', at: '', reason: 'import', bytes: 0 }) },
  };
  // Of a desk these procedures ask for nothing else.
  return { call: caller(context as unknown as DeskContext), backups: () => backups };
};

describe('P5 who sits at a laptop that joins', () => {
  test('at a fresh one: a new account with the role of the invitation, which holds from the first moment', async () => {
    const [a, b] = [await machine(), await machine()];
    await begin(a.store);
    const owner = await at(a, b);
    const { phrase } = await owner.call.laptops.invite({ role: 'volunteer' });
    const { call, backups } = await at(b, a);
    const address = 'http://10.0.0.1:7000';
    await expect(call.laptops.join({ address, phrase, owner: null })).rejects.toMatchObject({
      message: 'OWNER_MISSING',
    });
    const who = { name: 'Мәди', language: 'kk' } as const;
    expect(await call.laptops.join({ address, phrase, owner: who })).toEqual({ role: 'volunteer' });
    expect(backups()).toBe(0);
    expect(await readOwner(b.store)).toMatchObject({ name: 'Мәди', role: 'volunteer' });
    expect(await readOwner(a.store)).toMatchObject({ name: 'Айгерім', role: 'owner' });
    const later = await at(b, a);
    await expect(later.call.laptops.invite({ role: 'volunteer' })).rejects.toMatchObject({
      message: 'NOT_PERMITTED',
    });
    await expect(later.call.laptops.list()).rejects.toMatchObject({ message: 'NOT_PERMITTED' });
    const names = b.store.localRows('SELECT name FROM laptop WHERE node = ?', b.store.node);
    expect(names).toEqual([{ name: 'Мәди' }]);
  });

  test('where joining breaks off after the pairing, nobody has become an owner by it', async () => {
    const [a, b] = [await machine(), await machine()];
    await begin(a.store);
    const { phrase } = await (await at(a, b)).call.laptops.invite({ role: 'volunteer' });
    const { call } = await at(b, a);
    const broken: Links = {
      ...linksTo(a),
      async join({ onPaired }) {
        await onPaired('volunteer');
        throw new Error('no way back');
      },
    };
    const context = {
      store: b.store,
      actor: await readOwner(b.store),
      links: broken,
      now: Date.now,
    } as unknown as DeskContext;
    const who = { name: 'Мәди', language: 'kk' } as const;
    const join = { address: 'http://10.0.0.1:7000', phrase, owner: who };
    await expect(caller(context).laptops.join(join)).rejects.toThrow('INTERNAL');
    expect(await readOwner(b.store)).toMatchObject({ role: 'volunteer' });
    // The next try goes on with the same account.
    await call.laptops.join(join);
    expect(b.store.localRows(`SELECT name FROM account ORDER BY name`)).toEqual([
      { name: 'Айгерім' },
      { name: 'Мәди' },
    ]);
  });

  test('at one with a base of its own: who sat there, and it is backed up before', async () => {
    const [a, b] = [await machine(), await machine()];
    await begin(a.store);
    await begin(b.store);
    const before = await readOwner(b.store);
    const { phrase } = await (await at(a, b)).call.laptops.invite({ role: 'admin' });
    const { call, backups } = await at(b, a);
    await call.laptops.join({ address: 'http://10.0.0.1:7000', phrase, name: 'Үй', owner: null });
    expect(backups()).toBe(1);
    expect(await readOwner(b.store)).toEqual(before);
  });
});

test('P4 only an owner invites an owner', async () => {
  const [a, b] = [await machine(), await machine()];
  await begin(a.store);
  const context = { store: a.store, actor: { id: 'x', name: 'x', role: 'admin' }, links: linksTo(b) };
  const { invite } = caller(context as unknown as DeskContext).laptops;
  await expect(invite({ role: 'owner' })).rejects.toMatchObject({ message: 'ROLE_NOT_YOURS' });
  expect(await invite({ role: 'admin' })).toMatchObject({ expiresMs: a.store.now() + 600_000 });
});

test('P1 the text of the QR code comes back, and nothing else reads as one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }),
      fc.string({ unit: 'binary' }),
      (addresses, phrase) => {
        const text = joinTextOf({ addresses, phrase });
        expect(text).toMatch(/^orda-join:[\w-]+$/);
        expect(readJoinText(` ${text}\n`)).toEqual({ addresses, phrase });
      },
    ),
  );
  for (const text of [
    '',
    'orda-join:',
    'orda-join:AAAA',
    `orda-join:${btoa('{"v":2,"addresses":[],"phrase":""}')}`,
    'https://example.org',
  ])
    expect(readJoinText(text)).toBeUndefined();
});

test('P1 a phrase gives another id than key, and unwraps nothing that was wrapped by another', async () => {
  const first = await keyOfPhrase('Bako-Turi meno FASA jilo');
  expect(first.id).toMatch(/^[0-9a-f]{32}$/);
  expect(await keyOfPhrase('bako turi meno fasa jilo')).toEqual(first);
  expect(unwrap(first, randomBytes(60).toString('base64url'))).toBeUndefined();
  expect(unwrap(first, 'x')).toBeUndefined();
});
