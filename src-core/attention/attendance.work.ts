/** The column of an attendance list that says who has a flag. */
import type { Language } from '../access/index.ts';
import type { MoreOf } from '../events/index.ts';
import type { FlagKind } from './attention.rules.ts';
import { flagKindsAt } from './attention.store.ts';

type Words = {
  readonly title: string;
  readonly has: string;
  readonly kinds: Readonly<Record<FlagKind, string>>;
};

const WORDS: Readonly<Record<Language, Words>> = {
  ru: {
    title: 'Пометки',
    has: 'есть',
    kinds: { allergy: 'аллергия', health: 'здоровье', consent: 'согласие', other: 'другое' },
  },
  kk: {
    title: 'Белгілер',
    has: 'бар',
    kinds: { allergy: 'аллергия', health: 'денсаулық', consent: 'келісім', other: 'басқа' },
  },
  en: {
    title: 'Flags',
    has: 'yes',
    kinds: { allergy: 'allergy', health: 'health', consent: 'consent', other: 'other' },
  },
};

/**
 * A list leaves the desk and goes from hand to hand, so it says only that somebody has a flag; what it is about only where that was
 * asked for, and the text of a flag never. Where nobody has one there is no such column.
 */
export const flagColumn: MoreOf = async (reading, { eventId, flagKinds, language }, people) => {
  const kinds = await flagKindsAt(reading, eventId, people);
  if (kinds.size === 0) return null;
  const { title, has, kinds: named } = WORDS[language];
  return {
    title,
    texts: new Map(
      [...kinds].map(([id, own]) => [id, flagKinds ? own.map((kind) => named[kind]).join(', ') : has]),
    ),
  };
};
