/** What the club writes to a member in the week, and how each kind of it is known by its words. */
import { expect } from 'vitest';
import { ACCEPTS, ACCEPTS_NEXT, CAME, CANCELS, LETS_PASS, REACHED, REGISTERED } from './cast.ts';

/** What the organizer writes to everybody on the train. */
export const BROADCAST = 'Новый сезон митапов начинается в пятницу';

/** In all three languages; the words are those of the message alone, no card of the bot has them. */
const WORDS = {
  broadcast: new RegExp(`^${BROADCAST}`),
  poll: /Придёте\?$|Келесіз бе\?$|Are you coming\?$/,
  reminder: /^(?:Напоминаем|Еске саламыз|A reminder): /,
  offer: /^(?:Освободилось место|Орын босады|A place is free): /,
  /** That an offer is over. */
  lost: /^(?:Время ответить вышло|Жауап беру уақыты өтті|The time to answer has run out): /,
  draw: /^(?:Розыгрыш на мероприятии|Іс-шарада ұтыс ойыны болады|There will be a draw): /,
  feedback: /^(?:Спасибо, что пришли|Келгеніңізге рақмет|Thank you for coming): /,
} as const;
export type Told = keyof typeof WORDS;

const KINDS = Object.keys(WORDS) as Told[];

/** How many messages of each kind there are among texts. */
export const countsOf = (texts: readonly string[]): Readonly<Record<Told, number>> => {
  const count = (kind: Told): number => texts.filter((text) => WORDS[kind].test(text)).length;
  return Object.fromEntries(KINDS.map((kind) => [kind, count(kind)])) as Record<Told, number>;
};

const has = (list: readonly number[], index: number): number => (list.includes(index) ? 1 : 0);

/** Whoever had a place when the reminder went out. */
const REMINDED = [...REGISTERED.filter((index) => index < 10), ...CANCELS];

/** What a member of the cast is to have by the end of the week: each message once. */
export const wanted = (index: number): Readonly<Record<Told, number>> => ({
  broadcast: has(REACHED, index),
  poll: has(REACHED, index),
  reminder: has(REMINDED, index),
  offer: has([ACCEPTS, LETS_PASS, ACCEPTS_NEXT], index),
  lost: has([LETS_PASS], index),
  draw: has(REGISTERED, index),
  feedback: has(CAME, index),
});

/** Milliseconds between two looks: the relay answers a page twice a second, however often it is asked. */
const LOOK_EVERY = 700;

/** Waits until somebody has a message of a kind. */
export const untilTold = async (
  texts: () => Promise<readonly string[]>,
  kind: Told,
  whom: string,
): Promise<void> => {
  const options = { message: `${kind} for ${whom}`, timeout: 60_000, interval: LOOK_EVERY };
  await expect.poll(async () => countsOf(await texts())[kind], options).toBe(1);
};
