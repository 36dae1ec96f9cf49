import type { TabletAnswer, TabletDue } from '../../src-core/tablets/index.ts';
import type { Told } from './call.ts';
import { fill, make } from './element.ts';
import { words } from './words.ts';

/** How the laptop is told whom a device means. */
export type Who = { readonly scan: string } | { readonly personId: string };

type Item = TabletDue & {
  readonly who: Who;
  readonly name: string;
  readonly tx: string | null;
};

type DueOptions = {
  /** Tells the laptop that it was seen, or how the question was answered. */
  readonly acknowledge: (who: Who, flagId: string, answer: 'yes' | 'no' | null) => Promise<Told>;
};

const isSame = (left: Item, right: Item): boolean =>
  left.flagId === right.flagId && JSON.stringify(left.who) === JSON.stringify(right.who);

/**
 * What must be minded of those who have just come, one card at a time, until somebody has taken it; it outlives further
 * arrivals and lives as long as the page. Where this device is not told what a flag says, the card says whom to call.
 */
export const openDue = ({ acknowledge }: DueOptions) => {
  let items: readonly Item[] = [];
  const element = make('section', { class: 'due', role: 'alert', hidden: '' });

  const drop = (item: Item): void => {
    items = items.filter((other) => !isSame(other, item));
    show();
  };

  const take = async (item: Item, answer: 'yes' | 'no' | null): Promise<void> => {
    // Whoever is not told what it is has only called somebody; the flag waits for them.
    if (item.kind === 'hidden') return drop(item);
    for (const button of element.querySelectorAll('button')) button.disabled = true;
    const told = await acknowledge(item.who, item.flagId, answer);
    // Without a connection it stays; what is gone meanwhile need not be minded.
    if (told.kind === 'answer' || told.kind === 'no') drop(item);
    else show();
  };

  const button = (text: string, item: Item, answer: 'yes' | 'no' | null): Node =>
    make('button', { type: 'button', class: answer === 'no' ? '' : 'go' }, [text], {
      click: () => void take(item, answer),
    });

  const show = (): void => {
    const item = items[0];
    if (item === undefined) {
      element.setAttribute('hidden', '');
      return fill(element, []);
    }
    element.removeAttribute('hidden');
    element.setAttribute('data-kind', item.kind);
    const text = item.kind === 'hidden' ? words.hiddenText : item.text;
    fill(element, [
      make('p', { class: 'k' }, [
        words.kinds[item.kind],
        items.length > 1 ? make('small', {}, [words.moreDue(items.length - 1)]) : null,
      ]),
      text === null ? null : make('p', { class: 'tx' }, [text]),
      make('p', { class: 'nm' }, [item.name]),
      make(
        'div',
        { class: 'row' },
        item.kind === 'question'
          ? [button(words.yes, item, 'yes'), button(words.no, item, 'no')]
          : [button(item.kind === 'hidden' ? words.calling : words.seen, item, null)],
      ),
    ]);
  };

  return {
    element,
    /** What an answer says is to be minded takes the place of what was known of the same person. */
    add: ({ due, person, tx }: TabletAnswer, who: Who): void => {
      if (person === null) return;
      const fresh = due.map((one): Item => ({ ...one, who, name: person.name, tx }));
      const others = items.filter((item) => fresh.every((own) => !isSame(item, own)));
      items = others.concat(fresh);
      show();
    },
    /** A mark was taken back: whoever did not come needs no minding. */
    undone: (tx: string): void => {
      items = items.filter((item) => item.tx !== tx);
      show();
    },
  };
};
