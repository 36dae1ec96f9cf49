import type { PersonField } from '../people.rules.ts';

/** What a column of a file may be: a field of the card, the whole name in one cell, or nothing for us. */
export type TargetField = PersonField | 'full_name' | 'ignore';

export const TARGET_FIELDS = [
  'full_name',
  'family_name',
  'given_name',
  'patronymic',
  'study_group',
  'student_card_no',
  'phone',
  'guardian_phone',
  'guardian_name',
  'telegram',
  'email',
  'birth_date',
  'iin',
  'address',
  'attention',
  'note',
  'kind',
  'status',
  'language',
  'ignore',
] as const satisfies readonly TargetField[];
