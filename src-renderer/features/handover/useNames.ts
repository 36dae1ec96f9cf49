import { PERSON_FIELDS } from '../../../src-core/people/people.rules.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { peopleTexts } from '../people/people.texts.ts';
import { conflictsTexts } from './conflicts.texts.ts';

const TABLES = [
  'person',
  'event',
  'check_in',
  'registration',
  'organisation',
  'club',
  'door',
  'device',
  'arrival',
] as const;
const COLUMNS = [
  'annulled_at',
  'deleted_at',
  'title',
  'name',
  'place',
  'starts_at',
  'ends_at',
  'capacity',
  'note',
  'cancelled_at',
  'language',
  'time_zone',
  'currency',
  'person_id',
] as const;

/** What tables, columns and values are called on a screen; a column that people seldom meet keeps its own name. */
export const useNames = () => {
  const t = useTexts(conflictsTexts);
  const people = useTexts(peopleTexts);
  const formats = useFormats();
  return {
    table: (table: string): string => t(`t_${TABLES.find((known) => known === table) ?? 'other'}`),
    column: (table: string, column: string): string => {
      const field = PERSON_FIELDS.find((known) => table === 'person' && known === column);
      if (field !== undefined) return people(`f_${field}`);
      const known = COLUMNS.find((name) => name === column);
      return known === undefined ? column : t(`c_${known}`);
    },
    value: (column: string, value: string | number | null): string => {
      if (value === null) return t('empty');
      const isMoment = column.endsWith('_at') && typeof value === 'string' && value.endsWith('Z');
      return isMoment ? formats.dateTime(value) : String(value).slice(0, 400);
    },
  };
};
