/**
 * Two laptops at two doors and a relay: two desk processes, two browsers, a real relay process. What one door marks is at the other within
 * seconds, whatever dies in between; without a relay the laptops do it on the hall's own network; who is shut out is told.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBadWay } from '../../src-main/links/badWay.test-support.ts';
import { startRelay } from '../relay/relay.ts';
import { call } from './call.ts';
import { openDesk, startDesk, test } from './desk.ts';
import { eventToday, HALL, startOwn } from './hall.ts';

/** What two people at two doors take for "at once". */
const SECONDS = { timeout: 20_000, interval: 50 };

type State = {
  readonly links: readonly {
    readonly id: string;
    readonly problem: string | null;
    readonly unsent: number;
    readonly isDiffering: boolean;
  }[];
};
type Person = { readonly id: string };

const came = (page: Page): Promise<string> => page.getByTestId('came').innerText();
const mark = (page: Page, eventId: string, { id: personId }: Person): Promise<unknown> =>
  call(page, 'checkIn.mark', { eventId, who: { personId }, source: 'desk.list' });
const ask = <Out>(page: Page, path: string): Promise<Out> =>
  page.evaluate(async (to) => {
    const told = await (await fetch(`/api/${to}`)).json();
    if (told.result === undefined) throw new Error(JSON.stringify(told));
    return told.result.data;
  }, path);
const linkOf = async (page: Page, id = 'relay'): Promise<State['links'][number] | undefined> =>
  (await ask<State>(page, 'links.state')).links.find((link) => link.id === id);
const problemOf = async (page: Page, id?: string) => (await linkOf(page, id))?.problem;
const toDoor = (page: Page, eventId: string) =>
  page.goto(new URL(`/events/${eventId}/door`, page.url()).href);

test('two doors are one over a relay that dies, a cut network and a hall without internet', async ({
  desk: first,
  window: { page: here },
}) => {
  const relay = await startRelay();
  const way = await openBadWay(relay.url);
  await startOwn(here);
  const eventId = await eventToday(here);
  const people: Person[] = [];
  for (const family_name of ['Ахметов', 'Ким', 'Оспанов', 'Сейтқали', 'Щукин', 'Әбдіров'])
    people.push(await call<Person>(here, 'people.add', { family_name, given_name: 'Мәди' }));
  const [one, two, three, four, five, six] = people;
  if (!one || !two || !three || !four || !five || !six) throw new Error('six people were expected');
  await call(here, 'links.connectRelay', { address: relay.url, code: relay.code });

  // The second laptop comes in by the owner's words.
  const second = await startDesk();
  const other = await openDesk(second);
  const there = other.page;
  const { phrase } = await call<{ phrase: string }>(here, 'laptops.invite', { role: 'organizer' });
  const owner = { name: 'Бекзат', language: 'ru' };
  await call(there, 'laptops.join', { address: way.address, phrase, owner });
  await Promise.all([toDoor(here, eventId), toDoor(there, eventId)]);

  // Both doors mark; each sees the other's on its open page.
  const sinceMs = Date.now();
  await mark(here, eventId, one);
  await expect.poll(() => came(there), SECONDS).toBe('1');
  const tookMs = Date.now() - sinceMs;
  await mark(there, eventId, two);
  await expect.poll(() => came(here), SECONDS).toBe('2');
  expect(tookMs).toBeLessThan(10_000);

  // The relay is killed; both go on, and meet when it is there again.
  await relay.kill9();
  await Promise.all([mark(here, eventId, three), mark(there, eventId, four)]);
  await expect.poll(() => problemOf(here), SECONDS).toBe('unreachable');
  const again = await startRelay({ folder: relay.folder, port: Number(new URL(relay.url).port) });
  await expect.poll(() => came(here), SECONDS).toBe('4');
  await expect.poll(() => came(there), SECONDS).toBe('4');

  // The cable of the second laptop is pulled: both write one cell, and a person settles it.
  way.isCut = true;
  await call(here, 'people.edit', { id: one.id, patch: { phone: '+77010000001' } });
  await call(there, 'people.edit', { id: one.id, patch: { phone: '+77010000002' } });
  await mark(there, eventId, five);
  expect(await came(here)).toBe('4');
  way.isCut = false;
  await expect.poll(() => came(here), SECONDS).toBe('5');
  type Found = { readonly conflicts: readonly { readonly column: string }[] };
  const conflictsAt = async (page: Page): Promise<readonly string[]> =>
    (await ask<Found>(page, 'conflicts.list')).conflicts.map(({ column }) => column);
  await expect.poll(() => conflictsAt(here), SECONDS).toEqual(['phone']);
  await expect.poll(() => conflictsAt(there), SECONDS).toEqual(['phone']);
  const [conflict] = (await ask<{ conflicts: readonly Settling[] }>(there, 'conflicts.list')).conflicts;
  if (conflict === undefined) throw new Error('a conflict was expected');
  const { table, row, column, heads } = conflict;
  await call(there, 'conflicts.settle', { table, row, column, heads, choice: { kind: 'keep' } });
  await expect.poll(() => conflictsAt(here), SECONDS).toEqual([]);

  // The relay is away for the evening: the two laptops find each other in the hall.
  await again.stop();
  const { url } = await call<{ url: string }>(here, 'links.openLan', { address: HALL });
  await call(there, 'laptops.join', { address: url, phrase: 'no words are needed', owner: null });
  await mark(there, eventId, six);
  await expect.poll(() => came(here), SECONDS).toBe('6');

  // Shut out: the second laptop is told, keeps what it has, and what it writes reaches nobody.
  type Listed = { readonly laptops: readonly { readonly id: string; readonly isOwn: boolean }[] };
  const { laptops } = await ask<Listed>(here, 'laptops.list');
  await call(here, 'laptops.revoke', { id: laptops.find(({ isOwn }) => !isOwn)?.id });
  const { node } = await ask<{ node: string }>(here, 'laptops.list');
  await expect.poll(() => problemOf(there, node), SECONDS).toBe('revoked');

  const last = await startRelay({ folder: relay.folder, port: Number(new URL(relay.url).port) });
  await expect.poll(async () => (await linkOf(here))?.unsent, SECONDS).toBe(0);
  expect(await linkOf(here)).toMatchObject({ problem: null, isDiffering: false });
  // What it writes once the relay has heard of it waits there for people, and is nowhere else.
  await call(there, 'people.add', { family_name: 'Чужой', given_name: 'Мәди' });
  await call(there, 'links.syncNow', {});
  type Kept = { readonly reason: string; readonly table: string; readonly count: number };
  const keptPeople = async (): Promise<readonly Kept[]> =>
    (await ask<readonly Kept[]>(here, `links.kept?input=${encodeURIComponent('{"id":"relay"}')}`)).filter(
      (line) => line.table === 'person',
    );
  await expect.poll(keptPeople, SECONDS).toMatchObject([{ reason: 'revoked', count: 1 }]);
  expect(await came(here)).toBe('6');
  await last.stop();
  await other.close();
  await second.stop();
  way.close();
  expect(first.output()).not.toContain('Error');
}, 180_000);

type Settling = {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly heads: string;
};
