/** The page's words in the chosen language: the desk's catalogues without the desk's library. */
import { guessLanguage, isLanguage } from '../i18n/language.ts';
import type { Language } from '../i18n/language.ts';
import type { Say } from '../i18n/texts.ts';
import { portalTexts } from './portal.texts.ts';

type Texts = (typeof portalTexts)['en'];
type Parameters = Readonly<Record<string, string | number>>;

/** A browser that does not know Kazakh counts as Russian does, and every Kazakh text serves every count. */
const formOf = (language: Language, count: number): string =>
  new Intl.PluralRules(language === 'en' ? 'en' : 'ru').select(count);

const filled = (text: string, parameters: Parameters): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(parameters[name] ?? ''));

const textOf = (language: Language, key: string, parameters: Parameters): string | undefined => {
  const text = (portalTexts[language] as Readonly<Record<string, string | Readonly<Record<string, string>>>>)[
    key
  ];
  if (text === undefined || typeof text === 'string') return text;
  return text[formOf(language, Number(parameters['count'] ?? 0))] ?? text['other'] ?? text['many'];
};

/** The page's texts in a language; the compiler checks key and parameters. */
export const sayIn =
  (language: Language): Say<Texts> =>
  (key, ...rest) => {
    const parameters = (rest[0] ?? {}) as Parameters;
    return filled(textOf(language, key, parameters) ?? key, parameters);
  };

/** What a failure is called; a general sentence for one that the page does not know. */
export const failureIn = (language: Language, code: string): string =>
  textOf(language, `failure_${code}`, {}) ?? portalTexts[language].failure;

/** A text that its writer gave in one or more languages: the asked one, else whichever there is. */
export const textIn = (
  language: Language,
  texts: { readonly [L in Language]?: string | undefined },
): string => texts[language] ?? texts.ru ?? texts.kk ?? texts.en ?? '';

/** The language to begin with: the person's own choice, else one of the browser's. */
export const firstLanguage = (kept: string | undefined): Language =>
  isLanguage(kept) ? kept : guessLanguage(navigator.languages);
