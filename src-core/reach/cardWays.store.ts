/** Copies a card's e-mail or phone to where a relay may read it, and says how the two agree. A desk's alone: a relay cannot read cards. */
import { fail } from '../access/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { recordAll } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';
import { CARD_FIELD, CARD_KINDS, cardWayState, isToBeOpened } from './cardWays.rules.ts';
import type { CardKind, CardWayState } from './cardWays.rules.ts';
import { contactId, contactsOf } from './contacts.store.ts';
import type { Reads } from './contacts.store.ts';
import { CHANNELS } from './reach.rules.ts';
import { contactTable } from './reach.schema.ts';
import type { Contact, ReachTables } from './reach.schema.ts';
import { unreachedIds } from './reachability.store.ts';

/** A way that the card could open, as the card shows it. */
export type CardWay = {
  readonly kind: CardKind;
  readonly state: CardWayState;
  readonly onCard: string | null;
  /** The address that a relay may read; null where it may read none. */
  readonly opened: string | null;
};

/** Whom a way is opened for: people by their ids, or everybody of a group (undefined: of all), or of those only whom nothing else reaches. */
export type OpenFor =
  | { readonly ids: readonly string[] }
  | {
      readonly filter: { readonly group?: string | null | undefined; readonly isUnreachedOnly: boolean };
    };

/** How many a way is open for, and how many it would be opened (or renewed) for. */
export type Openable = { readonly open: number; readonly toOpen: number };

type Card = Pick<PeopleTables['person'], 'id' | 'email' | 'phone'>;

/** How many ids are named in one statement. */
const CHUNK = 500;

/** E-mail and phone of a card, and what of them a relay may read. Throws PERSON_NOT_FOUND. */
export async function cardWaysOf(reading: Reads, personId: string): Promise<readonly CardWay[]> {
  const [card] = await readCards(reading, { ids: [personId] });
  if (card === undefined) throw fail('not-found', 'PERSON_NOT_FOUND', { id: personId });
  const contacts = (await contactsOf(reading, [personId])).get(personId) ?? [];
  return CARD_KINDS.map((kind) => {
    const onCard = card[CARD_FIELD[kind]];
    const opened = contacts.find((contact) => contact.kind === kind)?.address ?? null;
    return { kind, onCard, opened, state: cardWayState(onCard, opened) };
  });
}

/** From now on a relay may read this address of the card and write to it. Throws PERSON_NOT_FOUND, NO_ADDRESS_ON_CARD. */
export async function openCardWay(tx: DomainTx, personId: string, kind: CardKind): Promise<void> {
  const way = (await cardWaysOf(tx, personId)).find((one) => one.kind === kind);
  if (way === undefined || way.onCard === null) throw fail('conflict', 'NO_ADDRESS_ON_CARD');
  await open(tx, kind, [{ personId, address: way.onCard }]);
}

/** Opens a way for everybody who has the address on their card and has not said no. Out: for how many. */
export async function openForMany(tx: DomainTx, who: OpenFor, kind: CardKind): Promise<number> {
  const { toOpen } = await judge(tx, who, kind);
  await open(tx, kind, toOpen);
  return toOpen.length;
}

/** How many a way is open for among these, and for how many it would be opened. */
export async function countOpenable(reading: Reads, who: OpenFor, kind: CardKind): Promise<Openable> {
  const { open: isOpen, toOpen } = await judge(reading, who, kind);
  return { open: isOpen, toOpen: toOpen.length };
}

type Address = { readonly personId: string; readonly address: string };

async function judge(
  reading: Reads,
  who: OpenFor,
  kind: CardKind,
): Promise<{ readonly open: number; readonly toOpen: readonly Address[] }> {
  const cards = await readCards(reading, who);
  const byPerson = Map.groupBy(await readContacts(reading), (contact) => contact.person_id);
  const toOpen: Address[] = [];
  let isOpen = 0;
  for (const card of cards) {
    const all = byPerson.get(card.id) ?? [];
    const own = all.find((contact) => contact.kind === kind);
    const onCard = card[CARD_FIELD[kind]];
    const facts = {
      onCard,
      contact: own && {
        address: own.address,
        isLiving: own.deleted_at === null,
      },
      isStopped: all.some((contact) => contact.deleted_at === null && contact.stopped_at !== null),
    };
    if (onCard !== null && isToBeOpened(facts)) toOpen.push({ personId: card.id, address: onCard });
    else if (own?.deleted_at === null && own.stopped_at === null) isOpen += 1;
  }
  return { open: isOpen, toOpen };
}

async function readCards(reading: Reads, who: OpenFor): Promise<readonly Card[]> {
  const living = () =>
    reading
      .read<PeopleTables>()
      .selectFrom('person')
      .where('deleted_at', 'is', null)
      .select(['id', 'email', 'phone']);
  const byIds = async (ids: readonly string[]): Promise<readonly Card[]> => {
    const rows: Card[] = [];
    for (let from = 0; from < ids.length; from += CHUNK)
      rows.push(
        ...(await living()
          .where('id', 'in', ids.slice(from, from + CHUNK))
          .execute()),
      );
    return rows;
  };
  if ('ids' in who) return byIds(who.ids);
  const { group, isUnreachedOnly } = who.filter;
  if (isUnreachedOnly) return byIds(await unreachedIds(reading, { group }));
  const query = living().where('status', '=', 'active');
  if (group === undefined) return query.execute();
  return (
    group === null ? query.where('study_group', 'is', null) : query.where('study_group', '=', group)
  ).execute();
}

/** All contacts there ever were, those that were closed among them. */
const readContacts = (
  reading: Reads,
): Promise<readonly Pick<Contact, 'person_id' | 'kind' | 'address' | 'deleted_at' | 'stopped_at'>[]> =>
  reading
    .read<ReachTables>()
    .selectFrom('contact')
    .select(['person_id', 'kind', 'address', 'deleted_at', 'stopped_at'])
    .execute();

const open = (tx: DomainTx, kind: CardKind, addresses: readonly Address[]): Promise<number> =>
  recordAll(
    tx,
    contactTable,
    addresses.map(({ personId, address }) => ({
      id: contactId(personId, kind),
      patch: {
        person_id: personId,
        kind,
        address,
        position: CHANNELS.indexOf(kind),
        linked_at: tx.at,
        blocked_at: null,
        stopped_at: null,
        deleted_at: null,
      },
    })),
  );
