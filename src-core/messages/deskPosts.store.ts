/** Channels and their posts, as the desk reads and writes them. */
import { fail } from '../access/index.ts';
import { record } from '../store/index.ts';
import type { DomainTx, PatchOf, Reading } from '../store/index.ts';
import { channelPostTable, postChannelTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import { readTexts } from './texts.rules.ts';

type Reads = Pick<Reading, 'read'>;

export async function listPostChannels(reading: Reads) {
  return reading
    .read<MessagesTables>()
    .selectFrom('post_channel')
    .select(['id', 'title', 'chat'])
    .where('deleted_at', 'is', null)
    .orderBy('title')
    .execute();
}

export async function addPostChannel(
  tx: DomainTx,
  patch: { readonly title: string; readonly chat: string },
): Promise<string> {
  const id = tx.newId();
  await record(tx, postChannelTable, id, patch);
  return id;
}

/** Throws CHANNEL_NOT_FOUND. */
export async function removePostChannel(tx: DomainTx, id: string): Promise<void> {
  await livingChannel(tx, id);
  await record(tx, postChannelTable, id, { deleted_at: tx.at });
}

async function livingChannel(reading: Reads, id: string): Promise<void> {
  if (!(await listPostChannels(reading)).some((channel) => channel.id === id))
    throw fail('not-found', 'CHANNEL_NOT_FOUND', { id });
}

/** Posts, the newest first. In: of one event, or of all. */
export async function listPosts(
  reading: Reads,
  { eventId, limit }: { readonly eventId?: string | undefined; readonly limit: number },
) {
  let query = reading
    .read<MessagesTables>()
    .selectFrom('channel_post')
    .innerJoin('post_channel', 'post_channel.id', 'channel_post.channel_id')
    .select([
      'channel_post.id',
      'channel_post.channel_id as channelId',
      'post_channel.title as channel',
      'channel_post.event_id as eventId',
      'channel_post.texts',
      'channel_post.send_at as sendAt',
      'channel_post.withdrawn_at as withdrawnAt',
      'channel_post.state',
      'channel_post.reason',
    ])
    .where('channel_post.deleted_at', 'is', null)
    .orderBy('channel_post.send_at', 'desc')
    .limit(limit);
  if (eventId !== undefined) query = query.where('channel_post.event_id', '=', eventId);
  const rows = await query.execute();
  return rows.map(({ texts, ...row }) => ({ ...row, texts: texts === null ? null : readTexts(texts) }));
}

/** Throws CHANNEL_NOT_FOUND. Out: the post's id. */
export async function planPost(
  tx: DomainTx,
  post: Pick<PatchOf<typeof channelPostTable>, 'event_id' | 'texts'> & {
    readonly channel_id: string;
    readonly send_at: string;
  },
): Promise<string> {
  await livingChannel(tx, post.channel_id);
  const id = tx.newId();
  await record(tx, channelPostTable, id, { ...post, state: 'planned' });
  return id;
}

/** Changes what a post says; where it stands already, it is edited there. Throws POST_NOT_FOUND. */
export async function changePost(
  tx: DomainTx,
  id: string,
  patch: PatchOf<typeof channelPostTable>,
): Promise<void> {
  const found = await tx
    .read<MessagesTables>()
    .selectFrom('channel_post')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) throw fail('not-found', 'POST_NOT_FOUND', { id });
  await record(tx, channelPostTable, id, patch);
}
