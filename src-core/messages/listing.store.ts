import type { EventsTables } from '../events/index.ts';
import type { Channel } from '../reach/index.ts';
import type { Reading } from '../store/index.ts';
import { readAudience } from './audience.rules.ts';
import type { Audience } from './audience.rules.ts';
import { resolveAudience } from './audience.store.ts';
import { readMessage } from './broadcast.store.ts';
import type { MessageRow } from './broadcast.store.ts';
import type { DeliveryState } from './messages.rules.ts';
import type { MessagesTables } from './messages.schema.ts';
import { namesOf } from './preview.store.ts';
import type { NamedPerson } from './preview.store.ts';
import { readChannels } from './rules.ts';
import { standingOf } from './standing.rules.ts';
import { readTexts } from './texts.rules.ts';

type Reads = Pick<Reading, 'read'>;

/** Messages that one list shows, newest first. */
const MOST_LISTED = 300;

type Counts = Readonly<Record<DeliveryState | 'seen', number>>;
const NOTHING: Counts = { sent: 0, failed: 0, unreachable: 0, unsure: 0, skipped: 0, seen: 0 };

export type ListFilter = { readonly eventId?: string | undefined };

/** Messages, the latest time first, with where each stands and what became of it. */
export async function listMessages(reading: Reads, { eventId }: ListFilter, nowMs: number) {
  let query = reading
    .read<MessagesTables>()
    .selectFrom('message')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('send_at', 'desc')
    .orderBy('id')
    .limit(MOST_LISTED);
  if (eventId !== undefined) query = query.where('event_id', '=', eventId);
  const rows = await query.execute();
  const counts = await countsOf(
    reading,
    rows.map(({ id }) => id),
  );
  const titles = await titlesOf(reading, [...new Set(rows.flatMap(({ event_id }) => event_id ?? []))]);
  const listed = [];
  for (const row of rows)
    listed.push(await shown(reading, row, counts.get(row.id) ?? NOTHING, titles, nowMs));
  return listed;
}

/** One message as a screen shows it. Throws MESSAGE_NOT_FOUND. */
export async function showMessage(reading: Reads, id: string, nowMs: number) {
  const row = await readMessage(reading, id);
  const counts = await countsOf(reading, [id]);
  const titles = await titlesOf(reading, row.event_id === null ? [] : [row.event_id]);
  return shown(reading, row, counts.get(id) ?? NOTHING, titles, nowMs);
}

async function shown(
  reading: Reads,
  row: MessageRow,
  counts: Counts,
  titles: ReadonlyMap<string, string>,
  nowMs: number,
) {
  const audience = readAudience(row.audience);
  const { seen: _seen, ...states } = counts;
  const told = Object.values(states).reduce((sum, count) => sum + count, 0);
  const times = {
    sendAtMs: Date.parse(row.send_at),
    expiresAtMs: row.expires_at === null ? null : Date.parse(row.expires_at),
    isCancelled: row.cancelled_at !== null,
    told,
  };
  // Whom a message was for is of interest as long as it may still come to them.
  const isOver = standingOf({ ...times, people: Number.MAX_SAFE_INTEGER }, nowMs);
  const isOpen = isOver === 'planned' || isOver === 'sending';
  const people = isOpen && audience !== null ? (await resolveAudience(reading, audience)).length : told;
  return {
    id: row.id,
    kind: row.kind,
    event: row.event_id === null ? null : { id: row.event_id, title: titles.get(row.event_id) ?? '' },
    texts: readTexts(row.texts) ?? {},
    audience: audience === null ? null : described(audience),
    channels: readChannels(row.channels),
    sendAt: row.send_at,
    cancelledAt: row.cancelled_at,
    isUrgent: row.is_urgent === 1,
    /** It follows its event's plan and moves with it. */
    isPlanned: row.follows !== null,
    standing: standingOf({ ...times, people }, nowMs),
    people: Math.max(people, told),
    counts,
  };
}

/** Whom a message is for, without the names of thousands. */
function described(audience: Audience) {
  return audience.kind === 'persons' ? { kind: audience.kind, count: audience.ids.length } : audience;
}

async function countsOf(reading: Reads, ids: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
  if (ids.length === 0) return new Map();
  const rows = await reading
    .read<MessagesTables>()
    .selectFrom('delivery')
    .select(({ fn }) => [
      'message_id',
      'state',
      fn.countAll<number>().as('count'),
      fn.count<number>('seen_at').as('seen'),
    ])
    .where('message_id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .groupBy(['message_id', 'state'])
    .execute();
  const counts = new Map<string, Counts>();
  for (const { message_id, state, count, seen } of rows) {
    const known = counts.get(message_id) ?? NOTHING;
    counts.set(message_id, { ...known, [state]: count, seen: known.seen + seen });
  }
  return counts;
}

async function titlesOf(reading: Reads, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reading
    .read<EventsTables>()
    .selectFrom('event')
    .select(['id', 'title'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** What became of a message for one person; `queued` where nothing is known yet. */
export type PersonOfMessage = NamedPerson & {
  readonly state: DeliveryState | 'queued';
  readonly channel: Channel | null;
  readonly reason: string | null;
  readonly at: string | null;
  readonly seenAt: string | null;
  readonly cost: number | null;
  /** Somebody wished that it is sent again, and nothing came of it yet. */
  readonly isAgain: boolean;
};

/** Each person of a message by name. Throws MESSAGE_NOT_FOUND. */
export async function peopleOfMessage(
  reading: Reads,
  id: string,
  nowMs: number,
): Promise<readonly PersonOfMessage[]> {
  const message = await readMessage(reading, id);
  const rows = await reading
    .read<MessagesTables>()
    .selectFrom('delivery')
    .selectAll()
    .where('message_id', '=', id)
    .where('deleted_at', 'is', null)
    .execute();
  const told = new Map(rows.map((row) => [row.person_id, row]));
  const { standing } = await showMessage(reading, id, nowMs);
  const audience = readAudience(message.audience);
  const isOpen = standing === 'planned' || standing === 'sending';
  const expected = isOpen && audience !== null ? await resolveAudience(reading, audience) : [];
  const people = await namesOf(reading, [...new Set([...told.keys(), ...expected])]);
  return people.map((person) => {
    const row = told.get(person.id);
    return {
      ...person,
      state: row?.state ?? 'queued',
      channel: row?.channel ?? null,
      reason: row?.reason ?? null,
      at: row?.at ?? null,
      seenAt: row?.seen_at ?? null,
      cost: row?.cost ?? null,
      isAgain: row !== undefined && row.again_at !== null && row.again_at >= row.at,
    };
  });
}
