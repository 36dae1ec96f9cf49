/** What a person types into a form, as the card keeps it: the same reading as for the cells of an imported file. */
import { fail } from '../access/index.ts';
import { readEmail, readIin, readTelegram } from './cells.rules.ts';
import { readDateText } from './dates.rules.ts';
import { tidyGroup } from './groups.rules.ts';
import { tidyText } from './names.rules.ts';
import { toE164 } from './phones.rules.ts';

type Reader = (typed: string, now: number) => string | null;

/** Throws where the reader found nothing in what was typed. */
const found = (code: string, text: string, value: string | null | undefined): string => {
  if (value === null || value === undefined) throw fail('invalid', code, { text });
  return value;
};

const phone: Reader = (text) => found('PHONE_UNREADABLE', text, toE164(text));

const READERS: Readonly<Record<string, Reader>> = {
  family_name: tidyText,
  given_name: tidyText,
  patronymic: tidyText,
  guardian_name: tidyText,
  study_group: tidyGroup,
  phone,
  guardian_phone: phone,
  telegram: (text) => {
    const reading = readTelegram(text);
    return found('TELEGRAM_UNREADABLE', text, reading.is === 'nick' ? reading.nick : null);
  },
  email: (text) => found('EMAIL_UNREADABLE', text, readEmail(text)),
  birth_date: (text, now) => {
    const reading = readDateText(text, 'dmy', new Date(now).getUTCFullYear());
    return found('DATE_UNREADABLE', text, reading.is === 'date' ? reading.iso : null);
  },
  iin: (text) => {
    const reading = readIin(text);
    return found('IIN_UNREADABLE', text, reading.is === 'iin' ? reading.iin : null);
  },
};

/**
 * A form's fields as the card keeps them: phones in E.164, nicks without @, days as ISO dates. In: the time, for years
 * of two digits. Throws PHONE_UNREADABLE, TELEGRAM_UNREADABLE, EMAIL_UNREADABLE, DATE_UNREADABLE, IIN_UNREADABLE.
 */
export function readTyped<Draft extends object>(draft: Draft, now: number): Draft {
  const read = { ...draft };
  for (const [field, value] of Object.entries(draft)) {
    const reader = READERS[field];
    if (reader !== undefined && typeof value === 'string')
      Object.assign(read, { [field]: reader(value, now) });
  }
  return read;
}
