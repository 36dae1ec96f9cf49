import type { LikenessReason } from '../../../src-core/people/import/plan.ts';

/** The text for each reason why two cards may, or may not, be one person. */
export const LIKENESS = {
  'same-iin': 'l_same_iin',
  'same-card': 'l_same_card',
  'same-phone': 'l_same_phone',
  'same-telegram': 'l_same_telegram',
  'same-email': 'l_same_email',
  'same-name': 'l_same_name',
  'similar-name': 'l_similar_name',
  'swapped-name': 'l_swapped_name',
  'initials-fit': 'l_initials_fit',
  'same-birth-date': 'l_same_birth_date',
  'same-group': 'l_same_group',
  'other-birth-date': 'l_other_birth_date',
  'other-group': 'l_other_group',
  'other-card': 'l_other_card',
  'other-iin': 'l_other_iin',
  'other-patronymic': 'l_other_patronymic',
} as const satisfies Record<LikenessReason['code'], string>;
