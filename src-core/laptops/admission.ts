import { can } from '../access/index.ts';
import type { Admission, SyncStore } from '../sync/index.ts';
import { leave, letIn, noteNode, noteSeen, pairLaptop, readSeen } from './laptops.store.ts';
import { openTokens } from './tokens.ts';

/** How often it is written down that a laptop was heard of, milliseconds. */
const SEEN_STEP = 60_000;

/**
 * Who may sync with this node, out of its own tables. `takeCode` uses an operator's code up and says whether it was good; a desk has
 * no operator.
 */
export function openAdmission(
  store: SyncStore,
  { takeCode }: { readonly takeCode?: (code: string) => Promise<boolean> } = {},
): Admission {
  const holderOf = openTokens(store);
  const seen = new Map<string, number>();
  const actorOf = (node: string): string => `laptop:${node}`;
  return {
    async authorise(token) {
      const holder = await holderOf(token);
      if (holder === undefined) return { kind: 'unknown' };
      const { node, role } = holder.laptop;
      return holder.kind === 'revoked'
        ? { kind: 'revoked', node }
        : { kind: 'laptop', node, isKeeper: can(role, 'laptops.manage') };
    },
    async heard(token, node) {
      const nowMs = store.now();
      if (nowMs - (seen.get(node) ?? -Infinity) < SEEN_STEP) return;
      await store.write({ actor: actorOf(node), action: 'laptops.moved' }, async (tx) => {
        await noteNode(tx, token, node);
        await noteSeen(tx, node, nowMs);
      });
      seen.set(node, nowMs);
    },
    async pair(id, node) {
      const intent = { actor: actorOf(node), action: 'laptops.pair' };
      return (await store.write(intent, (tx) => pairLaptop(tx, id, node))).value;
    },
    seen: () => readSeen(store, store.now()),
    async leave(token, node) {
      const intent = { actor: actorOf(node), action: 'laptops.leave' };
      return (await store.write(intent, (tx) => leave(tx, token, node))).value;
    },
    ...(takeCode && {
      async claim(code, node) {
        if (!(await takeCode(code))) return undefined;
        const intent = { actor: actorOf(node), action: 'laptops.claim' };
        return { token: (await store.write(intent, (tx) => letIn(tx, node, 'owner'))).value };
      },
    }),
  };
}
