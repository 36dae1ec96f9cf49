import { createHash } from 'node:crypto';
import { cardsOf, findPeople, foldedWords } from '../people/index.ts';
import type { PeopleTables, PersonCard } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import type { Typed } from './arrival.rules.ts';
import type { DoorTables } from './door.schema.ts';
import { choose, likenessOf } from './match.rules.ts';
import type { Looks, TypedLooks } from './match.rules.ts';

const joined = (text: string | null): string => foldedWords(text ?? '').join('');

const typedLooks = (typed: Typed): TypedLooks => ({
  words: foldedWords(typed.full_name),
  group: joined(typed.study_group),
  card: joined(typed.student_card_no),
  telegram: typed.telegram ?? '',
});

const looksOf = (card: PersonCard): Looks => ({
  name: [...foldedWords(card.family_name ?? ''), ...foldedWords(card.given_name ?? '')],
  patronymic: foldedWords(card.patronymic ?? ''),
  group: joined(card.study_group),
  card: joined(card.student_card_no),
  telegram: card.telegram ?? '',
});

/** The same for every spelling of the same answers. */
export function fingerprintOf(typed: Typed): string {
  const { words, group, card, telegram } = typedLooks(typed);
  return createHash('sha256')
    .update(JSON.stringify([words.toSorted(), group, card, telegram]))
    .digest('hex')
    .slice(0, 40);
}

/** Whom the answers mean: a person surely, or people for a human to compare; nobody alike: somebody new. */
export async function matchTyped(
  reading: Reading,
  typed: Typed,
): Promise<{ readonly sure: string } | { readonly doubtful: readonly string[] }> {
  const remembered = await rememberedPerson(reading, typed);
  if (remembered !== undefined) return { sure: remembered };
  const looks = typedLooks(typed);
  const cards = await cardsOf(reading, await candidateIds(reading, typed, looks));
  return choose(
    cards.map((card) => {
      const base = looksOf(card);
      return {
        id: card.id,
        likeness: likenessOf(looks, base),
        isCardEqual: looks.card !== '' && looks.card === base.card,
      };
    }),
  );
}

/** Whom a human took the same answers for. */
async function rememberedPerson(reading: Reading, typed: Typed): Promise<string | undefined> {
  const row = await reading
    .read<DoorTables & PeopleTables>()
    .selectFrom('arrival')
    .innerJoin('person', 'person.id', 'arrival.person_id')
    .select('person.id')
    .where('arrival.fingerprint', '=', fingerprintOf(typed))
    .where('arrival.decision', 'in', ['merged', 'different'])
    .where('arrival.deleted_at', 'is', null)
    .where('person.deleted_at', 'is', null)
    .orderBy('arrival.decided_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

const FEW = 12;
const MANY = 60;
/** Letters of a word that a slip later in it leaves alone. */
const STEM = 4;

async function candidateIds(reading: Reading, typed: Typed, looks: TypedLooks): Promise<readonly string[]> {
  const ids = new Set<string>();
  const { student_card_no: card, telegram } = typed;
  const people = reading
    .read<PeopleTables>()
    .selectFrom('person')
    .select('id')
    .where('deleted_at', 'is', null);
  if (card !== null) {
    const spellings = [card, card.toUpperCase(), card.toLowerCase(), card.replace(/[\s-]/g, '')];
    for (const { id } of await people.where('student_card_no', 'in', spellings).limit(FEW).execute())
      ids.add(id);
  }
  if (telegram !== null)
    for (const { id } of await people.where('telegram', '=', telegram).limit(FEW).execute()) ids.add(id);
  const [first = '', second = ''] = looks.words;
  const find = (text: string, limit: number): void => {
    if (text.trim() !== '') for (const id of findPeople(reading, text, limit)) ids.add(id);
  };
  find(`${first} ${second}`, FEW);
  find(`${first.slice(0, STEM)} ${second.slice(0, STEM)}`, MANY);
  // A slip in the first letters of one word is met by the other word.
  find(`${first} ${typed.study_group ?? second.slice(0, 1)}`, MANY);
  find(`${second} ${typed.study_group ?? first.slice(0, 1)}`, MANY);
  return [...ids];
}
