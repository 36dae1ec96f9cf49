/** What is sent to the databases of the contract: by a laptop's link, and by a stranger. */
import { createLink } from '../../../src-core/sync/link.ts';
import type { Batch, SentChange } from '../../../src-core/sync/index.ts';
import type { Node } from '../../../src-core/sync/nodes.test-support.ts';
import { compress, decompress } from '../../../src-core/sync/pack.ts';
import type { Served } from './served.ts';

/** A link of a laptop to what is served, each message packed as on a wire; `through` may change it or throw. */
export const linkTo = (
  own: Node,
  relay: Served,
  through: <T>(answer: T, at: 'there' | 'back') => T = (same) => same,
) =>
  createLink({
    store: own.store,
    peer: 'relay',
    send: async (message) => {
      const hub = await relay.hub();
      const there = decompress(compress(through(message, 'there')), 50_000_000);
      return through(decompress(compress(await hub.answer(there)), 50_000_000), 'back');
    },
  });

let forgedCount = 0;
/** A batch of one change that no laptop here has written; `over` replaces what it says. */
export const forged = (over: Partial<Record<keyof SentChange, unknown>> = {}): Batch => {
  const hlc = `0mtim7pc0-${(++forgedCount).toString(36).padStart(4, '0')}-abcdefgh`;
  const change = {
    hlc,
    tx: hlc,
    node: 'abcdefgh',
    actor: 'stranger',
    table_name: 'card',
    row_id: `forged-${forgedCount}`,
    kind: 'insert',
    patch: '{"title":"x"}',
    base: null,
    schema: 7,
    ...over,
  };
  return { changes: [change as SentChange], actions: [] };
};
