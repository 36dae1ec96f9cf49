import { readOrganisation } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import type { Reading } from '../store/index.ts';
import type { DrawState, Exclusion } from './draw.rules.ts';
import { readDraws } from './draws.store.ts';
import type { Draw } from './draws.store.ts';
import { standingOf } from './standing.ts';

/**
 * The file by which anybody replays a draw; `docs/draw.md` says what each field means. It has codes and no names, so it
 * may be handed to everyone. A later part is null for as long as the draw has not come to it.
 */
export type Protocol = {
  readonly format: 'orda-draw-protocol';
  readonly version: 1;
  readonly algorithm: string;
  readonly number: string;
  readonly organisation: string;
  readonly event: { readonly id: string; readonly title: string; readonly startsAt: string };
  readonly state: DrawState;
  readonly rules: { readonly noRepeatEvents: number };
  readonly prizes: readonly string[];
  readonly entrants: readonly string[];
  readonly excluded: readonly { readonly code: string; readonly reason: Exclusion }[];
  readonly commitment: {
    readonly at: string;
    readonly listHash: string;
    readonly secretHash: string;
    readonly previous: string | null;
    readonly hash: string;
  };
  readonly hallInput: { readonly at: string; readonly text: string } | null;
  readonly opening: { readonly at: string; readonly secret: string; readonly seed: string } | null;
  readonly abandoned: { readonly at: string; readonly reason: string } | null;
  readonly winners:
    readonly { readonly prize: number; readonly position: number; readonly code: string }[] | null;
  readonly turns: readonly {
    readonly at: string;
    readonly position: number;
    readonly prize: number;
    readonly code: string;
    readonly outcome: 'given' | 'absent';
    readonly next: number | null;
  }[];
  /** The event's draws before this one, given up ones too. */
  readonly earlierDraws: readonly {
    readonly number: string;
    readonly state: DrawState;
    readonly commitment: string;
  }[];
};

/** The protocol of a draw as it stands now. */
export async function protocolOf(reading: Reading, draw: Draw): Promise<Protocol> {
  const event = await livingEvent(reading, draw.eventId);
  const organisation = await readOrganisation(reading);
  const ofEvent = await readDraws(reading, { eventIds: [draw.eventId] });
  const standing = draw.opening && standingOf(draw, draw.opening.seed);
  const codeAt = (position: number): string => standing?.codeAt(position) ?? '';
  return {
    format: 'orda-draw-protocol',
    version: 1,
    algorithm: draw.algorithm,
    number: draw.number,
    organisation: organisation?.name ?? '',
    event: { id: event.id, title: event.title, startsAt: event.starts_at },
    state: draw.state,
    rules: draw.rules,
    prizes: draw.prizes,
    entrants: draw.codes,
    excluded: draw.excluded.map(([code, reason]) => ({ code, reason })),
    commitment: {
      at: draw.at,
      listHash: draw.listHash,
      secretHash: draw.secretHash,
      previous: draw.previous,
      hash: draw.commitment,
    },
    hallInput: draw.hallInput,
    opening: draw.opening,
    abandoned: draw.abandoned,
    winners:
      standing &&
      draw.prizes.map((_, index) => ({ prize: index + 1, position: index + 1, code: codeAt(index + 1) })),
    turns: draw.turns.map(({ at, position, prize, outcome, next }) => ({
      at,
      position,
      prize,
      code: codeAt(position),
      outcome,
      next,
    })),
    earlierDraws: ofEvent
      .slice(
        0,
        ofEvent.findIndex((one) => one.id === draw.id),
      )
      .map(({ number, state, commitment }) => ({ number, state, commitment })),
  };
}
