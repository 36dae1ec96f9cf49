/**
 * Who is who in the week, and what each of them does in it. Everything that is counted in the end follows from this page alone. The people are
 * invented.
 */
import type { Language } from '../../../src-core/access/index.ts';
import type { RsvpAnswer } from '../../../src-core/answers/index.ts';

/** How the club reaches somebody: by the bot, by the phone page, by a page that a test looks at in a browser; or not at all. */
export type Way = 'bot' | 'page' | 'browser' | 'none';

export type Player = {
  readonly family_name: string;
  readonly given_name: string;
  readonly study_group: string;
  readonly language: Language;
  /** Where Telegram works; without it everybody but those whom nothing reaches is on the page. */
  readonly way: Way;
  /** Where Telegram does not work. */
  readonly wayWithout: Way;
  /** What they answer when they are asked; null: nothing. */
  readonly says: RsvpAnswer | null;
};

/** Places at the meetup; the others who say that they come wait in a queue. */
export const CAPACITY = 10;

const FAMILIES = [
  ['Ахметова', 'Айдана'],
  ['Бейсенов', 'Арман'],
  ['Волкова', 'Дарья'],
  ['Ғабитова', 'Гүлнар'],
  ['Досов', 'Ерлан'],
  ['Ермекова', 'Жанна'],
  ['Жұмабаев', 'Ілияс'],
  ['Зайцев', 'Кирилл'],
  ['Исаева', 'Ләззат'],
  ['Ким', 'Михаил'],
  ['Қасымова', 'Назерке'],
  ['Ли', 'Ольга'],
  ['Мұратов', 'Ринат'],
  ['Назарова', 'Салтанат'],
  ['Оспанов', 'Тимур'],
  ['Петрова', 'Ульяна'],
  ['Рахимов', 'Фархад'],
  ['Сәрсенова', 'Шынар'],
  ['Төлегенов', 'Эмиль'],
  ['Юсупов', 'Юрий'],
  ['Цой', 'Яна'],
  ['Шәріпова', 'Әсел'],
  ['Щербаков', 'Өмір'],
  ['Әбдіров', 'Санжар'],
] as const;

/** A Kazakh and an English reader among every five. */
const languageOf = (index: number): Language => (index % 5 === 3 ? 'kk' : index % 5 === 4 ? 'en' : 'ru');

const named = (index: number): Pick<Player, 'family_name' | 'given_name' | 'study_group' | 'language'> => {
  const [family_name, given_name] = FAMILIES[index % FAMILIES.length] ?? ['', ''];
  // The second time round everybody has a namesake with a double name.
  const isSecond = index >= FAMILIES.length;
  return {
    family_name,
    given_name: isSecond ? `${given_name}-Нұр` : given_name,
    study_group: `ИС-2${(index % 3) + 1}`,
    language: languageOf(index),
  };
};

const range = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);

/** Places in the cast, by what they answer. */
export const GOING = range(0, 14);
export const MAYBE = range(14, 6);
const NOT_GOING = range(20, 8);
const SILENT = range(28, 14);
/** Nothing ever reached them. */
export const UNLINKED = range(42, 3);
/** They have blocked the bot: one so that Telegram told it, the others so that the bot finds out when it writes. */
export const BLOCKED = range(45, 3);
/** Whom something reaches. */
export const REACHED = [...GOING, ...MAYBE, ...NOT_GOING, ...SILENT];

/** They have only the page, also where Telegram works. */
export const ONLY_PAGE: readonly number[] = [7, 27, 40, 41];
/** Where Telegram stops working they have both it and the page: what cannot come by the one comes by the other. */
export const CUT_OFF: readonly number[] = [28, 29, 30];
/** Their page is looked at in a browser, where Telegram does not work. */
const IN_BROWSER = 0;

const saysOf = (index: number): RsvpAnswer | null =>
  GOING.includes(index)
    ? 'going'
    : MAYBE.includes(index)
      ? 'maybe'
      : NOT_GOING.includes(index)
        ? 'notGoing'
        : null;

export const CAST: readonly Player[] = [...REACHED, ...UNLINKED, ...BLOCKED].map((index) => ({
  ...named(index),
  says: saysOf(index),
  way: UNLINKED.includes(index) ? 'none' : ONLY_PAGE.includes(index) ? 'page' : 'bot',
  wayWithout: !REACHED.includes(index) ? 'none' : index === IN_BROWSER ? 'browser' : 'page',
}));

/** Two who have a place say on Thursday that they cannot come; the first in the queue takes the place of the first of them. */
export const CANCELS = [1, 4] as const;
export const ACCEPTS = 10;
/** They let the second place pass, and the next in the queue takes it. */
export const LETS_PASS = 11;
export const ACCEPTS_NEXT = 12;

export const REGISTERED = [0, 2, 3, 5, 6, 7, 8, 9, 10, 12] as const;
export const CAME = [0, 2, 3, 5, 6, 7, 10, 12] as const;
/** Came, and went home an hour before the end. */
export const LEAVES_EARLY = 3;
export const GIVES_FEEDBACK = [0, 2, 5, 6, 7, 10] as const;

/** What the funnel shows on Saturday. */
export const FUNNEL = {
  Пригласили: REACHED,
  Ответили: CAST.flatMap(({ says }, index) => (says === null ? [] : index)),
  Записаны: REGISTERED,
  Пришли: CAME,
  'Остались до конца': CAME.filter((index) => index !== LEAVES_EARLY),
  'Дали обратную связь': GIVES_FEEDBACK,
} as const satisfies Readonly<Record<string, readonly number[]>>;

export const nameOf = (index: number): string => {
  const { family_name, given_name } = CAST[index] ?? { family_name: '', given_name: '' };
  return `${family_name} ${given_name}`;
};
