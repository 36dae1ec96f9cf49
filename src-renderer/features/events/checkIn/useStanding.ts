import { useState } from 'react';
import type { Outputs } from '../../../api/shapes.ts';
import type { Standing } from './useCheckIn.ts';

type Rooms = Outputs['rooms']['get'];

/** A list or a section where a window may stand. */
export type Spot = {
  /** Goes into the window's memory. */
  readonly key: string;
  readonly name: string;
  readonly kind: 'list' | 'section';
  readonly gate: NonNullable<Standing['gate']>;
};

/** All where a window of this event may stand besides the event as a whole. */
export const spotsOf = ({ sections, lists }: Pick<Rooms, 'sections' | 'lists'>): readonly Spot[] => [
  ...sections.map(({ id, name }) => ({
    key: `section:${id}`,
    name,
    kind: 'section' as const,
    gate: { listId: null, sectionId: id },
  })),
  ...lists.map(({ id, name }) => ({
    key: `list:${id}`,
    name,
    kind: 'list' as const,
    gate: { listId: id, sectionId: null },
  })),
];

export type StandingHands = {
  readonly standing: Standing;
  readonly spots: readonly Spot[];
  /** Undefined: the event as a whole. */
  readonly spot: Spot | undefined;
  readonly canLeave: boolean;
  readonly stand: (spot: Spot | undefined) => void;
  readonly turn: (direction: Standing['direction']) => void;
};

/**
 * Where this window stands and which way people go. Each window keeps its own: two on one laptop may serve two doors. What was
 * removed since is forgotten.
 */
export const useStanding = (eventId: string, rooms: Rooms | undefined): StandingHands => {
  const own = `orda_gate_${eventId}`;
  const [kept, keep] = useState(() => sessionStorage.getItem(own) ?? '');
  const [way, key = ''] = kept.split(/ (.*)/s);
  const spots = rooms === undefined ? [] : spotsOf(rooms);
  const spot = spots.find((known) => known.key === key);
  const canLeave = rooms?.hasCheckOut === true;
  const direction = canLeave && way === 'out' ? 'out' : 'in';
  const set = (next: string): void => {
    sessionStorage.setItem(own, next);
    keep(next);
  };
  return {
    standing: { gate: spot?.gate, direction },
    spots,
    spot,
    canLeave,
    stand: (next) => set(`${direction} ${next?.key ?? ''}`),
    turn: (next) => set(`${next} ${spot?.key ?? ''}`),
  };
};
