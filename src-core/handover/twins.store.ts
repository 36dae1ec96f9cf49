/** Whoever came at both laptops and stands there as two people: one laptop did not know yet whom the other had added. */
import type { EventsTables } from '../events/index.ts';
import { cardsOf, duplicatesOf, fullName } from '../people/index.ts';
import type { Duplicate, PersonCard } from '../people/index.ts';
import type { Reading } from '../store/index.ts';

type Named = { readonly id: string; readonly name: string; readonly group: string | null };

/** Two people who were marked at one event and may be one; a human looks at both. */
export type TwinPair = {
  readonly people: readonly [Named, Named];
  readonly reasons: Duplicate['reasons'];
};

/** At most so many people are compared: the last marked, who are those that another laptop can have added as well. */
const MOST = 1000;

const named = (card: PersonCard): Named => ({ id: card.id, name: fullName(card), group: card.study_group });

/** The likely pairs among those who came to an event; each pair once. Nobody is merged by a machine. */
export async function twinsAt(reading: Reading, eventId: string): Promise<readonly TwinPair[]> {
  const marks = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .where('annulled_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(MOST)
    .select('person_id')
    .execute();
  const cards = await cardsOf(
    reading,
    marks.map(({ person_id: id }) => id),
  );
  const here = new Set(cards.map(({ id }) => id));
  const pairs = new Map<string, TwinPair>();
  for (const card of cards)
    for (const { person, reasons } of await duplicatesOf(reading, card)) {
      if (person.id === card.id || !here.has(person.id)) continue;
      const [first, second] = person.id < card.id ? [person, card] : [card, person];
      pairs.set(`${first.id} ${second.id}`, { people: [named(first), named(second)], reasons });
    }
  return [...pairs.values()];
}
