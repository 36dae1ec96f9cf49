/** What screens may send of people, checked where it comes in. */
import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { PERSON_SORTS } from './people.list.ts';
import { PERSON_FIELDS, PERSON_KINDS, PERSON_STATUSES } from './people.rules.ts';

export const id = z.string().min(1).max(64);
export const ids = z.array(id).min(1).max(100_000);
const line = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => (text.trim() === '' ? null : text.trim()))
    .nullable();

/** What a form may send of a person; an empty text empties the field. */
export const draftInput = z
  .object({
    family_name: line(100),
    given_name: line(100),
    patronymic: line(100),
    study_group: line(60),
    kind: z.enum(PERSON_KINDS),
    status: z.enum(PERSON_STATUSES),
    student_card_no: line(40),
    phone: line(40),
    guardian_phone: line(40),
    guardian_name: line(200),
    telegram: line(100),
    email: line(200),
    birth_date: line(10),
    iin: line(12),
    address: line(300),
    language: z.enum(LANGUAGES).nullable(),
    attention: line(500),
    note: line(2000),
  })
  .partial();

export const filterInput = z.object({
  text: z.string().max(200).optional(),
  studyGroup: z.array(z.string().max(60)).max(1000).optional(),
  kind: z.array(z.enum(PERSON_KINDS)).optional(),
  status: z.array(z.enum(PERSON_STATUSES)).optional(),
  has: z.array(z.enum(PERSON_FIELDS)).optional(),
  missing: z.array(z.enum(PERSON_FIELDS)).optional(),
  ids: z.array(id).max(100_000).optional(),
});

export const sortInput = z
  .object({ by: z.enum(PERSON_SORTS), direction: z.enum(['asc', 'desc']) })
  .default({ by: 'name', direction: 'asc' });
