import { readEmail, readIin, readTelegram } from './cells.rules.ts';
import { readDateText } from './dates.rules.ts';
import { tidyGroup } from './groups.rules.ts';
import { tidyText } from './names.rules.ts';
import type { PersonField, PersonKind, PersonStatus } from './people.rules.ts';
import { readPhones, toE164 } from './phones.rules.ts';

/** A card as a form sends it: what is left out stays, null empties. */
export type CardDraft = {
  readonly kind?: PersonKind | undefined;
  readonly status?: PersonStatus | undefined;
  readonly language?: 'ru' | 'kk' | 'en' | null | undefined;
} & { readonly [F in Exclude<PersonField, 'kind' | 'status' | 'language'>]?: string | null | undefined };

export type CleanDraft =
  { readonly ok: true; readonly patch: CardDraft } | { readonly ok: false; readonly field: PersonField };

const CLEANERS: Readonly<Partial<Record<PersonField, (text: string, thisYear: number) => string | null>>> = {
  family_name: tidyText,
  given_name: tidyText,
  patronymic: tidyText,
  guardian_name: tidyText,
  study_group: tidyGroup,
  phone: (text) => toE164(text) ?? readPhones(text).phone,
  guardian_phone: (text) => toE164(text) ?? readPhones(text).guardian ?? readPhones(text).phone,
  telegram: (text) => {
    const reading = readTelegram(text);
    return reading.is === 'nick' ? reading.nick : null;
  },
  email: readEmail,
  birth_date: (text, thisYear) => {
    const reading = readDateText(text, 'dmy', thisYear);
    return reading.is === 'date' ? reading.iso : null;
  },
  iin: (text) => {
    const reading = readIin(text);
    return reading.is === 'iin' ? reading.iin : null;
  },
};

/** Brings what was typed into the form that cards have; out: the first field that cannot be read. */
export function cleanDraft(draft: CardDraft, thisYear: number): CleanDraft {
  const patch: Record<string, string | null> = {};
  for (const [field, value] of Object.entries(draft) as [PersonField, string | null | undefined][]) {
    if (value === undefined) continue;
    const clean = CLEANERS[field];
    const read = value === null || clean === undefined ? value : clean(value, thisYear);
    if (value !== null && read === null) return { ok: false, field };
    patch[field] = read;
  }
  return { ok: true, patch };
}
