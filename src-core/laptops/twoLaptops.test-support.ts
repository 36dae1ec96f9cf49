import { afterEach } from 'vitest';
import { newOrganisationKey } from '../sync/index.ts';
import { inviteLaptop, readLaptops } from './index.ts';
import { keepOwnLaptop, revokeLaptop } from './laptops.store.ts';
import { begin, claim, joinBy, linkTo, openMachine } from './laptops.test-support.ts';
import type { Machine } from './laptops.test-support.ts';

const open: Machine[] = [];
afterEach(() => {
  for (const machine of open.splice(0)) machine.close();
});
/** A machine that is closed after the test. */
export const machine = async (options: Parameters<typeof openMachine>[0] = {}): Promise<Machine> => {
  const made = await openMachine(options);
  open.push(made);
  return made;
};
export const key: Buffer = newOrganisationKey();
const own = { name: 'Стойка А', role: 'owner' } as const;
export const invite = (at: Machine, role: 'owner' | 'admin' | 'volunteer' = 'volunteer') =>
  inviteLaptop(at.store, { role, actor: 'owner', key, own });

/** An owner's laptop with a relay, and a second laptop that was invited to it. */
export async function twoAtARelay(role: 'owner' | 'admin' | 'volunteer' = 'volunteer') {
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
/** How a laptop stands in another one's list. */
export const rowOf = async (at: Machine, of: Machine) =>
  (await readLaptops(at.store, at.store.node)).find(({ node }) => node === of.store.node);
/** Shuts a laptop out, from another one. */
export async function revoke(at: Machine, who: Machine) {
  const id = (await rowOf(at, who))?.id ?? '';
  return at.store.write({ actor: 'owner', action: 'laptops.revoke' }, (tx) =>
    revokeLaptop(tx, at.store.node, id),
  );
}
