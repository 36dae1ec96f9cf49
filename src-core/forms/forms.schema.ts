import { z } from 'zod';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';

const id = z.string().min(1).max(64);
const instant = z.iso.datetime();

/** `feedback`: asked of those who came. `form`: anything else. */
export const FORM_KINDS = ['form', 'feedback'] as const;
export type FormKind = (typeof FORM_KINDS)[number];
const FORM_SOURCES = ['bot', 'page', 'desk', 'paper'] as const;
export type FormSource = (typeof FORM_SOURCES)[number];

/** A form by its name; what it asks stands in its versions. */
export const formTable = defineTable({
  name: 'form',
  travels: 'whole',
  columns: { name: z.string().trim().min(1).max(200), kind: z.enum(FORM_KINDS) },
  relay: { name: 'open', kind: 'open' },
});

/** What a form asks, once written never changed: answers stay with the questions that were asked. */
export const formVersionTable = defineTable({
  name: 'form_version',
  travels: 'whole',
  insertOnly: true,
  circumstances: ['made_at'],
  columns: {
    form_id: id,
    /** JSON of `FormDefinition`. */
    definition: z.string().min(2).max(200_000),
    made_at: instant,
  },
  relay: { form_id: 'open', definition: 'open', made_at: 'open' },
});

/** A form that is asked, at an event or of whoever gets it: the version is the one of that moment. */
export const formUseTable = defineTable({
  name: 'form_use',
  travels: 'whole',
  columns: {
    form_id: id,
    version_id: id,
    event_id: id.nullable(),
    /** 1: answers bear no person, on no node. */
    is_anonymous: z.int().min(0).max(1),
    opens_at: instant,
    closes_at: instant.nullable(),
  },
  relay: {
    form_id: 'open',
    version_id: 'open',
    event_id: 'open',
    is_anonymous: 'open',
    opens_at: 'open',
    closes_at: 'open',
  },
});

/**
 * One person's answers: `factId('form_answer', use, person)`. Where they bear no name the id is drawn by chance, `at` is midnight of the
 * day alone, and the way they came is left out, for few may have come that way.
 */
export const formAnswerTable = defineTable({
  name: 'form_answer',
  travels: 'whole',
  circumstances: ['at', 'source'],
  columns: {
    use_id: id,
    version_id: id,
    person_id: id.nullable(),
    /** JSON {question: answer}. */
    answers: z.string().min(2).max(100_000),
    at: instant,
    source: z.enum(FORM_SOURCES).nullable(),
  },
  relay: {
    use_id: 'open',
    version_id: 'open',
    person_id: 'open',
    answers: 'open',
    at: 'open',
    source: 'open',
  },
});

export const formTables = [formTable, formVersionTable, formUseTable, formAnswerTable] as const;

const tables = {
  form: formTable,
  form_version: formVersionTable,
  form_use: formUseTable,
  form_answer: formAnswerTable,
};
export type FormsTables = TablesOf<typeof tables>;
