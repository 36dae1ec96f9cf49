/** Who a person is to the club or the centre. */
export const PERSON_KINDS = ['student', 'pupil', 'teacher', 'staff', 'guest'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

export const PERSON_STATUSES = ['active', 'archived', 'expelled'] as const;
export type PersonStatus = (typeof PERSON_STATUSES)[number];

/** The fields of a card that a person fills in, in the order of the card. */
export const PERSON_FIELDS = [
  'family_name',
  'given_name',
  'patronymic',
  'study_group',
  'kind',
  'status',
  'student_card_no',
  'phone',
  'guardian_phone',
  'guardian_name',
  'telegram',
  'email',
  'birth_date',
  'iin',
  'address',
  'language',
  'attention',
  'note',
] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

/** A name as lists show it: family name, given name, patronymic. */
export function fullName(person: {
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly patronymic?: string | null;
}): string {
  return [person.family_name, person.given_name, person.patronymic].filter(Boolean).join(' ');
}
