/** What the screens see of draws: the desk with names for whoever runs one, the stage with what its rule lets be shown. */
import { cardsOf, fullName } from '../people/index.ts';
import type { EventsTables } from '../events/index.ts';
import type { Reading } from '../store/index.ts';
import { chancesOf } from './chances.rules.ts';
import type { Chances, Entry } from './chances.rules.ts';
import { shownName } from './draw.rules.ts';
import type { DrawState, Holder } from './draw.rules.ts';
import { readDraws } from './draws.store.ts';
import type { Draw } from './draws.store.ts';
import { standingOf } from './standing.ts';

export type DeskHolder = Holder & {
  readonly title: string;
  readonly code: string | null;
  /** The winner, for the desk alone. */
  readonly person: { readonly id: string; readonly name: string; readonly group: string | null } | null;
  readonly absentNames: readonly string[];
};

/** The prizes of an opened draw with their winners' names; empty before the opening. */
export async function deskHolders(reading: Reading, draw: Draw): Promise<readonly DeskHolder[]> {
  if (draw.opening === null) return [];
  const { holders, codeAt, personAt } = standingOf(draw, draw.opening.seed);
  const ids = holders.flatMap(({ position, absent }) => [
    ...absent,
    ...(position === null ? [] : [position]),
  ]);
  const cards = new Map((await cardsOf(reading, ids.map(personAt))).map((card) => [card.id, card]));
  const nameAt = (position: number): string => {
    const card = cards.get(personAt(position));
    return card === undefined ? codeAt(position) : fullName(card);
  };
  return holders.map((holder) => {
    const { position } = holder;
    const id = position === null ? '' : personAt(position);
    return {
      ...holder,
      title: draw.prizes[holder.prize - 1] ?? '',
      code: position === null ? null : codeAt(position),
      person:
        position === null ? null : { id, name: nameAt(position), group: cards.get(id)?.study_group ?? null },
      absentNames: holder.absent.map(nameAt),
    };
  });
}

/** A prize and who has it, as the draw's rule lets winners be shown. */
export type ShownWinner = {
  readonly prize: number;
  readonly title: string;
  /** Null before the opening, and where all who could have it were absent. */
  readonly code: string | null;
  readonly name: string | null;
  readonly isGiven: boolean;
  /** Those who were called before and did not come. */
  readonly absent: readonly { readonly code: string; readonly name: string | null }[];
};

/** The prizes with their winners; before the opening the prizes alone. */
export async function shownWinners(reading: Reading, draw: Draw): Promise<readonly ShownWinner[]> {
  if (draw.opening === null) {
    return draw.prizes.map((title, index) => ({
      prize: index + 1,
      title,
      code: null,
      name: null,
      isGiven: false,
      absent: [],
    }));
  }
  const { holders, codeAt, personAt } = standingOf(draw, draw.opening.seed);
  const called = holders.flatMap(({ position, absent }) =>
    position === null ? absent : [...absent, position],
  );
  const cards = new Map((await cardsOf(reading, called.map(personAt))).map((card) => [card.id, card]));
  const shownAt = (position: number) => {
    const card = cards.get(personAt(position));
    return { code: codeAt(position), name: card === undefined ? null : shownName(draw.names, card) };
  };
  return holders.map(({ prize, position, isGiven, absent }) => ({
    prize,
    title: draw.prizes[prize - 1] ?? '',
    ...(position === null ? { code: null, name: null } : shownAt(position)),
    isGiven,
    absent: absent.map(shownAt),
  }));
}

/** One draw on the projector. */
export type StageView = {
  readonly id: string;
  readonly number: string;
  readonly state: DrawState;
  readonly algorithm: string;
  readonly entrants: number;
  readonly listHash: string;
  readonly secretHash: string;
  readonly commitment: string;
  readonly hallInput: string | null;
  readonly openedAt: string | null;
  /** The moment of its last step. */
  readonly lastAt: string;
  readonly secret: string | null;
  readonly winners: readonly ShownWinner[];
};

/** The newest draw of the event as the hall may see it; null where none is committed. */
export async function stageView(reading: Reading, eventId: string): Promise<StageView | null> {
  const draw = (await readDraws(reading, { eventIds: [eventId] })).at(-1);
  if (draw === undefined) return null;
  const { id, number, state, algorithm, entrants, commitment } = draw;
  return {
    id,
    number,
    state,
    algorithm,
    entrants,
    listHash: draw.listHash,
    secretHash: draw.secretHash,
    commitment,
    hallInput: draw.hallInput?.text ?? null,
    openedAt: draw.opening?.at ?? null,
    lastAt: draw.turns.at(-1)?.at ?? draw.opening?.at ?? draw.abandoned?.at ?? draw.hallInput?.at ?? draw.at,
    secret: draw.opening?.secret ?? null,
    winners: await shownWinners(reading, draw),
  };
}

export type YearOfDraws = Chances & {
  readonly draws: number;
  readonly abandoned: number;
  readonly given: number;
  readonly absent: number;
};

/** All draws of the events of a year: how many, and whether the wins look like equal chances. */
export async function yearOfDraws(reading: Reading, year: number): Promise<YearOfDraws> {
  const events = await reading
    .read<EventsTables>()
    .selectFrom('event')
    .select('id')
    .where('starts_at', '>=', `${year}-`)
    .where('starts_at', '<', `${year + 1}-`)
    .execute();
  const draws = await readDraws(reading, { eventIds: events.map(({ id }) => id) });
  const opened = draws.filter((draw) => draw.opening !== null);
  const entries = new Map<string, Entry[]>();
  for (const draw of opened) {
    const { personAt } = standingOf(draw, draw.opening?.seed ?? '');
    const drawn = new Set(draw.prizes.map((_, index) => personAt(index + 1)));
    for (const person of draw.people) {
      const own = entries.get(person) ?? [];
      own.push({ prizes: draw.prizes.length, entrants: draw.entrants, hasWon: drawn.has(person) });
      entries.set(person, own);
    }
  }
  const turns = opened.flatMap((draw) => draw.turns);
  return {
    ...chancesOf(entries.values()),
    draws: opened.length,
    abandoned: draws.filter((draw) => draw.state === 'abandoned').length,
    given: turns.filter((turn) => turn.outcome === 'given').length,
    absent: turns.filter((turn) => turn.outcome === 'absent').length,
  };
}
