import { fail } from '../access/index.ts';
import {
  cardsOf,
  findPeople,
  fullName,
  nameOrderOf,
  properCase,
  splitFullName,
  toE164,
} from '../people/index.ts';
import type { PeopleTables, PersonPatch } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import type { DoorPerson } from './checkIn.store.ts';

/** What someone says of themselves at the door. */
export type Newcomer = { readonly name: string; readonly group: string; readonly phone: string };

/** Someone of the base who may be the newcomer, and by what. */
export type Twin = DoorPerson & { readonly by: 'phone' | 'name' };

/** Fewer hits are worth a look; more mean that too little of the name is known yet. */
const MOST_TWINS = 5;

/** A newcomer's words as fields of a card. Throws PHONE_UNREADABLE. */
export function walkInPatch({ name, group, phone }: Newcomer): PersonPatch {
  const typed = properCase(name);
  const number = phone === '' ? null : toE164(phone);
  if (phone !== '' && number === null) throw fail('invalid', 'PHONE_UNREADABLE', { phone });
  return {
    ...splitFullName(typed, nameOrderOf([typed])),
    study_group: group || null,
    phone: number,
  };
}

/** Whoever has the same phone, or the same family and given name (in any spelling and order). */
export async function walkInTwins(reading: Reading, { name, phone }: Newcomer): Promise<readonly Twin[]> {
  const number = toE164(phone);
  const byPhone =
    number === null
      ? []
      : await reading
          .read<PeopleTables>()
          .selectFrom('person')
          .select('id')
          .where('phone', '=', number)
          .where('deleted_at', 'is', null)
          .limit(MOST_TWINS)
          .execute();
  const words = name.split(/\s+/).filter(Boolean).slice(0, 2);
  const named = words.length < 2 ? [] : findPeople(reading, words.join(' '), MOST_TWINS);
  const reasons = new Map<string, Twin['by']>([
    ...byPhone.map(({ id }) => [id, 'phone'] as const),
    ...named.filter((id) => byPhone.every((one) => one.id !== id)).map((id) => [id, 'name'] as const),
  ]);
  const cards = await cardsOf(reading, [...reasons.keys()]);
  return cards.map((card) => ({
    id: card.id,
    name: fullName(card),
    group: card.study_group,
    cardNo: card.student_card_no,
    by: reasons.get(card.id) ?? 'name',
  }));
}
