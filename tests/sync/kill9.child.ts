/** The processes that `kill9.test.ts` kills: a relay that serves its log over HTTP, or a desk that writes and syncs without end. */
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { openHub } from '../../src-core/sync/hub.ts';
import { createLink } from '../../src-core/sync/link.ts';
import { act, openNode } from '../../src-core/sync/nodes.test-support.ts';
import { compress, decompress } from '../../src-core/sync/pack.ts';

const [, , role = '', path = '', relayPort = '0'] = process.argv;
const LONGEST = 50_000_000;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const node = openNode({ path });

async function relay(): Promise<void> {
  const hub = await openHub(node.store);
  const server = createServer((request, response) => {
    void (async () => {
      node.setNow(Date.now());
      response.end(compress(await hub.answer(decompress(await buffer(request), LONGEST))));
    })();
  });
  server.listen(Number(relayPort), '127.0.0.1', () => say(`ready ${(server.address() as AddressInfo).port}`));
}

/** Writes, says what was committed, and syncs; what is said after a round had reached the relay. */
async function desk(): Promise<void> {
  const link = createLink({
    store: node.store,
    peer: 'relay',
    send: async (message) => {
      const body = new Uint8Array(compress(message));
      const answer = await fetch(`http://127.0.0.1:${relayPort}/`, { method: 'POST', body });
      return decompress(new Uint8Array(await answer.arrayBuffer()), LONGEST);
    },
  });
  say('ready');
  for (let n = 0; ; n += 1) {
    node.setNow(Date.now());
    await act(node, { do: 'entry', amount: 1 });
    await act(node, { do: 'mark', thing: n });
    await act(node, { do: 'write', card: n % 5, column: 'stars', value: n });
    const [last] = node.store.localRows<{ hlc: string }>(
      'SELECT hlc FROM change WHERE node = ? ORDER BY seq DESC LIMIT 1',
      node.store.node,
    );
    say(`wrote ${last?.hlc ?? ''}`);
    // A relay that is dead, or dies now: the next round goes on where this one broke off.
    const round = await link.round().catch(() => undefined);
    if (round) say(`told ${last?.hlc ?? ''}`);
  }
}

await (role === 'relay' ? relay() : desk());
