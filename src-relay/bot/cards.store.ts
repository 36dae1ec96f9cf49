/** Which messages in chats are cards of events, and which of them something has changed about since; of this relay's database alone. */
import type { AnswersTables } from '../../src-core/answers/index.ts';
import type { EventsTables } from '../../src-core/events/index.ts';
import type { MessagesTables, OutboxTables } from '../../src-core/messages/index.ts';
import type { TelegramTables } from '../../src-core/reach/index.ts';
import { wallTimeOf } from '../../src-core/store/index.ts';
import type { DomainTx } from '../../src-core/store/index.ts';

type Reads = Pick<DomainTx, 'read'>;

export type CardOf = { readonly personId: string; readonly eventId: string };

/** A message of the bot and what it is now. */
export type Standing = {
  readonly messageId: number;
  /** Null: something else than a card. */
  readonly card: CardOf | null;
  /** SHA-256 of what it says, hexadecimal. */
  readonly shown: string;
};

/** A message that is a card, or is to become one. */
export type Followed = CardOf & {
  readonly chatId: string;
  readonly messageId: number;
  /** Null: not a card yet. */
  readonly shown: string | null;
};

const CARDS = 'cards';
/** A card of so long ago is nobody's any more, milliseconds. */
const KEPT_FOR = 120 * 86_400_000;
/** Cards of one event that a chat has followed; older ones stay as they are. */
const MOST_IN_CHAT = 5;
/** Lines of the log that one look takes up. */
const LINES_AT_ONCE = 1_000;

/** Notes what a message of the bot shows now. */
export async function noteStanding(
  tx: DomainTx,
  chatId: string,
  { messageId, card, shown }: Standing,
  nowMs: number,
): Promise<void> {
  const now = {
    person_id: card?.personId ?? null,
    event_id: card?.eventId ?? null,
    shown: card === null ? null : shown,
    at_ms: nowMs,
  };
  await tx
    .local<TelegramTables>()
    .insertInto('telegram_card')
    .values({ chat_id: chatId, message_id: messageId, ...now })
    .onConflict((conflict) => conflict.columns(['chat_id', 'message_id']).doUpdateSet(now))
    .execute();
}

/** What a message is by now, where that is known: a card of this person and event and what it says, or something else. */
export async function standingAs(
  reading: Reads,
  { chatId, messageId, personId, eventId, shown }: Followed,
): Promise<{ readonly isCard: boolean; readonly shown: string | null }> {
  const row = await reading
    .read<TelegramTables>()
    .selectFrom('telegram_card')
    .where('chat_id', '=', chatId)
    .where('message_id', '=', messageId)
    .select(['person_id', 'event_id', 'shown'])
    .executeTakeFirst();
  if (row === undefined) return { isCard: true, shown };
  return { isCard: row.person_id === personId && row.event_id === eventId, shown: row.shown };
}

/** Forgets cards of long ago. */
export async function forgetCards(tx: DomainTx, nowMs: number): Promise<void> {
  await tx
    .local<TelegramTables>()
    .deleteFrom('telegram_card')
    .where('at_ms', '<', nowMs - KEPT_FOR)
    .execute();
}

/** Up to which line of the log cards say how things are; undefined before the first look. */
export async function readFollowed(reading: Reads): Promise<number | undefined> {
  const row = await reading
    .read<TelegramTables>()
    .selectFrom('telegram_follow')
    .where('id', '=', CARDS)
    .select('seq')
    .executeTakeFirst();
  return row?.seq;
}

/** Cards say how things are up to this line. */
export async function noteFollowed(tx: DomainTx, seq: number): Promise<void> {
  await tx
    .local<TelegramTables>()
    .insertInto('telegram_follow')
    .values({ id: CARDS, seq })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seq }))
    .execute();
}

/** The last line of the log; 0 for an empty one. */
export async function headOf(reading: Reads): Promise<number> {
  const row = await reading
    .read()
    .selectFrom('change')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** What is of interest in the log, with the column that names the person; null where everybody at the event is concerned. */
const OF_A_PERSON = ['rsvp_answer', 'registration', 'check_in', 'waitlist_entry'] as const;
type OfAPerson = (typeof OF_A_PERSON)[number];

/** Columns of an event that its card or a message about it shows. */
const SHOWN_OF_EVENT = ['title', 'place', 'starts_at', 'ends_at', 'cancelled_at', 'cancel_reason'];

/** What changed: an event, or something between it and a person (null: all who wait there). `seq`: by which line. */
export type ChangedCard = {
  readonly eventId: string;
  /** Null: everybody's. */
  readonly personId: string | null;
  /** A message that asks or reminds is out of date by it, too. */
  readonly isAboutMessages: boolean;
  readonly seq: number;
  /** When it was made, wherever that was; milliseconds. */
  readonly atMs: number;
};

/** What of cards' matters changed after a line of the log, and up to which line that was looked for. */
export async function changedSince(
  reading: Reads,
  afterSeq: number,
  headSeq: number,
): Promise<{ readonly changed: readonly ChangedCard[]; readonly untilSeq: number }> {
  const lines = await reading
    .read()
    .selectFrom('change')
    .select(['seq', 'hlc', 'table_name', 'row_id', 'kind', 'patch'])
    .where('seq', '>', afterSeq)
    .where('seq', '<=', headSeq)
    .where('table_name', 'in', ['event', ...OF_A_PERSON])
    .orderBy('seq')
    .limit(LINES_AT_ONCE)
    .execute();
  const changed: ChangedCard[] = [];
  for (const { table_name: table, row_id: eventId, kind, patch, seq, hlc } of lines) {
    if (table !== 'event' || kind === 'insert') continue;
    // Written by the house's own store.
    const columns = Object.keys(JSON.parse(patch) as object);
    if (columns.some((column) => SHOWN_OF_EVENT.includes(column)))
      changed.push({ eventId, personId: null, isAboutMessages: true, seq, atMs: wallTimeOf(hlc) });
  }
  for (const table of OF_A_PERSON) {
    const own = lines.filter(({ table_name: name }) => name === table);
    const rows = await rowsOf(reading, table, [...new Set(own.map(({ row_id: id }) => id))]);
    for (const { row_id: id, seq, hlc } of own) {
      const when = { seq, atMs: wallTimeOf(hlc) };
      const row = rows.get(id);
      if (row === undefined) continue;
      changed.push({ ...row, ...when, isAboutMessages: table !== 'check_in' });
      // Whoever leaves the queue lets the others move up.
      if (table === 'waitlist_entry')
        for (const personId of await waitingAt(reading, row.eventId))
          changed.push({ eventId: row.eventId, personId, isAboutMessages: false, ...when });
    }
  }
  const last = lines.at(-1)?.seq;
  return { changed, untilSeq: lines.length < LINES_AT_ONCE || last === undefined ? headSeq : last };
}

type Tables = AnswersTables & EventsTables;

async function rowsOf(
  reading: Reads,
  table: OfAPerson,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CardOf>> {
  const found = new Map<string, CardOf>();
  for (let from = 0; from < ids.length; from += 500) {
    const rows = await reading
      .read<Pick<Tables, OfAPerson>>()
      .selectFrom(table)
      .select(['id', 'event_id', 'person_id'])
      .where('id', 'in', ids.slice(from, from + 500))
      .execute();
    for (const row of rows) found.set(row.id, { eventId: row.event_id, personId: row.person_id });
  }
  return found;
}

async function waitingAt(reading: Reads, eventId: string): Promise<readonly string[]> {
  const rows = await reading
    .read<AnswersTables>()
    .selectFrom('waitlist_entry')
    .select('person_id')
    .where('event_id', '=', eventId)
    .where('left_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map(({ person_id: personId }) => personId);
}

/** The messages in chats that a change concerns: cards, and what asked or reminded and was not pressed yet. */
export async function concernedBy(reading: Reads, change: ChangedCard): Promise<readonly Followed[]> {
  const { eventId, personId } = change;
  let cards = reading
    .read<TelegramTables>()
    .selectFrom('telegram_card')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('message_id', 'desc');
  if (personId !== null) cards = cards.where('person_id', '=', personId);
  const standing = (await cards.execute()).flatMap((row): readonly Followed[] =>
    row.person_id === null
      ? []
      : [
          {
            chatId: row.chat_id,
            messageId: row.message_id,
            personId: row.person_id,
            eventId,
            shown: row.shown,
          },
        ],
  );
  const newest = [...Map.groupBy(standing, ({ chatId, personId: of }) => `${chatId} ${of}`).values()];
  return [
    ...newest.flatMap((inChat) => inChat.slice(0, MOST_IN_CHAT)),
    ...(change.isAboutMessages ? await unpressed(reading, change) : []),
  ];
}

async function unpressed(
  reading: Reads,
  { eventId, personId, seq, atMs }: ChangedCard,
): Promise<readonly Followed[]> {
  let sent = reading
    .read<MessagesTables & OutboxTables & TelegramTables>()
    .selectFrom('message')
    .innerJoin('delivery', 'delivery.message_id', 'message.id')
    .innerJoin('outbox', (join) =>
      join
        .onRef('outbox.message_id', '=', 'delivery.message_id')
        .onRef('outbox.person_id', '=', 'delivery.person_id'),
    )
    .where('message.event_id', '=', eventId)
    .where('message.kind', 'in', ['poll', 'reminder', 'offer'])
    .where('delivery.state', '=', 'sent')
    .where('delivery.channel', '=', 'bot')
    .where('delivery.external', 'is not', null)
    // What was sent after the change knew of it. A row that was touched since tells nothing, its hour does.
    .where((where) => where.or([where('delivery.seq', '<', seq), where('outbox.sent_ms', '<', atMs)]))
    .where('outbox.leader_id', 'is', null)
    // One message about several children is nobody's card.
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('outbox as follower')
            .whereRef('follower.leader_id', '=', 'outbox.id')
            .select('follower.id'),
        ),
      ),
    )
    .select(['outbox.address', 'delivery.external', 'delivery.person_id']);
  if (personId !== null) sent = sent.where('delivery.person_id', '=', personId);
  const rows = await sent.execute();
  const found: Followed[] = [];
  for (const { address, external, person_id: of } of rows) {
    if (address === null || external === null) continue;
    const messageId = Number(external);
    const known = await reading
      .read<TelegramTables>()
      .selectFrom('telegram_card')
      .select('message_id')
      .where('chat_id', '=', address)
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    if (known === undefined) found.push({ chatId: address, messageId, personId: of, eventId, shown: null });
  }
  return found;
}
