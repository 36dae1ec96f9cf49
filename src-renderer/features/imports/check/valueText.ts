import { useCallback } from 'react';
import { PERSON_KINDS, PERSON_STATUSES, type PersonField } from '../../../../src-core/people/people.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES } from '../../../i18n/language.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { peopleTexts } from '../../people/people.texts.ts';
import { phoneForReading } from '../../people/phones.ts';

/** A value of a card as it is read: a date by the calendar, a phone in groups, a kind by its word. */
export const useValueText = (): ((field: PersonField, value: string | null) => string) => {
  const t = useTexts(peopleTexts);
  const formats = useFormats();
  return useCallback(
    (field, value) => {
      if (value === null) return '';
      const kind = PERSON_KINDS.find((known) => field === 'kind' && known === value);
      const status = PERSON_STATUSES.find((known) => field === 'status' && known === value);
      if (kind !== undefined) return t(`k_${kind}`);
      if (status !== undefined) return t(`s_${status}`);
      if (field === 'birth_date') return formats.date(value);
      if (field === 'phone' || field === 'guardian_phone') return phoneForReading(value);
      if (field === 'telegram') return `@${value}`;
      return field === 'language' && isLanguage(value) ? LANGUAGE_NAMES[value] : value;
    },
    [t, formats],
  );
};
