import type { FoundPerson } from '../../src-core/tablets/index.ts';
import { call } from './call.ts';
import type { Told } from './call.ts';
import { fill, make } from './element.ts';
import { words } from './words.ts';

type SearchOptions = {
  /** Hears of every answer. */
  readonly ask: (told: Told) => void;
  readonly pick: (person: FoundPerson) => void;
};

const PAUSE_MS = 250;

/** The supervisor's search by name. */
export const openSearch = ({ ask, pick }: SearchOptions) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const results = make('ul', { class: 'l' });
  const input = make(
    'input',
    {
      type: 'search',
      'aria-label': words.search,
      placeholder: words.searchHint,
      maxlength: '100',
      autocomplete: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
    },
    [],
    {
      input: () => {
        clearTimeout(timer);
        timer = setTimeout(() => void find(), PAUSE_MS);
      },
    },
  );

  const lineOf = (person: FoundPerson): Node =>
    make('li', { class: 't' }, [
      make(
        'button',
        { type: 'button' },
        [
          make('span', { class: 'x' }, [person.name, make('small', {}, [person.group ?? words.noGroup])]),
          make('span', { class: 's' }, [words.states[person.state]]),
        ],
        { click: () => pick(person) },
      ),
    ]);

  const find = async (): Promise<void> => {
    const text = input.value.trim();
    asked += 1;
    const own = asked;
    if (text === '') return fill(results, []);
    const told = await call('search', { text });
    ask(told);
    // An answer to what was typed before is no answer any more.
    if (own !== asked || told.kind !== 'answer') return;
    const found = told.value as readonly FoundPerson[];
    fill(
      results,
      found.length === 0 ? [make('li', { class: 'q' }, [words.none])] : found.map((person) => lineOf(person)),
    );
  };

  return {
    element: make('section', {}, [make('h2', {}, [words.search]), input, results]),
    /** Asks again: somebody has been marked. */
    refresh: (): void => void find(),
  };
};
