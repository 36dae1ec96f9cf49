/** Posts in channels: what is to be put there, what is to be changed there, and what came of it. */
import { createHash } from 'node:crypto';
import type { Language } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import { record } from '../store/index.ts';
import type { DomainStore, DomainTx } from '../store/index.ts';
import { channelPostTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import type { OutboxTables } from './outbox.schema.ts';
import { composePost } from './outgoing.rules.ts';
import type { Composed, Outgoing } from './outgoing.rules.ts';
import type { SendOutcome } from './outcome.store.ts';
import { readEvent } from './plan.store.ts';
import { doubtfulUntil, readRestored } from './restored.store.ts';
import { readHouse } from './settings.store.ts';
import { readTexts } from './texts.rules.ts';

/** A post that is to be put into its channel, or edited there. */
export type DuePost = {
  readonly outgoing: Outgoing;
  /** SHA-256 of the text, hexadecimal. */
  readonly shown: string;
  readonly isWithdrawn: boolean;
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

type PostRow = Pick<MessagesTables['channel_post'], 'event_id' | 'texts' | 'withdrawn_at'>;

/** What a post has to say now: its own text, or its event's. */
export async function postNow(
  reading: Pick<DomainStore, 'read'>,
  { event_id, texts, withdrawn_at }: PostRow,
  organisation: Language,
): Promise<Composed> {
  const event = event_id === null ? null : await readEvent(reading, event_id);
  return composePost({
    texts: texts === null ? null : readTexts(texts),
    event,
    isWithdrawn: withdrawn_at !== null || (event_id !== null && event === null),
    organisation,
  });
}

/** Whether a post that stands in its channel says there what it has to say. In: what it has to say, and `shown` of its row. */
export const saysSo = ({ text }: Composed, shown: string | null): boolean => hashOf(text) === shown;

/** Posts whose time has come, and those that no longer say what their events do; of an event that is over nothing is edited any more. */
export async function duePosts(store: Pick<DomainStore, 'read'>, nowMs: number): Promise<readonly DuePost[]> {
  const since = new Date(nowMs - 86_400_000).toISOString().slice(0, 16);
  const rows = await store
    .read<MessagesTables & EventsTables & OutboxTables>()
    .selectFrom('channel_post')
    .innerJoin('post_channel', 'post_channel.id', 'channel_post.channel_id')
    .leftJoin('event', 'event.id', 'channel_post.event_id')
    .leftJoin('post_claim', 'post_claim.post_id', 'channel_post.id')
    .selectAll('channel_post')
    .select('post_channel.chat')
    .where('channel_post.deleted_at', 'is', null)
    // What stands in a channel that was taken off the list stays as it is.
    .where('post_channel.deleted_at', 'is', null)
    .where('post_claim.post_id', 'is', null)
    .where((where) =>
      where.or([
        where.and([
          where('channel_post.state', '=', 'planned'),
          where('channel_post.withdrawn_at', 'is', null),
          where('channel_post.send_at', '<=', new Date(nowMs).toISOString()),
        ]),
        where.and([
          where('channel_post.state', '=', 'posted'),
          where.or([
            where('channel_post.withdrawn_at', 'is not', null),
            where('event.ends_at', '>=', since),
            where('channel_post.event_id', 'is', null),
          ]),
        ]),
      ]),
    )
    .execute();
  const house = await readHouse(store);
  const restoredMs = await readRestored(store);
  const due: DuePost[] = [];
  for (const row of rows) {
    // It may stand there already.
    if (row.state === 'planned' && doubtfulUntil({ again_at: null }, row, restoredMs) !== null) continue;
    const composed = await postNow(store, row, house.language);
    const shown = hashOf(composed.text);
    if (composed.text === '' || (row.state === 'posted' && shown === row.shown)) continue;
    due.push({
      shown,
      isWithdrawn: row.withdrawn_at !== null,
      outgoing: {
        id: row.id,
        messageId: row.id,
        personId: '',
        recipientId: '',
        channel: 'bot',
        address: row.chat,
        kind: 'post',
        ...composed,
        eventId: row.event_id,
        formUseId: null,
        external: row.state === 'posted' ? row.external : null,
      },
    });
  }
  return due;
}

/** New posts that may have gone out before a restore, and of which no laptop has told: they wait for a human. */
export async function noteDoubtfulPosts(store: DomainStore, nowMs: number): Promise<void> {
  const restoredMs = await readRestored(store);
  if (restoredMs === null) return;
  const rows = await store
    .read<MessagesTables>()
    .selectFrom('channel_post')
    .select(['id', 'send_at'])
    .where('state', '=', 'planned')
    .where('withdrawn_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where('send_at', '<=', new Date(restoredMs).toISOString())
    .execute();
  const doubtful = rows.filter(
    (row) => (doubtfulUntil({ again_at: null }, row, restoredMs) ?? nowMs) < nowMs,
  );
  if (doubtful.length === 0) return;
  await store.write({ actor: 'relay', action: 'messages.post' }, async (tx) => {
    for (const { id } of doubtful)
      await record(tx, channelPostTable, id, { state: 'failed', reason: 'unsure' });
  });
}

/** Notes that a new post is on its way; out: false where somebody else has it. Edits need none: done twice they are the same. */
export async function claimPost(tx: DomainTx, postId: string, by: string, nowMs: number): Promise<boolean> {
  const noted = await tx
    .local<OutboxTables>()
    .insertInto('post_claim')
    .values({ post_id: postId, claimed_by: by, at_ms: nowMs })
    .onConflict((conflict) => conflict.column('post_id').doNothing())
    .executeTakeFirst();
  return noted.numInsertedOrUpdatedRows === 1n;
}

/** Notes what came of putting or editing a post. What may be tried again stays as it is; a new post without an answer waits for a human. */
export async function notePosted(
  tx: DomainTx,
  { outgoing, shown, isWithdrawn }: DuePost,
  outcome: SendOutcome,
): Promise<void> {
  const isNew = outgoing.external === null;
  const patch = patchOf(outcome, isNew);
  if (patch !== null)
    await record(tx, channelPostTable, outgoing.id, {
      ...patch,
      ...(outcome.kind === 'sent'
        ? { shown, state: isWithdrawn ? ('withdrawn' as const) : ('posted' as const) }
        : {}),
    });
  if (isNew)
    await tx.local<OutboxTables>().deleteFrom('post_claim').where('post_id', '=', outgoing.id).execute();
}

function patchOf(outcome: SendOutcome, isNew: boolean) {
  if (outcome.kind === 'sent') return { external: outcome.external, reason: null };
  if (outcome.kind === 'refused') return { state: 'failed' as const, reason: outcome.reason };
  return outcome.kind === 'unsure' && isNew ? { state: 'failed' as const, reason: 'unsure' } : null;
}

/** New posts that another process had on their way when it ended: they may stand there, and wait for a human. */
export async function notePostsInterrupted(tx: DomainTx, by: string): Promise<void> {
  const claims = await tx
    .read<OutboxTables>()
    .selectFrom('post_claim')
    .select('post_id')
    .where('claimed_by', '<>', by)
    .execute();
  for (const { post_id: postId } of claims) {
    await record(tx, channelPostTable, postId, { state: 'failed', reason: 'unsure' });
    await tx.local<OutboxTables>().deleteFrom('post_claim').where('post_id', '=', postId).execute();
  }
}
