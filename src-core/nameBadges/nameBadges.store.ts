import { fail, readOrganisation } from '../access/index.ts';
import type { AccessTables } from '../access/index.ts';
import { livingEvent, readRoster } from '../events/index.ts';
import { cardsOf, fullName } from '../people/index.ts';
import type { PersonCard, PeopleTables } from '../people/index.ts';
import { record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import type { Badge } from './badge.layout.ts';
import type { BadgeDesign } from './nameBadge.rules.ts';
import { nameBadgePrintTable } from './nameBadges.schema.ts';
import type { NameBadgesTables, PrintWay } from './nameBadges.schema.ts';

type Tables = NameBadgesTables & PeopleTables & AccessTables;

type Print = {
  readonly eventId: string;
  readonly personId: string;
  readonly actor: string;
  readonly way: PrintWay;
  readonly reason: string | null;
};

/** Notes that a badge was printed. */
export async function notePrint(tx: Tx, { eventId, personId, actor, way, reason }: Print): Promise<void> {
  await record(tx, nameBadgePrintTable, tx.newId(), {
    event_id: eventId,
    person_id: personId,
    at: tx.at,
    actor,
    way,
    reason,
  });
}

/** How often the person's badge of this event was printed. */
export async function timesPrinted(reading: Reading, eventId: string, personId: string): Promise<number> {
  const { n } = await reading
    .read<Tables>()
    .selectFrom('name_badge_print')
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null)
    .select((build) => build.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** Whose badges were printed at the event, when last, by whom, how often and why again; the newest first. */
export async function printLog(reading: Reading, eventId: string) {
  const rows = await reading
    .read<Tables>()
    .selectFrom('name_badge_print')
    .innerJoin('person', 'person.id', 'name_badge_print.person_id')
    .leftJoin('account', 'account.id', 'name_badge_print.actor')
    .where('event_id', '=', eventId)
    .where('name_badge_print.deleted_at', 'is', null)
    .select([
      'person_id',
      'at',
      'actor',
      'way',
      'reason',
      'account.name as account',
      'family_name',
      'given_name',
      'patronymic',
      'study_group',
    ])
    .orderBy('at', 'desc')
    .execute();
  const byPerson = Map.groupBy(rows, (row) => row.person_id);
  return [...byPerson.entries()].flatMap(([personId, [last, ...earlier]]) =>
    last === undefined
      ? []
      : [
          {
            personId,
            name: fullName(last),
            group: last.study_group,
            times: earlier.length + 1,
            prints: [last, ...earlier].map(({ at, actor, account, way, reason }) => ({
              at,
              by: account ?? actor,
              way,
              reason,
            })),
          },
        ],
  );
}

export type Printing = {
  readonly event: string;
  readonly organisation: string;
  readonly design: BadgeDesign;
};

/** What badges of an event have in common. Throws EVENT_NOT_FOUND. */
export async function printingOf(reading: Reading, eventId: string, design: BadgeDesign): Promise<Printing> {
  const { title: event } = await livingEvent(reading, eventId);
  return { event, organisation: (await readOrganisation(reading))?.name ?? '', design };
}

const badgeOf = (card: PersonCard, { event, organisation, design }: Printing): Badge => ({
  name: fullName(design.name === 'full' ? card : { ...card, patronymic: null }),
  group: card.study_group ?? '',
  event,
  organisation,
  code: card.code,
});

/** A person's badge. Throws PERSON_NOT_FOUND. */
export async function badgeOfPerson(reading: Reading, personId: string, printing: Printing): Promise<Badge> {
  const [card] = await cardsOf(reading, [personId]);
  if (card === undefined) throw fail('not-found', 'PERSON_NOT_FOUND', { id: personId });
  return badgeOf(card, printing);
}

/** How many people are read at once. */
const CHUNK = 500;

/** The badges of these people, in the order of the ids. */
export async function badgesOf(
  reading: Reading,
  ids: readonly string[],
  printing: Printing,
): Promise<readonly { readonly personId: string; readonly badge: Badge }[]> {
  const cards: PersonCard[] = [];
  for (let from = 0; from < ids.length; from += CHUNK)
    cards.push(...(await cardsOf(reading, ids.slice(from, from + CHUNK))));
  return cards.map((card) => ({ personId: card.id, badge: badgeOf(card, printing) }));
}

/** Who of the event gets a badge, in alphabetical order. */
export async function idsToPrint(
  reading: Reading,
  eventId: string,
  who: 'all' | 'came' | 'waiting',
): Promise<readonly string[]> {
  const roster = await readRoster(reading, eventId, who === 'came' ? { presence: 'came' } : {});
  const standing = roster.filter(
    (line) => line.isRegistered || (line.at !== null && line.annulledAt === null),
  );
  if (who !== 'waiting') return standing.map(({ id }) => id);
  const printed = new Set((await printLog(reading, eventId)).map(({ personId }) => personId));
  return standing.filter(({ id }) => !printed.has(id)).map(({ id }) => id);
}
