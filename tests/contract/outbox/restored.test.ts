/**
 * Holds: a relay that was put back to an earlier state sends nothing by itself that may have gone out since: what laptops know of as sent is left,
 * the rest waits for a human, and what is due later goes as ever.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  channelPostTable,
  deliveryTable,
  duePosts,
  expandDue,
  noteDoubtfulPosts,
  noteRestored,
  postChannelTable,
  takeAgain,
} from '../../../src-core/messages/index.ts';
import type { MessagesTables } from '../../../src-core/messages/index.ts';
import { factId, openStore } from '../../../src-core/store/index.ts';
import { EVERY, HOUR, MINUTE, openWorld } from './world.ts';

test('after a restore what was due before it is sent only by somebody’s decision', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-outbox-'));
  const world = await openWorld(async (parts) =>
    openStore({ ...parts, path: join(folder, 'relay.db'), isRelay: true }),
  );
  const taken = async () => {
    await expandDue(world.store, world.now(), EVERY);
    return (await world.take()).map(({ messageId, personId }) => `${messageId} ${personId}`);
  };
  const at = (ms: number) => new Date(ms).toISOString();
  await world.person('a', { bot: '100' });
  await world.person('b', { bot: '101' });
  // In the queue when the backup was made; what came of it is not known.
  await world.message('queued', ['a']);
  await expandDue(world.store, world.now(), EVERY);
  world.pass(HOUR);
  await world.store.write({ actor: 'relay', action: 'relay.restore' }, (tx) => noteRestored(tx, world.now()));
  // Brought again by a laptop, with what it had heard of one of the two; and what is due from now on.
  await world.message('since', ['a', 'b'], { send_at: at(world.now() - 10 * MINUTE) });
  await world.put(postChannelTable, 'channel', { title: 'Клуб', chat: '@club' });
  const post = (id: string, sendMs: number) =>
    world.put(channelPostTable, id, {
      channel_id: 'channel',
      texts: JSON.stringify({ ru: 'Ждём вас' }),
      send_at: at(sendMs),
      state: 'planned',
    });
  await post('old post', world.now() - MINUTE);
  await post('new post', world.now() + MINUTE);
  await world.message('later', ['a'], { send_at: at(world.now() + MINUTE) });
  expect(await taken()).toEqual([]);
  await world.put(deliveryTable, factId('delivery', 'since', 'b'), {
    message_id: 'since',
    person_id: 'b',
    state: 'sent',
    channel: 'bot',
    at: at(world.now()),
  });
  world.pass(2 * MINUTE);
  expect(await taken()).toEqual(['later a']);
  world.pass(15 * MINUTE);
  expect(await taken()).toEqual([]);
  expect([await world.became('queued'), await world.became('since')]).toEqual([
    { a: 'unsure bot restored' },
    { a: 'unsure bot restored', b: 'sent bot' },
  ]);
  expect((await duePosts(world.store, world.now())).map(({ outgoing }) => outgoing.id)).toEqual(['new post']);
  await noteDoubtfulPosts(world.store, world.now());
  const posts = await world.store
    .read<MessagesTables>()
    .selectFrom('channel_post')
    .select(['id', 'state', 'reason'])
    .orderBy('id')
    .execute();
  expect(posts).toEqual([
    { id: 'new post', state: 'planned', reason: null },
    { id: 'old post', state: 'failed', reason: 'unsure' },
  ]);
  await world.again('queued', 'a');
  await takeAgain(world.store, world.now(), EVERY);
  world.pass(MINUTE);
  expect(await taken()).toEqual(['queued a']);
  await world.close();
  rmSync(folder, { recursive: true });
});
