import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../../ui/keys.ts';
import { cellOf, type Conflict } from './shape.ts';

/** What a card does with a number: take the value of that place, or begin to write another. */
type Choose = (place: number) => void;
type Card = { readonly element: HTMLElement; readonly choose: Choose };

export type ConflictKeys = {
  /** The cell that the numbers speak to. */
  readonly current: string | undefined;
  readonly setCurrent: (cell: string) => void;
  /** A card says where it is and what it does with a number; out: takes it back. */
  readonly join: (cell: string, card: Card) => () => void;
  /** After a decision: the focus goes to what is left. */
  readonly goOn: () => void;
};

const LARGEST = 9;

/**
 * The keys of the list: J, K and the arrows go along it, a number chooses at the current conflict. The current one is kept
 * by its cell, so that what another laptop settles meanwhile moves nothing under the hand.
 */
export const useConflictKeys = (conflicts: readonly Conflict[]): ConflictKeys => {
  const [place, setPlace] = useState<{ readonly cell: string; readonly index: number }>();
  const cards = useRef(new Map<string, Card>());
  const isFocusDue = useRef(false);
  const cells = conflicts.map(cellOf);
  const found = place === undefined ? 0 : cells.indexOf(place.cell);
  const index = found >= 0 ? found : Math.min(place?.index ?? 0, cells.length - 1);
  const current = cells[index];

  const go = (to: number): void => {
    const next = Math.max(0, Math.min(cells.length - 1, to));
    const cell = cells[next];
    if (cell === undefined) return;
    setPlace({ cell, index: next });
    cards.current.get(cell)?.element.focus();
  };
  const numbers = Object.fromEntries(
    Array.from({ length: LARGEST }, (_, at) => [
      String(at + 1),
      () => current !== undefined && cards.current.get(current)?.choose(at),
    ]),
  );
  useKeys({
    J: () => go(index + 1),
    ArrowDown: () => go(index + 1),
    K: () => go(index - 1),
    ArrowUp: () => go(index - 1),
    ...numbers,
  });

  useEffect(() => {
    if (!isFocusDue.current || (place !== undefined && cells.includes(place.cell))) return;
    isFocusDue.current = false;
    // Where nothing is left, the page itself has the focus, and Tab begins at its top.
    const next = current === undefined ? undefined : cards.current.get(current)?.element;
    (next ?? document.getElementById('content'))?.focus();
  }, [cards, current, place, cells]);

  return {
    current,
    setCurrent: (cell) => setPlace({ cell, index: cells.indexOf(cell) }),
    join: (cell, card) => {
      cards.current.set(cell, card);
      return () => {
        if (cards.current.get(cell) === card) cards.current.delete(cell);
      };
    },
    goOn: () => {
      if (current !== undefined) setPlace({ cell: current, index });
      isFocusDue.current = true;
    },
  };
};
