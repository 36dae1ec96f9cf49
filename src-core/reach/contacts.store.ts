import { readOrganisation } from '../access/index.ts';
import type { Language } from '../access/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainTx, Reading } from '../store/index.ts';
import { CHANNELS, DEFAULT_SHOWS } from './reach.rules.ts';
import type { Channel } from './reach.rules.ts';
import { contactTable, memberProfileTable } from './reach.schema.ts';
import type { Contact, ReachTables } from './reach.schema.ts';

/** A store or a transaction, on either database. */
export type Reads = Pick<Reading, 'read'>;

/** The row of a way to a person. */
export const contactId = (personId: string, kind: Channel): string => factId('contact', personId, kind);

/** How many ids are named in one statement. */
const CHUNK = 500;

/** Living contacts of these people, each person's in their own order. */
export async function contactsOf(
  reading: Reads,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Contact[]>> {
  const rows: Contact[] = [];
  for (let from = 0; from < personIds.length; from += CHUNK)
    rows.push(
      ...(await reading
        .read<ReachTables>()
        .selectFrom('contact')
        .selectAll()
        .where('person_id', 'in', personIds.slice(from, from + CHUNK))
        .where('deleted_at', 'is', null)
        .orderBy('position')
        .orderBy('kind')
        .execute()),
    );
  return Map.groupBy(rows, ({ person_id: personId }) => personId);
}

/** The language that a person is written to in: their own choice, else their card's, else the organisation's. */
export async function languageOf(reading: Reads, personId: string): Promise<Language> {
  const own = await reading
    .read<ReachTables & PeopleTables>()
    .selectFrom('person')
    .leftJoin('member_profile', (join) =>
      join.onRef('member_profile.person_id', '=', 'person.id').on('member_profile.deleted_at', 'is', null),
    )
    .where('person.id', '=', personId)
    .select(['member_profile.language as chosen', 'person.language as ofCard'])
    .executeTakeFirst();
  return own?.chosen ?? own?.ofCard ?? (await readOrganisation(reading))?.language ?? 'ru';
}

/** Notes the language that a person chose themselves. */
export async function chooseLanguage(tx: DomainTx, personId: string, language: Language): Promise<void> {
  const id = factId('member_profile', personId);
  const known = await tx
    .read<ReachTables>()
    .selectFrom('member_profile')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  await record(
    tx,
    memberProfileTable,
    id,
    known === undefined
      ? { person_id: personId, shows: JSON.stringify(DEFAULT_SHOWS), language }
      : { language, deleted_at: null },
  );
}

const link = (tx: DomainTx, personId: string, kind: Channel, address: string | null): Promise<boolean> =>
  record(tx, contactTable, contactId(personId, kind), {
    person_id: personId,
    kind,
    address,
    position: CHANNELS.indexOf(kind),
    linked_at: tx.at,
    blocked_at: null,
    stopped_at: null,
    deleted_at: null,
  });

/** From now on the bot writes to this person in this chat; a chat of before is forgotten. */
export async function linkBot(
  tx: DomainTx,
  { personId, chatId }: { readonly personId: string; readonly chatId: string },
): Promise<void> {
  await link(tx, personId, 'bot', chatId);
}

/** The person has opened the phone page under their own name. */
export async function linkPage(tx: DomainTx, personId: string): Promise<void> {
  const known = (await contactsOf(tx, [personId])).get(personId) ?? [];
  // Who stopped it on the desk's side and comes back by a new code wants it again.
  if (known.some(({ kind, stopped_at }) => kind === 'page' && stopped_at === null)) return;
  await link(tx, personId, 'page', null);
}

/** How a person wants to be written to, as far as they have the ways already. */
export type WaysChoice = {
  /** First what they want first; a way that is not named comes after those that are. */
  readonly order?: readonly Channel[] | undefined;
  /** Ways that they do not want, all others they do. */
  readonly stopped?: readonly Channel[] | undefined;
};

/** Puts a person's ways into their own order, and stops or opens them. Writes nothing where nothing changes. */
export async function chooseWays(
  tx: DomainTx,
  personId: string,
  { order, stopped }: WaysChoice,
): Promise<void> {
  const known = (await contactsOf(tx, [personId])).get(personId) ?? [];
  const place = ({ kind }: Contact): number => {
    const named = order?.indexOf(kind) ?? -1;
    return named === -1 ? CHANNELS.length : named;
  };
  // The sort keeps what it finds equal: unnamed ways stay in the order that they had.
  for (const [position, contact] of known.toSorted((a, b) => place(a) - place(b)).entries()) {
    const isStopped = stopped?.includes(contact.kind);
    const patch = {
      ...(order !== undefined && position !== contact.position && { position }),
      ...(isStopped !== undefined &&
        isStopped !== (contact.stopped_at !== null) && { stopped_at: isStopped ? tx.at : null }),
    };
    if (Object.keys(patch).length > 0) await record(tx, contactTable, contact.id, patch);
  }
}

/** Forgets a channel of a person. Out: whether there was one. */
export async function unlink(tx: DomainTx, personId: string, kind: Channel): Promise<boolean> {
  const known = (await contactsOf(tx, [personId])).get(personId) ?? [];
  if (!known.some((contact) => contact.kind === kind)) return false;
  return record(tx, contactTable, contactId(personId, kind), { deleted_at: tx.at, address: null });
}

const ofChat = (reading: Reads, chatId: string): Promise<Contact[]> =>
  reading
    .read<ReachTables>()
    .selectFrom('contact')
    .selectAll()
    .where('kind', '=', 'bot')
    .where('address', '=', chatId)
    .where('deleted_at', 'is', null)
    .orderBy('linked_at')
    .orderBy('id')
    .execute();

/** The chat blocked the bot, or let it in again. */
export async function noteBlocked(tx: DomainTx, chatId: string, isBlocked: boolean): Promise<void> {
  for (const { id, blocked_at: since } of await ofChat(tx, chatId))
    if ((since !== null) !== isBlocked)
      await record(tx, contactTable, id, { blocked_at: isBlocked ? tx.at : null });
}

/** The chat wants no messages any more, or wants them again. */
export async function noteStopped(tx: DomainTx, chatId: string, isStopped: boolean): Promise<void> {
  for (const { id, stopped_at: since } of await ofChat(tx, chatId))
    if ((since !== null) !== isStopped)
      await record(tx, contactTable, id, { stopped_at: isStopped ? tx.at : null });
}

/** Forgets whom a chat belongs to. */
export async function unlinkChat(tx: DomainTx, chatId: string): Promise<void> {
  for (const { id } of await ofChat(tx, chatId))
    await record(tx, contactTable, id, { deleted_at: tx.at, address: null });
}

/** Whether the chat has been stopped; false for a chat that nobody has. */
export async function isChatStopped(reading: Reads, chatId: string): Promise<boolean> {
  return (await ofChat(reading, chatId)).some(({ stopped_at: since }) => since !== null);
}

/** Whether the bot can say nothing in the chat: it was blocked there, or the chat is nobody's. */
export async function isChatClosed(reading: Reads, chatId: string): Promise<boolean> {
  return (await ofChat(reading, chatId)).every(({ blocked_at: since }) => since !== null);
}

/** Whose messages go to this chat: people whose own phone it is, by when they linked it. */
export async function ownersOfChat(reading: Reads, chatId: string): Promise<readonly string[]> {
  return (await ofChat(reading, chatId)).map(({ person_id: personId }) => personId);
}
