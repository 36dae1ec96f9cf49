import { z } from 'zod';
import { ADMITS } from '../admission.rules.ts';
import { isLocalTime } from '../localTime.rules.ts';
import type { ListFields, SectionFields } from './rooms.store.ts';

export const idInput = z.string().min(1).max(64);
const localTime = z.string().refine(isLocalTime, 'not a local time').nullable();
const name = z.string().trim().min(1).max(120);

/** Where a window lets people in; see `Gate`. */
export const gateInput = z.object({ listId: idInput.nullable(), sectionId: idInput.nullable() });

/** Any fields of a section. */
export const sectionPatch = z
  .object({
    name,
    place: z
      .string()
      .max(300)
      .transform((text) => text.trim() || null)
      .nullable(),
    capacity: z.int().min(1).max(1_000_000).nullable(),
    starts_at: localTime,
    ends_at: localTime,
  })
  .partial();

/** Any fields of a list. */
export const listPatch = z
  .object({
    name,
    admits: z.enum(ADMITS),
    groups: z.array(z.string().trim().min(1).max(60)).max(200),
    section_id: idInput.nullable(),
    opens_at: localTime,
    closes_at: localTime,
  })
  .partial();

export const NEW_SECTION: Omit<SectionFields, 'name'> = {
  place: null,
  capacity: null,
  starts_at: null,
  ends_at: null,
};

export const NEW_LIST: Omit<ListFields, 'name'> = {
  admits: 'everyone',
  groups: [],
  section_id: null,
  opens_at: null,
  closes_at: null,
};
