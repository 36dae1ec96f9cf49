import { ROLES } from '../../../src-core/access/permissions.rules.ts';
import { RSVP_ANSWERS } from '../../../src-core/answers/answers.rules.ts';
import { ASKED, ASKED_FIELDS } from '../../../src-core/door/arrival.rules.ts';
import { clockOf, dateOf, isLocalTime, LOCAL_DATE } from '../../../src-core/events/localTime.rules.ts';
import { PERSON_FIELDS, PERSON_KINDS, PERSON_STATUSES } from '../../../src-core/people/people.rules.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { answersTexts } from '../answers/answers.texts.ts';
import { laptopsTexts } from '../laptops/laptops.texts.ts';
import { peopleTexts } from '../people/people.texts.ts';
import { phoneForReading } from '../people/phones.ts';
import { namesTexts } from './names.texts.ts';

const ANSWER_WORDS = { going: 'oneGoing', maybe: 'oneMaybe', notGoing: 'oneNotGoing' } as const;

type Value = string | number | null;
/** One of the words that a column can have: what is stored, and how it is read. */
type Choice = { readonly value: string; readonly label: string };

/** A value longer than this, in letters, is a document of its own. */
const LONGEST_SHOWN = 400;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What tables, columns and values are called on a screen; a column that people seldom meet keeps its own name. */
export const useNames = () => {
  const t = useTexts(namesTexts);
  const people = useTexts(peopleTexts);
  const laptops = useTexts(laptopsTexts);
  const answers = useTexts(answersTexts);
  const formats = useFormats();

  const choices = (table: string, column: string): readonly Choice[] => {
    const of = <V extends string>(values: readonly V[], label: (value: V) => string): readonly Choice[] =>
      values.map((value) => ({ value, label: label(value) }));
    if (column === 'language') return of(LANGUAGES, (value) => LANGUAGE_NAMES[value]);
    if (table === 'person' && column === 'kind') return of(PERSON_KINDS, (value) => people(`k_${value}`));
    if (table === 'person' && column === 'status')
      return of(PERSON_STATUSES, (value) => people(`s_${value}`));
    if (column === 'registration') return of(['open', 'list'], (value) => t(`reg.${value}`));
    if (table === 'door' && ASKED_FIELDS.some((field) => field === column))
      return of(ASKED, (value) => t(`asked.${value}`));
    if (table === 'rsvp_answer' && column === 'answer')
      return of(RSVP_ANSWERS, (value) => answers(ANSWER_WORDS[value]));
    if ((table === 'account' || table === 'laptop') && column === 'role')
      return of(ROLES, (value) => laptops(`role.${value}`));
    return [];
  };

  const inWords = (value: string): string => {
    if (INSTANT.test(value)) return formats.dateTime(value);
    if (isLocalTime(value)) return `${formats.day(dateOf(value))}, ${clockOf(value)}`;
    if (LOCAL_DATE.test(value)) return formats.shortDay(value);
    return value.length > LONGEST_SHOWN || /^[[{]/.test(value) ? t('complex') : value;
  };

  return {
    table: (table: string): string => {
      const key = `t_${table}`;
      return t(isTableKey(key) ? key : 't_other');
    },
    column: (table: string, column: string): string => {
      const field = PERSON_FIELDS.find((known) => known === column);
      if (field !== undefined && (table === 'person' || column in PERSON_WORDS)) return people(`f_${field}`);
      const key = `c_${column}`;
      return isColumnKey(key) ? t(key) : t('c_other', { column });
    },
    /** The words that a column chooses from; none where it takes anything. */
    choices,
    value: (table: string, column: string, value: Value): string => {
      if (value === null) return t('empty');
      if (typeof value === 'number') {
        if (/^(has|is)_/.test(column)) return t(value === 0 ? 'no' : 'yes');
        return formats.number(value);
      }
      if (column === 'language' && isLanguage(value)) return LANGUAGE_NAMES[value];
      const chosen = choices(table, column).find((choice) => choice.value === value);
      if (chosen !== undefined) return chosen.label;
      return column.endsWith('phone') ? phoneForReading(value) : inWords(value);
    },
  };
};

/** Columns outside of a person's card that mean the same as in it. */
const PERSON_WORDS: Readonly<Record<string, true>> = {
  study_group: true,
  student_card_no: true,
  telegram: true,
};

type Keys = keyof typeof namesTexts.en;
type TableKey = Extract<Keys, `t_${string}`>;
type ColumnKey = Exclude<Extract<Keys, `c_${string}`>, 'c_other'>;
const isTableKey = (key: string): key is TableKey => key in namesTexts.en;
const isColumnKey = (key: string): key is ColumnKey => key in namesTexts.en && key !== 'c_other';
