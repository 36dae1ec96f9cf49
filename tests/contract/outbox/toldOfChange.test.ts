/** Holds: whoever knows of an event hears that it moved, whatever single people are told of it meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandDue, followEvents } from '../../../src-core/messages/index.ts';
import { openStore } from '../../../src-core/store/index.ts';
import { EVERY, MINUTE, openWorld } from './world.ts';

test('what one person is told of a moved event does not keep it from the others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-outbox-'));
  const world = await openWorld(async (parts) =>
    openStore({ ...parts, path: join(folder, 'relay.db'), isRelay: true }),
  );
  const expand = () => expandDue(world.store, world.now(), EVERY);
  await world.person('a', { bot: '100' });
  await world.person('b', { bot: '101' });
  await world.event('meetup');
  await world.message('poll', ['a', 'b'], { kind: 'poll', event_id: 'meetup' });
  await expand();
  for (const { id } of await world.take()) await world.note(id, { kind: 'sent', external: '1' });
  await world.answer('meetup', 'a', 'going');
  await world.change('meetup', { starts_at: '2026-09-12T19:00', ends_at: '2026-09-12T21:00' });
  expect(await followEvents(world.store, world.now())).toBe(1);
  // Before the others are told somebody is offered a place, and reads the new hour there.
  world.pass(MINUTE);
  await world.message('offer', ['b'], { kind: 'offer', event_id: 'meetup' });
  await expand();
  expect(await followEvents(world.store, world.now())).toBe(0);
  world.pass(2 * MINUTE);
  await expand();
  const told = (await world.take()).map(({ personId, kind }) => `${personId} ${kind}`);
  expect(new Set(told)).toEqual(new Set(['a notice', 'b offer']));
  world.store.close();
  rmSync(folder, { recursive: true });
});
