import { foldedWords } from '../people/index.ts';
import type { WaveSpan } from './wave.rules.ts';

/** What the organizer asks about the hall, such as the colour of the speaker's tie; only who sits there can say. */
export type Question = {
  readonly text: string;
  /** Everything that counts as right, as `foldedAnswer` writes it. */
  readonly answers: readonly string[];
};

/** What a phone is told of the question. The question itself stands on the stage alone. */
export type Asks = {
  readonly problem: 'missing' | 'wrong' | null;
  /** How many answers are left before a human is asked. */
  readonly left: number;
};

/** Wrong answers of one phone before it is sent to a human. */
export const MOST_WRONG = 3;
/** Phones whose wrong answers are remembered; the limits of the door let no more come in one showing. */
const REMEMBERED = 20_000;

/** An answer without what does not matter: case, ё and Kazakh letters, blanks, punctuation. */
export const foldedAnswer = (text: string): string =>
  foldedWords(text).join('') || text.toLowerCase().replaceAll(/\s+/g, '');

/** The question of the showing whose code a phone came by: the one that is open, or else the last one. */
export function questionAt(
  nowMs: number,
  waves: readonly WaveSpan[],
  questions: ReadonlyMap<number, Question>,
): Question | undefined {
  const last = waves.findLast((wave) => wave.openedMs <= nowMs);
  return last && questions.get(last.number);
}

/**
 * Counts the wrong answers of phones. The same wrong answer again is not another one: a phone sends its form anew when the
 * network comes back. It is kept in memory: a laptop that starts again forgives.
 */
export function createTries() {
  const wrong = new Map<string, Set<string>>();
  const keyOf = (phone: string, { text }: Question): string => `${phone} ${text}`;
  return {
    left: (phone: string, question: Question): number =>
      Math.max(0, MOST_WRONG - (wrong.get(keyOf(phone, question))?.size ?? 0)),
    /** `exhausted`: wrong again, and a human has to look. */
    judge(phone: string, question: Question, typed: string): 'right' | 'missing' | 'wrong' | 'exhausted' {
      if (typed.trim() === '') return 'missing';
      const answer = foldedAnswer(typed);
      if (question.answers.includes(answer)) return 'right';
      const key = keyOf(phone, question);
      const own = wrong.get(key) ?? new Set<string>();
      if (wrong.size >= REMEMBERED) wrong.clear();
      wrong.set(key, own.add(answer.slice(0, 100)));
      return own.size >= MOST_WRONG ? 'exhausted' : 'wrong';
    },
  };
}
