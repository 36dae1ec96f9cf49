/** What is sent next: rows of the queue are looked through, each is left out, put off, put on another way, or claimed. */
import type { Channel } from '../reach/index.ts';
import type { DomainTx } from '../store/index.ts';
import { readReaders } from './addressees.store.ts';
import type { Reader } from './addressees.store.ts';
import { answeredAlready, deliveryId, whyNot } from './expand.store.ts';
import type { MessagesTables } from './messages.schema.ts';
import type { OutboxRow, OutboxTables } from './outbox.schema.ts';
import { compose } from './outgoing.rules.ts';
import type { Outgoing } from './outgoing.rules.ts';
import { readEvent } from './plan.store.ts';
import type { EventFacts } from './plan.store.ts';
import { endWith, moveTo, nextRoutes } from './rerouting.store.ts';
import { doubtfulUntil, readRestored } from './restored.store.ts';
import { readHouse } from './settings.store.ts';
import type { House } from './settings.store.ts';
import { readTexts, smsParts } from './texts.rules.ts';
import { afterQuiet, dayOf, monthBegan } from './timing.ts';

export type Take = {
  readonly nowMs: number;
  /** The process that sends: what it claims and does not answer for is nobody's to send again. */
  readonly by: string;
  readonly channel: Channel;
  /** At most so many. */
  readonly limit: number;
  /** Addresses that may not be written to just now. */
  readonly busy: readonly string[];
  /** The channels that this relay can send by. */
  readonly senders: readonly Channel[];
};

/** Candidates that are looked at for each one that is wanted: some are put off, some go to one address. */
const LOOK_FOR_EACH = 3;
const LOOK_AT_LEAST = 20;
const MOST_ROUNDS = 20;

type Row = MessagesTables['message'];
type Around = {
  readonly house: House;
  readonly messages: ReadonlyMap<string, { readonly row: Row; readonly event: EventFacts | null }>;
  readonly answered: ReadonlyMap<string, ReadonlySet<string>>;
  readonly readers: ReadonlyMap<string, Reader>;
  readonly followers: ReadonlyMap<string, readonly string[]>;
  readonly done: ReadonlySet<string>;
  readonly restoredMs: number | null;
  /** How much each recipient was sent today. */
  readonly today: Map<string, number>;
  spentOnSms: number;
  /** The end of quiet hours that were looked up already, by the hours. */
  readonly quiets: Map<string, number>;
};

/**
 * Claims rows that are to be sent now: once this is committed they are on their way, and whoever finds them so after a crash knows that
 * they may have arrived. A row is claimed by one conditional update, so that of several processes one gets it.
 */
export async function takeBatch(tx: DomainTx, take: Take): Promise<readonly Outgoing[]> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const candidates = await candidatesOf(tx, take);
    const taken = await takeOf(tx, candidates, take);
    // Where all were put off or left out, there may be more behind them.
    if (taken.length > 0 || candidates.length < pageOf(take)) return taken;
  }
  return [];
}

const pageOf = ({ limit }: Take): number => limit * LOOK_FOR_EACH + LOOK_AT_LEAST;

async function takeOf(
  tx: DomainTx,
  candidates: readonly OutboxRow[],
  take: Take,
): Promise<readonly Outgoing[]> {
  if (candidates.length === 0) return [];
  const around = await readAround(tx, candidates, take);
  const taken: Outgoing[] = [];
  const addresses = new Set<string>();
  for (const row of candidates) {
    if (taken.length >= take.limit) break;
    const address = row.address ?? '';
    if (addresses.has(address)) continue;
    const outgoing = await decide(tx, row, around, take);
    if (outgoing === null) continue;
    addresses.add(address);
    taken.push(outgoing);
  }
  return taken;
}

async function candidatesOf(tx: DomainTx, take: Take): Promise<readonly OutboxRow[]> {
  let query = tx
    .read<OutboxTables>()
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'queued')
    .where('channel', '=', take.channel)
    .where('not_before_ms', '<=', take.nowMs)
    .orderBy('priority')
    .orderBy('not_before_ms')
    .orderBy('id')
    .limit(pageOf(take));
  if (take.busy.length > 0) query = query.where('address', 'not in', take.busy);
  return query.execute();
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

async function readAround(tx: DomainTx, rows: readonly OutboxRow[], take: Take): Promise<Around> {
  const db = tx.read<MessagesTables & OutboxTables>();
  const house = await readHouse(tx);
  const found = await db
    .selectFrom('message')
    .selectAll()
    .where('id', 'in', distinct(rows.map(({ message_id }) => message_id)))
    .execute();
  const messages = new Map<string, { readonly row: Row; readonly event: EventFacts | null }>();
  const answered = new Map<string, ReadonlySet<string>>();
  for (const row of found) {
    messages.set(row.id, { row, event: row.event_id === null ? null : await readEvent(tx, row.event_id) });
    answered.set(row.id, await answeredAlready(tx, row));
  }
  const followers = await db
    .selectFrom('outbox')
    .select(['leader_id', 'person_id'])
    .where(
      'leader_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('id')
    .execute();
  const done = await db
    .selectFrom('delivery')
    .select('id')
    .where(
      'id',
      'in',
      rows.map(({ message_id, person_id }) => deliveryId(message_id, person_id)),
    )
    .where('state', '=', 'sent')
    .where((where) => where.or([where('channel', '<>', 'page'), where('seen_at', 'is not', null)]))
    .execute();
  const recipients = distinct(rows.map(({ recipient_id }) => recipient_id));
  const today = await db
    .selectFrom('outbox')
    .select((build) => ['recipient_id', build.fn.countAll().as('sent')])
    .where('recipient_id', 'in', recipients)
    .where('sent_ms', '>=', dayOf(take.nowMs, house.timeZone).fromMs)
    .groupBy('recipient_id')
    .execute();
  return {
    house,
    messages,
    answered,
    readers: await readReaders(
      tx,
      distinct([
        ...recipients,
        ...rows.map(({ person_id }) => person_id),
        ...followers.map(({ person_id }) => person_id),
      ]),
    ),
    followers: new Map(
      [...Map.groupBy(followers, ({ leader_id }) => leader_id ?? '')].map(([leader, ones]) => [
        leader,
        ones.map(({ person_id }) => person_id),
      ]),
    ),
    done: new Set(done.map(({ id }) => id)),
    restoredMs: await readRestored(tx),
    today: new Map(today.map(({ recipient_id, sent }) => [recipient_id, Number(sent)])),
    quiets: new Map(),
    spentOnSms: take.channel === 'sms' ? await spentThisMonth(tx, take.nowMs, house.timeZone) : 0,
  };
}

/** What went out by SMS since the month began, minor units; requests without an answer are counted, for they may be on the bill. */
async function spentThisMonth(tx: DomainTx, nowMs: number, timeZone: string): Promise<number> {
  const row = await tx
    .read<OutboxTables>()
    .selectFrom('outbox')
    .select((build) => build.fn.sum('cost').as('spent'))
    .where('channel', '=', 'sms')
    .where('sent_ms', '>=', monthBegan(nowMs, timeZone))
    .executeTakeFirst();
  return Number(row?.spent ?? 0);
}

async function decide(tx: DomainTx, row: OutboxRow, around: Around, take: Take): Promise<Outgoing | null> {
  const { nowMs } = take;
  const message = around.messages.get(row.message_id);
  if (message === undefined) {
    await endWith(tx, row, { state: 'skipped', reason: 'cancelled' });
    return null;
  }
  if (around.done.has(deliveryId(row.message_id, row.person_id))) {
    await setState(tx, row, { state: 'sent' });
    return null;
  }
  const isAnswered = around.answered.get(row.message_id)?.has(row.person_id) === true;
  const why = isAnswered ? 'answered' : whyNot(message.row, message.event, nowMs);
  if (why !== null) {
    await endWith(tx, row, { state: 'skipped', reason: why });
    return null;
  }
  const doubtMs = doubtfulUntil(row, message.row, around.restoredMs);
  if (doubtMs !== null && doubtMs <= nowMs) {
    await endWith(tx, row, { state: 'unsure', channel: row.channel, reason: 'restored' });
    return null;
  }
  const laterMs = Math.max(doubtMs ?? 0, notBefore(row, message.row, around, nowMs));
  if (laterMs > nowMs) {
    await setState(tx, row, { state: 'queued', not_before_ms: laterMs });
    return null;
  }
  const outgoing = outgoingOf(row, message, around);
  const cost = costOf(outgoing, around.house);
  const { smsMonthBudget } = around.house.rules;
  if (cost > 0 && smsMonthBudget !== null && around.spentOnSms + cost > smsMonthBudget) {
    const next = (await nextRoutes(tx, [row], take.senders)).get(row.id);
    if (next === undefined) await endWith(tx, row, { state: 'unreachable', reason: 'budget' });
    else await moveTo(tx, row, next, nowMs);
    return null;
  }
  if (!(await claim(tx, row, take, cost))) return null;
  around.spentOnSms += cost;
  around.today.set(row.recipient_id, (around.today.get(row.recipient_id) ?? 0) + 1);
  return outgoing;
}

/** The first moment at which a recipient may be written to: out of quiet hours, and within what they get a day. */
function notBefore(row: OutboxRow, message: Row, around: Around, nowMs: number): number {
  const { house, readers, today, quiets } = around;
  if (message.is_urgent === 1 || message.kind === 'offer') return nowMs;
  const reader = readers.get(row.recipient_id);
  const quiet = reader?.quiet ?? house.rules.quiet;
  const most = reader?.mostADay ?? house.rules.mostADay;
  if (most !== null && (today.get(row.recipient_id) ?? 0) >= most)
    return afterQuiet(dayOf(nowMs, house.timeZone).untilMs, quiet, house.timeZone);
  const hours = `${quiet?.from ?? ''}-${quiet?.until ?? ''}`;
  const known = quiets.get(hours) ?? afterQuiet(nowMs, quiet, house.timeZone);
  quiets.set(hours, known);
  return known;
}

function outgoingOf(
  row: OutboxRow,
  { row: message, event }: { readonly row: Row; readonly event: EventFacts | null },
  { house, readers, followers }: Around,
): Outgoing {
  const persons = [row.person_id, ...(followers.get(row.id) ?? [])];
  return {
    id: row.id,
    messageId: row.message_id,
    personId: row.person_id,
    recipientId: row.recipient_id,
    channel: row.channel,
    address: row.address ?? '',
    kind: message.kind,
    ...compose({
      kind: message.kind,
      texts: readTexts(message.texts) ?? {},
      event,
      hasForm: message.form_use_id !== null,
      reader: readers.get(row.recipient_id)?.language ?? null,
      organisation: house.language,
      names: persons.flatMap((id) => readers.get(id)?.name ?? []),
      isForGuardian: row.recipient_id !== row.person_id,
    }),
    eventId: message.event_id,
    formUseId: message.form_use_id,
    external: null,
  };
}

/** Minor units; 0 where the channel costs nothing or nobody said what it costs. */
function costOf(
  { channel, text }: Pick<Outgoing, 'channel' | 'text'>,
  { rules }: Pick<House, 'rules'>,
): number {
  return channel === 'sms' ? (rules.smsPrice ?? 0) * smsParts(text) : 0;
}

async function setState(
  tx: DomainTx,
  row: OutboxRow,
  patch: Pick<OutboxRow, 'state'> & { readonly not_before_ms?: number },
): Promise<void> {
  await tx.local<OutboxTables>().updateTable('outbox').set(patch).where('id', '=', row.id).execute();
}

async function claim(tx: DomainTx, row: OutboxRow, { by, nowMs }: Take, cost: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .local<OutboxTables>()
    .updateTable('outbox')
    .set({
      state: 'sending',
      claimed_by: by,
      claimed_ms: nowMs,
      sent_ms: nowMs,
      first_try_ms: row.first_try_ms ?? nowMs,
      cost,
    })
    .where('id', '=', row.id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
