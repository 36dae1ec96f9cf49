/**
 * The rules of a draw that need no database and no cryptography: what is written into the hashes, who stands where after
 * the hand-overs, what may be shown. `docs/draw.md` says the same to the byte.
 */

/** Named in everything that is hashed; another algorithm gets another name, and old draws keep theirs. */
export const ALGORITHM = 'orda-draw-1';

export type DrawState = 'prepared' | 'committed' | 'hallInput' | 'opened' | 'done' | 'abandoned';

/** How winners are named on the stage and in the printed protocol: whole, as «Айгерім С.», or by their code alone. */
export const NAME_RULES = ['full', 'short', 'code'] as const;
export type NameRule = (typeof NAME_RULES)[number];

/** Why someone who is present does not take part: a prize at this event, or at one of the events before. */
export type Exclusion = 'wonHere' | 'wonRecently';

export const LONGEST_HALL_INPUT = 500;
export const LONGEST_PRIZE = 200;
export const MOST_PRIZES = 1000;

const SPACES = /[\t-\r \u00a0]+/g;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/u;

/**
 * A line as it is hashed: Unicode NFC, each run of tabs, line ends, spaces and no-break spaces as one space, none at the
 * ends. Null where nothing is left, where a forbidden character is in it, or more than `longest` code points.
 */
export function normalLine(text: string, longest: number): string | null {
  const line = text.normalize('NFC').replace(SPACES, ' ').replace(/^ | $/g, '');
  const isGood = line !== '' && !FORBIDDEN.test(line) && Array.from(line).length <= longest;
  return isGood ? line : null;
}

const lines = (...parts: readonly string[]): string => parts.map((part) => `${part}\n`).join('');

/** What an entrant's code is the digest of. */
export function codeText(eventId: string, personId: string): string {
  return lines(`${ALGORITHM} code`, eventId, personId);
}

/** What the list hash is the digest of; the codes must be sorted. */
export function listText(codes: readonly string[]): string {
  return `${ALGORITHM} entrants\n${codes.join('\n')}\n`;
}

export type Rules = { readonly noRepeatEvents: number };

export type Committed = {
  readonly number: string;
  readonly eventId: string;
  readonly entrants: number;
  /** Hexadecimal, small letters, as all hashes here. */
  readonly listHash: string;
  readonly secretHash: string;
  /** The commitment of the draw before in the same series; null for its first. */
  readonly previous: string | null;
  readonly rules: Rules;
  readonly prizes: readonly string[];
};

/** What the commitment is the digest of: everything that may not change after it. */
export function commitmentText(committed: Committed): string {
  return lines(
    `${ALGORITHM} commitment`,
    `number ${committed.number}`,
    `event ${committed.eventId}`,
    `entrants ${committed.entrants} ${committed.listHash}`,
    `secret ${committed.secretHash}`,
    `previous ${committed.previous ?? '-'}`,
    `rules no-repeat-events=${committed.rules.noRepeatEvents}`,
    `prizes ${committed.prizes.length}`,
    ...committed.prizes,
  );
}

/** The message of the seed's HMAC; its key is the secret. */
export function seedText(listHash: string, hallInput: string, prizes: readonly string[]): string {
  return lines(listHash, hallInput, ...prizes);
}

/** Codes are read in groups of four. */
export function groupedCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
}

/** A code as people type it, with spaces, hyphens, small letters, O for 0 and I or L for 1. */
export function readCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

export type Turn = {
  /** The place in the permutation, from 1. */
  readonly position: number;
  readonly prize: number;
  readonly outcome: 'given' | 'absent';
  /** Where absent: the position that the prize went to; null where nobody was left. */
  readonly next: number | null;
};

export type Holder = {
  /** From 1. */
  readonly prize: number;
  /** Null where all who could have it were absent. */
  readonly position: number | null;
  readonly isGiven: boolean;
  /** The positions that were called before and did not come. */
  readonly absent: readonly number[];
};

/**
 * Who holds which prize: prize k belongs to position k of the permutation, and goes on where its holder was absent.
 * The turns may come in any order.
 */
export function holdersOf(prizes: number, turns: readonly Turn[]): readonly Holder[] {
  const byPosition = new Map(turns.map((turn) => [turn.position, turn]));
  return Array.from({ length: prizes }, (_, index) => {
    const absent: number[] = [];
    let position: number | null = index + 1;
    for (;;) {
      const turn: Turn | undefined = position === null ? undefined : byPosition.get(position);
      if (turn?.outcome !== 'absent' || position === null || absent.includes(position)) {
        return { prize: index + 1, position, isGiven: turn?.outcome === 'given', absent };
      }
      absent.push(position);
      position = turn.next;
    }
  });
}

/** The position that takes over when a winner is absent: the first that no prize was ever given to; null where none is left. */
export function nextPosition(prizes: number, entrants: number, turns: readonly Turn[]): number | null {
  const next = Math.max(prizes, ...turns.map((turn) => turn.next ?? 0)) + 1;
  return next <= entrants ? next : null;
}

/** Whether every prize is in a hand, or nobody is left to have it. */
export function isOver(holders: readonly Holder[]): boolean {
  return holders.every((holder) => holder.isGiven || holder.position === null);
}

/** A winner's name as the draw's rule lets it be shown; null where only the code may be. */
export function shownName(
  rule: NameRule,
  person: { readonly family_name: string | null; readonly given_name: string | null },
): string | null {
  const { family_name: family, given_name: given } = person;
  if (rule === 'code') return null;
  if (rule === 'full') return [family, given].filter(Boolean).join(' ');
  if (given === null) return family === null ? null : `${Array.from(family)[0] ?? ''}.`;
  return family === null ? given : `${given} ${Array.from(family)[0] ?? ''}.`;
}

/** How long the stage counts down after the opening, in milliseconds. */
const COUNTDOWN_MS = 5000;
const REVEAL_MS = 3500;
/** All winners are shown within this time, however many they are. */
const REVEAL_ALL_MS = 70_000;

/**
 * What the stage shows so long after the opening: the seconds still to count, then how many winners, the last prize
 * first and each for a while, then all of them. A stage that was closed and opened again goes on where it would be.
 */
export function revealAt(
  elapsedMs: number,
  prizes: number,
): { readonly seconds: number; readonly shown: number; readonly isOver: boolean } {
  if (elapsedMs < COUNTDOWN_MS)
    return { seconds: Math.ceil((COUNTDOWN_MS - elapsedMs) / 1000), shown: 0, isOver: false };
  const step = Math.min(REVEAL_MS, REVEAL_ALL_MS / prizes);
  const passed = Math.floor((elapsedMs - COUNTDOWN_MS) / step);
  return { seconds: 0, shown: Math.min(prizes, 1 + passed), isOver: passed >= prizes };
}

/** A draw that is over leaves the projector after ten minutes. */
const STAYS_MS = 10 * 60_000;

/**
 * Whether the projector shows the draw: for as long as it is on and a while after, unless something else was put on the
 * projector since its last step (a showing of the door's code, opened at `otherMs`).
 */
export function isOnStage(
  draw: { readonly state: DrawState; readonly lastAt: string },
  nowMs: number,
  otherMs: number | null,
): boolean {
  const lastMs = Date.parse(draw.lastAt);
  if (otherMs !== null && otherMs > lastMs) return false;
  const isEnded = draw.state === 'done' || draw.state === 'abandoned';
  return !isEnded || nowMs - lastMs < STAYS_MS;
}
