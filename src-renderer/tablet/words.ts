import { TABLET_LANGUAGES, TABLET_TEXTS } from '../../src-core/tablets/tabletPage.texts.ts';

const language = TABLET_LANGUAGES.filter((one) => one === document.documentElement.lang)[0] ?? 'ru';

/** What this page says, in the language that the laptop drew it in. */
export const words = TABLET_TEXTS[language];

/** Hours and minutes where the event is. */
export const clockOf = (ms: number, timeZone: string): string => {
  try {
    return new Date(ms).toLocaleTimeString('ru', { timeZone, hour: '2-digit', minute: '2-digit' });
  } catch {
    return new Date(ms).toTimeString().slice(0, 5);
  }
};

/** Enough of a name to know it again when one has just seen it, and nothing for who only looks on. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => `${word.charAt(0)}.`)
    .join(' ');
