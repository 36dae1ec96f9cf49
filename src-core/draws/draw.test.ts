/**
 * Holds: the published vectors agree with this implementation; one changed entrant, prize or word of the hall changes the
 * whole order; every entrant has the same chance at every place; the absent give way to the next and to nobody else.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitmentHash, entrantCode, listHash, permutation, secretHash, seedOf } from './draw.hash.ts';
import {
  holdersOf,
  isOnStage,
  isOver,
  nextPosition,
  normalLine,
  readCode,
  revealAt,
  shownName,
} from './draw.rules.ts';
import type { Turn } from './draw.rules.ts';
import type { Protocol } from './protocol.ts';

type Vectors = {
  readonly lines: readonly { readonly typed: string; readonly hashed: string | null }[];
  readonly codes: readonly { readonly event: string; readonly person: string; readonly code: string }[];
  readonly draws: readonly { readonly protocol: Protocol; readonly order: readonly string[] }[];
};

const vectors = JSON.parse(
  readFileSync(new URL('../../docs/draw.vectors.json', import.meta.url), 'utf8'),
) as Vectors;

const SECRET = '5c'.repeat(32);
const codesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => entrantCode('event', `person ${n}`)).toSorted();
const orderOf = (codes: readonly string[], hallInput: string, prizes: readonly string[], secret = SECRET) =>
  permutation(seedOf(secret, { listHash: listHash(codes), hallInput, prizes }), codes);

describe('the published vectors', () => {
  test.each(vectors.lines)('the line $typed', ({ typed, hashed }) => {
    expect(normalLine(typed, 500)).toBe(hashed);
  });

  test.each(vectors.codes)('the code $code', ({ event, person, code }) => {
    expect(entrantCode(event, person)).toBe(code);
  });

  test.each(vectors.draws.map((draw) => [draw.protocol.number, draw] as const))(
    'the draw %s',
    (_, { protocol, order }) => {
      const { commitment, opening, hallInput, prizes, entrants } = protocol;
      expect(listHash(entrants)).toBe(commitment.listHash);
      expect(secretHash(opening?.secret ?? '')).toBe(commitment.secretHash);
      const committed = { ...protocol, ...commitment, eventId: protocol.event.id, entrants: entrants.length };
      expect(commitmentHash(committed)).toBe(commitment.hash);
      const seed = seedOf(opening?.secret ?? '', {
        listHash: commitment.listHash,
        hallInput: hallInput?.text ?? '',
        prizes,
      });
      expect(seed).toBe(opening?.seed);
      expect(permutation(seed, entrants)).toEqual(order);
    },
  );
});

describe('the order', () => {
  test('has everybody once', () => {
    const codes = codesOf(500);
    expect([...orderOf(codes, '1 2 3', ['a'])].toSorted()).toEqual(codes);
  });

  test('is another one with one entrant, prize, letter of the hall or bit of the secret changed', () => {
    const codes = codesOf(60);
    const order = orderOf(codes, '4 2 6', ['Кружка', 'Кітап']);
    const others = [
      orderOf(codes.slice(1), '4 2 6', ['Кружка', 'Кітап']),
      orderOf([...codes.slice(1), 'ZZZZZZZZZZZZ'], '4 2 6', ['Кружка', 'Кітап']),
      orderOf(codes, '4 2 7', ['Кружка', 'Кітап']),
      orderOf(codes, '4 2 6', ['Кружка', 'Кітап', 'Кітап']),
      orderOf(codes, '4 2 6', ['Кітап', 'Кружка']),
      orderOf(codes, '4 2 6', ['Кружка', 'Кітап'], `${SECRET.slice(0, -1)}d`),
    ];
    const seen = new Set([order, ...others].map((one) => one.slice(0, 5).join()));
    expect(seen.size).toBe(others.length + 1);
  });

  test('gives each of 12 entrants each place equally often: chi-square of 6,000 draws under the limit of p = 0.001', () => {
    const codes = codesOf(12);
    const counts = codes.map(() => codes.map(() => 0));
    for (let n = 0; n < 6000; n += 1) {
      for (const [place, code] of orderOf(codes, `hall ${n}`, ['a']).entries()) {
        const row = counts[codes.indexOf(code)] ?? [];
        row[place] = (row[place] ?? 0) + 1;
      }
    }
    const square = counts.flat().reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    // 11 × 11 degrees of freedom.
    expect(square).toBeLessThan(173.6);
  });
});

describe('hand-overs', () => {
  /** Plays a hand-over in which `isThere` says of each position whether its winner comes. */
  const play = (prizes: number, entrants: number, isThere: readonly boolean[], pick: readonly number[]) => {
    const turns: Turn[] = [];
    for (let at = 0; ; at += 1) {
      const open = holdersOf(prizes, turns).filter((one) => !one.isGiven && one.position !== null);
      const holder = open[(pick[at] ?? 0) % Math.max(1, open.length)];
      if (holder?.position === undefined || holder.position === null) return turns;
      const { position, prize } = holder;
      const comes = isThere[position - 1] ?? true;
      turns.push({
        position,
        prize,
        outcome: comes ? 'given' : 'absent',
        next: comes ? null : nextPosition(prizes, entrants, turns),
      });
    }
  };

  test('in whatever order the prizes are called, the first who are there have them, one each', () => {
    const evening = fc
      .record({ prizes: fc.integer({ min: 1, max: 8 }), more: fc.integer({ min: 0, max: 20 }) })
      .chain(({ prizes, more }) =>
        fc.record({
          prizes: fc.constant(prizes),
          isThere: fc.array(fc.boolean(), { minLength: prizes + more, maxLength: prizes + more }),
          pick: fc.array(fc.nat(50), { maxLength: 40 }),
        }),
      );
    fc.assert(
      fc.property(evening, ({ prizes, isThere, pick }) => {
        const turns = play(prizes, isThere.length, isThere, pick);
        const holders = holdersOf(prizes, turns);
        expect(isOver(holders)).toBe(true);
        const winners = holders.filter((one) => one.isGiven).map((one) => one.position ?? 0);
        const present = isThere.flatMap((comes, index) => (comes ? [index + 1] : []));
        expect(winners.toSorted((a, b) => a - b)).toEqual(present.slice(0, prizes));
        expect(new Set(turns.map((turn) => turn.position)).size).toBe(turns.length);
      }),
    );
  });
});

test('a code is read however it is typed', () => {
  expect(readCode(' 0e6a-k7cf mfvt ')).toBe('0E6AK7CFMFVT');
  expect(readCode('oil1-0000-0000')).toBe('011100000000');
});

test('names are shown as the rule says', () => {
  const person = { family_name: 'Әбдіқадырова', given_name: 'Айгерім' };
  expect(shownName('full', person)).toBe('Әбдіқадырова Айгерім');
  expect(shownName('short', person)).toBe('Айгерім Ә.');
  expect(shownName('code', person)).toBeNull();
});

test('the stage counts five seconds, shows one winner after another, then all; a thousand within 75 seconds', () => {
  expect(revealAt(0, 3)).toEqual({ seconds: 5, shown: 0, isOver: false });
  expect(revealAt(4999, 3)).toEqual({ seconds: 1, shown: 0, isOver: false });
  expect(revealAt(5000, 3)).toEqual({ seconds: 0, shown: 1, isOver: false });
  expect(revealAt(15_499, 3)).toEqual({ seconds: 0, shown: 3, isOver: false });
  expect(revealAt(15_500, 3)).toEqual({ seconds: 0, shown: 3, isOver: true });
  expect(revealAt(75_000, 1000)).toEqual({ seconds: 0, shown: 1000, isOver: true });
});

test('docs/draw.md shows the first vector as it is', () => {
  const page = readFileSync(new URL('../../docs/draw.md', import.meta.url), 'utf8');
  const [first] = vectors.draws;
  const { commitment, opening, event, entrants } = first?.protocol ?? {};
  const shown = [event?.id, commitment?.listHash, commitment?.secretHash, commitment?.hash, opening?.secret];
  for (const value of [...shown, opening?.seed, entrants?.join('  '), first?.order.join('  ')])
    expect(page).toContain(value);
});

test('the projector shows a draw while it is on, ten minutes after it, and until the door shows its code again', () => {
  const lastAt = '2026-09-04T15:00:00.000Z';
  const at = (minutes: number): number => Date.parse(lastAt) + minutes * 60_000;
  expect(isOnStage({ state: 'opened', lastAt }, at(60), null)).toBe(true);
  expect(isOnStage({ state: 'opened', lastAt }, at(60), at(-5))).toBe(true);
  expect(isOnStage({ state: 'opened', lastAt }, at(60), at(5))).toBe(false);
  expect(isOnStage({ state: 'done', lastAt }, at(9), null)).toBe(true);
  expect(isOnStage({ state: 'done', lastAt }, at(11), null)).toBe(false);
  expect(isOnStage({ state: 'abandoned', lastAt }, at(11), null)).toBe(false);
});
