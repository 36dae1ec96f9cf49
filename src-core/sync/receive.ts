import { NOTHING, takeBatches } from './apply.ts';
import type { Applied, Receiver } from './apply.ts';
import { intakeOf } from './engines.ts';
import type { ReceivingTx } from './engines.ts';
import { spansOf } from './pages.ts';
import type { ForeignBatch } from './wire.ts';

/** What a node has brought. */
export type Push = { readonly from: string; readonly batch: ForeignBatch };

/** Takes changes in that a node has brought, and remembers that it did, so that they are not sent back to it. */
export async function receive(
  receiver: Receiver,
  tx: ReceivingTx,
  from: string,
  batch: ForeignBatch,
): Promise<Applied> {
  const [applied] = await receiveAll(receiver, tx, [{ from, batch }]);
  return applied ?? NOTHING;
}

/** The same for several nodes, whose changes have nothing to do with each other (`groupApart`); out: what came of each, in their order. */
export async function receiveAll(
  receiver: Receiver,
  tx: ReceivingTx,
  pushes: readonly Push[],
): Promise<readonly Applied[]> {
  const intake = intakeOf(tx);
  const taken = await takeBatches(
    receiver,
    intake,
    pushes.map(({ batch }) => batch),
  );
  const origins = pushes.flatMap(({ from, batch }, at) => {
    const spans = spansOf(taken[at]?.lines ?? [], idsIn(batch));
    return spans.map((span) => ({ node: from, ...span }));
  });
  if (origins.length > 0) await intake.noteOrigins(origins);
  return taken.map(({ applied }) => applied);
}

function idsIn({ changes }: ForeignBatch): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const sent of changes)
    if (typeof sent === 'object' && sent !== null && 'hlc' in sent && typeof sent.hlc === 'string')
      ids.add(sent.hlc);
  return ids;
}

/** Changes that are taken in with one go; whoever brings more has a go of his own. */
const MOST_TOGETHER = 1_000;

/**
 * Groups of pushes that may be taken in at once with the same outcome as one after the other: no change and no row is in two of a
 * group. The groups are to be taken in their order.
 */
export function groupApart(pushes: readonly Push[]): readonly (readonly Push[])[] {
  const groups: Push[][] = [];
  let seen = new Set<unknown>();
  let size = 0;
  for (const push of pushes) {
    const names = namesIn(push.batch);
    const last = groups.at(-1);
    size += push.batch.changes.length;
    if (last === undefined || size > MOST_TOGETHER || names.some((name) => seen.has(name))) {
      groups.push([push]);
      seen = new Set(names);
      size = push.batch.changes.length;
    } else {
      last.push(push);
      for (const name of names) seen.add(name);
    }
  }
  return groups;
}

/** The changes, transactions and rows that a batch names. */
function namesIn({ changes, actions }: ForeignBatch): readonly unknown[] {
  const of = (sent: unknown): readonly unknown[] =>
    typeof sent === 'object' && sent !== null
      ? [Reflect.get(sent, 'hlc'), Reflect.get(sent, 'row_id'), Reflect.get(sent, 'id')]
      : [];
  return [...changes, ...actions].flatMap(of).filter((name) => name !== undefined);
}
