import { takeBatch } from './apply.ts';
import type { Applied, Receiver } from './apply.ts';
import { intakeOf } from './engines.ts';
import type { ReceivingTx } from './engines.ts';
import { spansOf } from './pages.ts';
import type { ForeignBatch } from './wire.ts';

/** Takes changes in that a node has brought, and remembers that it did, so that they are not sent back to it. */
export async function receive(
  receiver: Receiver,
  tx: ReceivingTx,
  from: string,
  batch: ForeignBatch,
): Promise<Applied> {
  const intake = intakeOf(tx);
  const { applied, lines } = await takeBatch(receiver, intake, batch);
  if (lines.length > 0) await intake.noteOrigin(from, spansOf(lines, idsIn(batch)));
  return applied;
}

function idsIn({ changes }: ForeignBatch): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const sent of changes)
    if (typeof sent === 'object' && sent !== null && 'hlc' in sent && typeof sent.hlc === 'string')
      ids.add(sent.hlc);
  return ids;
}
