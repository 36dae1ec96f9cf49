import type { TabletAnswer } from '../../src-core/tablets/index.ts';
import type { Tone } from './big.ts';
import { fill, make } from './element.ts';
import { clockOf, initialsOf, words } from './words.ts';

/** What this page has just done; it lives as long as the page. */
type Line = {
  readonly atMs: number;
  readonly tone: Tone;
  readonly name: string;
  readonly group: string | null;
  readonly tx: string | null;
  readonly isUndone: boolean;
};

const MOST = 10;
/** Told apart without colour. */
const SIGNS: Readonly<Partial<Record<Tone, string>>> = {
  ok: '✓',
  left: '→',
  already: '✓✓',
  held: '!',
  no: '×',
};

/** The last ten answers. A steward sees a name only while it is the newest; of the others initials are left. */
export const openLines = (isSenior: boolean) => {
  let lines: readonly Line[] = [];
  const element = make('ul', { class: 'l' });
  const lineOf = (line: Line, isOpen: boolean, timeZone: string): Node =>
    make('li', {}, [
      make('span', { class: 'i', 'aria-hidden': 'true' }, [SIGNS[line.tone] ?? '']),
      make('span', { class: line.isUndone ? 'x gone' : 'x' }, [
        isOpen ? line.name : initialsOf(line.name),
        line.group === null || !isOpen ? null : make('small', {}, [line.group]),
      ]),
      make('span', { class: 's' }, [clockOf(line.atMs, timeZone)]),
    ]);
  return {
    element,
    add: ({ person, tx }: TabletAnswer, tone: Tone): void => {
      if (person === null) return;
      const { name, group } = person;
      const isAgain = tone !== 'ok' && lines[0]?.name === name && lines[0].tone === tone;
      const line = { atMs: Date.now(), tone, name, group, tx, isUndone: false };
      lines = [line].concat(isAgain ? lines.slice(1) : lines).slice(0, MOST);
    },
    undone: (tx: string): void => {
      lines = lines.map((line) => (line.tx === tx ? { ...line, isUndone: true } : line));
    },
    clear: (): void => {
      lines = [];
    },
    show: (timeZone: string): void =>
      fill(
        element,
        lines.length === 0
          ? [make('li', { class: 'q' }, [words.nobodyYet])]
          : lines.map((line, at) => lineOf(line, isSenior || at === 0, timeZone)),
      ),
  };
};
