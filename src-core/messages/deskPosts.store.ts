/** Channels and their posts, as the desk reads and writes them. */
import { fail } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import { clockOfCell, parseCellClocks, record, wallTimeOf } from '../store/index.ts';
import type { DomainTx, Hlc, PatchOf, Reading } from '../store/index.ts';
import { channelPostTable, postChannelTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import type { Composed } from './outgoing.rules.ts';
import { postNow, saysSo } from './posts.store.ts';
import { readHouse } from './settings.store.ts';
import { readTexts } from './texts.rules.ts';
import type { Texts } from './texts.rules.ts';

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

/** Throws CHANNEL_KNOWN where it is on the list already, however its name is spelt. Out: its id. */
export async function addPostChannel(
  tx: DomainTx,
  patch: { readonly title: string; readonly chat: string },
): Promise<string> {
  const chat = patch.chat.toLowerCase();
  const known = (await listPostChannels(tx)).find((channel) => channel.chat.toLowerCase() === chat);
  if (known !== undefined) throw fail('conflict', 'CHANNEL_KNOWN', { channel: known.title });
  const id = tx.newId();
  await record(tx, postChannelTable, id, patch);
  return id;
}

/** What waits for it is not posted any more; what stands there stays as it is. Throws CHANNEL_NOT_FOUND. */
export async function removePostChannel(tx: DomainTx, id: string): Promise<void> {
  await livingChannel(tx, id);
  const waiting = await tx
    .read<MessagesTables>()
    .selectFrom('channel_post')
    .select('id')
    .where('channel_id', '=', id)
    .where('state', '=', 'planned')
    .where('withdrawn_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  for (const post of waiting) await record(tx, channelPostTable, post.id, { withdrawn_at: tx.at });
  await record(tx, postChannelTable, id, { deleted_at: tx.at });
}

async function livingChannel(reading: Reads, id: string): Promise<void> {
  if (!(await listPostChannels(reading)).some((channel) => channel.id === id))
    throw fail('not-found', 'CHANNEL_NOT_FOUND', { id });
}

/**
 * Posts, the newest first, each with what it has to say now. In: of one event, or of all. `isBehind`: it stands in its channel and says
 * something else there, until the relay edits it. Times are ISO instants; null for what has not happened.
 */
export async function listPosts(
  reading: Reads,
  { eventId, limit }: { readonly eventId?: string | undefined; readonly limit: number },
) {
  let query = reading
    .read<MessagesTables & EventsTables>()
    .selectFrom('channel_post')
    .innerJoin('post_channel', 'post_channel.id', 'channel_post.channel_id')
    .leftJoin('event', 'event.id', 'channel_post.event_id')
    .selectAll('channel_post')
    .select([
      'post_channel.title as channel',
      'post_channel.deleted_at as channel_removed_at',
      'event.title as event_title',
    ])
    .where('channel_post.deleted_at', 'is', null)
    .orderBy('channel_post.send_at', 'desc')
    .limit(limit);
  if (eventId !== undefined) query = query.where('channel_post.event_id', '=', eventId);
  const { language } = await readHouse(reading);
  return Promise.all(
    (await query.execute()).map(async (row) => {
      const composed = await postNow(reading, row, language);
      // Of a post that was taken down it is still told what it said.
      const said = await postNow(reading, { ...row, withdrawn_at: null }, language);
      return {
        id: row.id,
        channelId: row.channel_id,
        channel: row.channel,
        event: row.event_id === null ? null : { id: row.event_id, title: row.event_title ?? '' },
        texts: row.texts === null ? null : readTexts(row.texts),
        text: said.text,
        language: said.language,
        sendAt: row.send_at,
        withdrawnAt: row.withdrawn_at,
        state: row.state,
        reason: row.reason,
        isBehind: row.state === 'posted' && row.channel_removed_at === null && !saysSo(composed, row.shown),
        ...timesOf(row),
      };
    }),
  );
}

/** When a post came into its channel and when it was last edited there, which its cells know. */
function timesOf({ clocks, external }: Pick<MessagesTables['channel_post'], 'clocks' | 'external'>) {
  if (external === null) return { postedAt: null, editedAt: null };
  const cells = parseCellClocks(clocks);
  const [posted, said] = [clockOfCell(cells, 'external'), clockOfCell(cells, 'shown')];
  const at = (hlc: Hlc): string => new Date(wallTimeOf(hlc)).toISOString();
  return { postedAt: at(posted), editedAt: said > posted ? at(said) : null };
}

/** What a post would say, in the organisation's language; the function that posts it is this one. */
export async function previewPost(
  reading: Reads,
  { eventId, texts }: { readonly eventId: string | null; readonly texts: Texts | null },
): Promise<Composed> {
  const { language } = await readHouse(reading);
  const row = { event_id: eventId, texts: texts === null ? null : JSON.stringify(texts), withdrawn_at: null };
  return postNow(reading, row, language);
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

/** Changes a post; where it stands already, it is edited there. Throws POST_NOT_FOUND, NOTHING_TO_SAY. */
export async function changePost(
  tx: DomainTx,
  id: string,
  patch: PatchOf<typeof channelPostTable>,
): Promise<void> {
  const found = await tx
    .read<MessagesTables>()
    .selectFrom('channel_post')
    .select('event_id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) throw fail('not-found', 'POST_NOT_FOUND', { id });
  if (patch.texts === null && found.event_id === null) throw fail('invalid', 'NOTHING_TO_SAY');
  await record(tx, channelPostTable, id, patch);
}
