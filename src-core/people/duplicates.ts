/** Who may be meant already by a card that is about to be added. */
import type { Reading } from '../store/index.ts';
import { foldCard, likenessOf } from './import/likeness.rules.ts';
import type { CardValues, LikenessReason } from './import/plan.ts';
import { foldText, sortKey } from './names.rules.ts';
import { findPeople } from './people.find.ts';
import { cardsOf } from './people.list.ts';
import type { PersonCard } from './people.list.ts';

export type Duplicate = {
  readonly person: PersonCard;
  /** `same`: beyond reasonable doubt; `maybe`: look at both. */
  readonly verdict: 'same' | 'maybe';
  readonly reasons: readonly LikenessReason[];
};

const OWN = ['iin', 'student_card_no', 'phone', 'telegram', 'email', 'guardian_phone'] as const;
const SHOWN = 5;
const CLOSE = 300;

/** People who are probably this one: by documents and contacts, by the same or a similar name. The most alike first. */
export async function duplicatesOf(reading: Reading, draft: CardValues): Promise<readonly Duplicate[]> {
  const mine = foldCard(draft);
  const ids = new Set<string>(byContacts(reading, draft));
  for (const id of byName(reading, draft)) ids.add(id);
  const cards = await cardsOf(reading, [...ids].slice(0, 2000));
  return cards
    .flatMap((person) => {
      const { verdict, reasons, score } = likenessOf(mine, foldCard(person));
      return verdict === 'same' || verdict === 'maybe' ? [{ person, verdict, reasons, score }] : [];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ person, verdict, reasons }) => ({ person, verdict, reasons }));
}

function byContacts(reading: Reading, draft: CardValues): readonly string[] {
  return OWN.flatMap((field) => {
    const value = draft[field];
    if (!value) return [];
    return reading
      .localRows<{ id: string }>(
        `SELECT id FROM person WHERE ${field} = ? AND deleted_at IS NULL LIMIT 50`,
        value,
      )
      .map(({ id }) => id);
  });
}

/** Names that begin alike, and names that go on alike: a slip of the finger is in one half or in the other. */
function byName(reading: Reading, draft: CardValues): readonly string[] {
  const names = [draft.family_name, draft.given_name].flatMap((name) => (name ? [foldText(name)] : []));
  const [family = '', given = ''] = names;
  const start = sortKey(draft.family_name ?? draft.given_name ?? '').slice(0, 3);
  const givenStart = given.slice(0, 2);
  const beginning = reading
    .localRows<{ person: string; text: string }>(
      'SELECT person, text FROM person_search WHERE sort_key >= ? AND sort_key < ? ORDER BY sort_key LIMIT 20000',
      start,
      `${start}\u{10FFFF}`,
    )
    .filter(({ text }) => givenStart === '' || text.includes(`  ${givenStart}`))
    .map(({ person }) => person);
  const going = [
    `${family.slice(2)} ${given}`,
    `${family} ${given.slice(1)}`,
    `${family} ${given.slice(0, 1)}`,
  ].flatMap((typed) => (typed.trim().length < 3 ? [] : findPeople(reading, typed, CLOSE)));
  return [...going, ...beginning];
}
