import i18next from 'i18next';
import { useCallback, useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { formatsFor } from './formats.ts';
import { LANGUAGES, isLanguage, type Language } from './language.ts';
import { flatten, type Catalogue, type Say } from './texts.ts';

const i18n = i18next.createInstance();

/** Starts the texts in one language; catalogues join when their screens are first shown. */
export const startTexts = async (language: Language): Promise<void> => {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  // Chromium knows no Kazakh numbers; they are written as Russian ones.
  i18n.services.formatter?.add('number', (value: unknown, tongue) =>
    formatsFor(isLanguage(tongue) ? tongue : 'ru', 'UTC').number(Number(value)),
  );
  document.documentElement.lang = language;
};

const registered = new Set<string>();
const register = (catalogue: Catalogue): void => {
  if (registered.has(catalogue.name)) return;
  registered.add(catalogue.name);
  for (const language of LANGUAGES)
    i18n.addResourceBundle(language, catalogue.name, flatten(catalogue, language));
};

/** i18next's own types would search every catalogue for the key; ours have checked it already. */
const say = (key: string, options: Readonly<Record<string, unknown>>): string => i18n.t(key, options);

/** The texts of a catalogue outside of React, in the language of this moment. */
export const textsOf = <E extends Catalogue['en']>(catalogue: Catalogue<E>): Say<E> => {
  register(catalogue);
  return (key, ...rest) => say(key, { ns: catalogue.name, ...rest[0] });
};

/** A text whose key is known only at run time, such as the code of a failure. */
export const sayAny = (
  catalogue: Catalogue,
  key: string,
  parameters: Readonly<Record<string, string | number>>,
): string => {
  register(catalogue);
  return say(key, { ns: catalogue.name, ...parameters });
};

/** The texts of a catalogue; the component is drawn again when the language changes. */
export const useTexts = <E extends Catalogue['en']>(catalogue: Catalogue<E>): Say<E> => {
  useTranslation(undefined, { i18n });
  const language = i18n.language;
  // eslint-disable-next-line react/exhaustive-deps -- the language is what makes a new function necessary
  return useMemo(() => textsOf(catalogue), [catalogue, language]);
};

/** The language of the screens and the way to change it at once. */
export const useLanguage = (): {
  readonly language: Language;
  readonly setLanguage: (next: Language) => void;
} => {
  useTranslation(undefined, { i18n });
  const setLanguage = useCallback((next: Language) => {
    document.documentElement.lang = next;
    void i18n.changeLanguage(next);
  }, []);
  return { language: isLanguage(i18n.language) ? i18n.language : 'ru', setLanguage };
};
