/**
 * Holds: the matrix of rights is the whole truth. Every role calls every procedure: what the matrix does not grant is
 * refused before anything is read or done, what it grants is not refused. The input is one that no form would send, so
 * that a granted call stops at its input; calls without an input really run, on a store of their own.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { can, createCaller, PERMISSIONS, ROLES } from '../../src-core/access/index.ts';
import type { Permission, Role } from '../../src-core/access/index.ts';
import { deskRouter } from '../../src-core/api.ts';
import { everyProcedure, openPlainDesk } from './plainDesk.ts';
import type { ListedProcedure, PlainDesk } from './plainDesk.ts';

const NO_FORM_SENDS_THIS = 'not an input';
const procedures = everyProcedure();
const callerOf = createCaller(deskRouter);
let desk: PlainDesk;
beforeAll(async () => {
  desk = await openPlainDesk();
});
afterAll(() => desk.close());

const isPermission = (name: string | undefined): name is Permission =>
  name !== undefined && name in PERMISSIONS;

/** How the call ended: the failure's code, or `done`. */
async function call(role: Role, path: string): Promise<string> {
  const caller: unknown = callerOf(desk.contextOf(role));
  const procedure = path.split('.').reduce<unknown>((part, key) => Reflect.get(Object(part), key), caller);
  try {
    await (procedure as (input: unknown) => Promise<unknown>)(NO_FORM_SENDS_THIS);
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const lines = async (): Promise<number> => {
  const { store } = desk.contextOf('owner');
  return (await store.read().selectFrom('change').select('seq').execute()).length;
};

test.each(procedures.map((procedure) => [procedure.path, procedure] as const))(
  '%s names a permission of the matrix',
  (_, { meta }) => {
    expect(Object.keys(PERMISSIONS)).toContain(meta?.permission);
  },
);

describe.each(ROLES.map((role) => [role] as const))('%s', (role) => {
  const granted = ({ meta }: ListedProcedure): boolean =>
    isPermission(meta?.permission) && can(role, meta.permission);

  test('is refused all that the matrix does not grant, and nothing happens', async () => {
    const before = { lines: await lines(), deeds: desk.deeds() };
    const refused = procedures.filter((procedure) => !granted(procedure));
    const ends = await Promise.all(refused.map(async ({ path }) => [path, await call(role, path)]));
    expect(ends).toEqual(refused.map(({ path }) => [path, 'NOT_PERMITTED']));
    expect({ lines: await lines(), deeds: desk.deeds() }).toEqual(before);
  });

  test('is not refused what the matrix grants', async () => {
    for (const { path } of procedures.filter(granted))
      expect([path, await call(role, path)]).not.toEqual([path, 'NOT_PERMITTED']);
  });
});

test('the owner may do everything', () => {
  expect(Object.keys(PERMISSIONS).filter((name) => isPermission(name) && !can('owner', name))).toEqual([]);
});
