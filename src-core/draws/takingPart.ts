/** Who takes part in a draw and by which code, for the desk to tell whoever asks. */
import { cardsOf, foldedWords, fullName } from '../people/index.ts';
import type { PersonCard } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { entrantCode } from './draw.hash.ts';
import { readCode } from './draw.rules.ts';
import { findDraw, readEntrants } from './draws.store.ts';

/** Lines that are shown at once; whoever is not among them is searched for. */
const MOST_SHOWN = 50;
/** Cards read by one statement. */
const AT_ONCE = 5000;

export type TakingPart = {
  /** How many fit the search. */
  readonly found: number;
  /** By name; at most 50. */
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly group: string | null;
    readonly code: string;
  }[];
};

type Asked = {
  readonly eventId: string;
  /** A committed draw; null: as a draw would be committed now. */
  readonly drawId: string | null;
  readonly noRepeatEvents: number;
  /** A beginning of each word of the name or group, or of the code. */
  readonly search: string;
};

/** The people whose codes are in a draw's list, or would be in it now. Throws DRAW_NOT_FOUND, EVENT_NOT_FOUND. */
export async function readTakingPart(reading: Reading, asked: Asked): Promise<TakingPart> {
  const { eventId, drawId, noRepeatEvents, search } = asked;
  const draw = drawId === null ? null : await findDraw(reading, drawId);
  const ids =
    draw?.people ??
    (await readEntrants(reading, eventId, noRepeatEvents)).entrants.map(([, person]) => person);
  const words = foldedWords(search);
  const code = readCode(search);
  const lines: TakingPart['people'][number][] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    for (const card of await cardsOf(reading, ids.slice(at, at + AT_ONCE))) {
      const line = lineOf(card, draw?.eventId ?? eventId);
      if (fits(line, words) || (code.length > 1 && line.code.startsWith(code))) lines.push(line);
    }
  const order = new Intl.Collator('kk').compare;
  return {
    found: lines.length,
    people: lines.toSorted((a, b) => order(a.name, b.name)).slice(0, MOST_SHOWN),
  };
}

function lineOf(card: PersonCard, eventId: string): TakingPart['people'][number] {
  const code = entrantCode(eventId, card.id);
  return { id: card.id, name: fullName(card), group: card.study_group, code };
}

function fits(line: TakingPart['people'][number], words: readonly string[]): boolean {
  const own = foldedWords(`${line.name} ${line.group ?? ''}`);
  return words.every((word) => own.some((one) => one.startsWith(word)));
}
