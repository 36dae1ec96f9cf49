import { createContext, useContext, useMemo } from 'react';
import { formatsFor, type Formats } from './formats.ts';
import { useLanguage } from './i18n.ts';

/** The organisation's time zone; the machine's own until it is known. */
export const TimeZone = createContext(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Writers of dates and numbers in the chosen language and the organisation's time zone. */
export const useFormats = (): Formats => {
  const { language } = useLanguage();
  const timeZone = useContext(TimeZone);
  return useMemo(() => formatsFor(language, timeZone), [language, timeZone]);
};
