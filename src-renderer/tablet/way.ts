import { fill, make } from './element.ts';
import { words } from './words.ts';

type WayOptions = {
  readonly isOut: () => boolean;
  readonly onChange: (isOut: boolean) => void;
};

/** In or out: two buttons, shown only at an event that checks people out. */
export const openWay = ({ isOut, onChange }: WayOptions) => {
  const element = make('div', { class: 'row way', role: 'group', hidden: '' });
  const button = (text: string, isOwn: boolean): Node =>
    make('button', { type: 'button', 'aria-pressed': String(isOut() === isOwn) }, [text], {
      click: () => {
        if (isOut() !== isOwn) onChange(isOwn);
        show(true);
      },
    });
  const show = (hasExit: boolean): void => {
    if (!hasExit && isOut()) onChange(false);
    if (hasExit) element.removeAttribute('hidden');
    else element.setAttribute('hidden', '');
    fill(element, hasExit ? [button(words.wayIn, false), button(words.wayOut, true)] : []);
  };
  return { element, show };
};
