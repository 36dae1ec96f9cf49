/** The parts of the page that know nothing of the laptop. */
import type { TabletState } from '../../src-core/tablets/index.ts';
import { isSoundOn, setSoundOn } from '../ui/sound.ts';
import { fill, make } from './element.ts';
import { words } from './words.ts';

/** The field for a scanner or fingers. */
export const scanForm = (onTyped: (typed: string) => void) => {
  const input = make('input', {
    class: 'code',
    placeholder: words.scanHint,
    maxlength: '200',
    autocomplete: 'off',
    autocapitalize: 'characters',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'send',
  });
  const submit = make('button', { class: 'go', type: 'submit' });
  const form = make(
    'form',
    { class: 'in' },
    [make('label', {}, [make('span', {}, [words.scanField]), input]), submit],
    {
      submit: (event) => {
        event.preventDefault();
        const typed = input.value.trim();
        input.value = '';
        if (typed !== '') onTyped(typed);
      },
    },
  );
  return {
    form,
    input,
    /** Says what the field does: people come in, or go out. */
    showWay: (isOut: boolean): void => fill(submit, [isOut ? words.markOut : words.mark]),
  };
};

/** Who has the device, and how many have come. */
export const figuresOf = ({
  name,
  role,
  gate,
  came,
  registered,
  free,
}: TabletState): readonly (Node | null)[] => {
  const figure = (count: number, text: string): Node =>
    make('span', {}, [make('b', {}, [String(count)]), ` ${text}`]);
  return [
    make('span', {}, [[name, words.role[role], gate].filter(Boolean).join(' · ')]),
    figure(came, words.came),
    registered > 0 ? figure(registered, words.expected) : null,
    free === null ? null : figure(free, words.free),
  ];
};

/** Switches the sound of answers. */
export const soundButton = (): HTMLElement => {
  const button = make('button', { type: 'button', class: 'snd' }, [], {
    click: () => {
      setSoundOn(!isSoundOn());
      show();
    },
  });
  const show = (): void => {
    button.textContent = isSoundOn() ? words.sound : words.soundOff;
    button.setAttribute('aria-pressed', String(isSoundOn()));
  };
  show();
  return button;
};
