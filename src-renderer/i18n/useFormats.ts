import { createContext, useContext, useMemo } from 'react';
import { formatsFor, type Formats } from './formats.ts';
import { useLanguage } from './i18n.ts';

export const MACHINE_TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Almaty';

/** The organisation's time zone; the machine's own until it is known. */
export const TimeZone = createContext(MACHINE_TIME_ZONE);

/** Writers of dates and numbers in the chosen language and the organisation's time zone. */
export const useFormats = (): Formats => {
  const { language } = useLanguage();
  const timeZone = useContext(TimeZone);
  return useMemo(() => formatsFor(language, timeZone), [language, timeZone]);
};
