import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { defineTable } from '../store/index.ts';
import type { RelayRule, TablesOf } from '../store/index.ts';
import { isCode } from './code.rules.ts';
import { isIsoDate } from './dates.rules.ts';
import { PERSON_KINDS, PERSON_STATUSES } from './people.rules.ts';
import { followPeople } from './people.search.ts';

const text = (max: number) => z.string().trim().min(1).max(max).nullable();
const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/)
  .nullable();
const json = z.string().max(1_000_000);

const personColumns = {
  family_name: text(100),
  given_name: text(100),
  patronymic: text(100),
  study_group: text(60),
  kind: z.enum(PERSON_KINDS),
  status: z.enum(PERSON_STATUSES),
  student_card_no: text(40),
  /** E.164, such as +77001234567. */
  phone,
  guardian_phone: phone,
  guardian_name: text(200),
  /** A user name without @, small letters. */
  telegram: z
    .string()
    .regex(/^[a-z0-9_]{3,32}$/)
    .nullable(),
  email: z.email().max(200).nullable(),
  /** ISO date. */
  birth_date: z.string().refine(isIsoDate).nullable(),
  /** The individual identification number of Kazakhstan, 12 digits. */
  iin: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  address: text(300),
  language: z.enum(LANGUAGES).nullable(),
  /** What everyone near the person should know: an allergy, an illness. */
  attention: text(500),
  note: text(2000),
  code: z.string().refine(isCode),
};

/** Anyone the club or centre deals with: one card for all roles. */
export const personTable = defineTable({
  name: 'person',
  // A newcomer at the second laptop is to be found, not doubled.
  travels: 'whole',
  columns: personColumns,
  // The relay shows names and groups to members and finds people by their nick; contacts and documents it only carries, sealed.
  relay: {
    family_name: 'open',
    given_name: 'open',
    patronymic: 'open',
    study_group: 'open',
    kind: 'open',
    status: 'open',
    student_card_no: 'sealed',
    phone: 'sealed',
    guardian_phone: 'sealed',
    guardian_name: 'sealed',
    telegram: 'open',
    email: 'sealed',
    birth_date: 'sealed',
    iin: 'sealed',
    address: 'sealed',
    language: 'open',
    attention: 'sealed',
    note: 'sealed',
    code: 'open',
  } satisfies Record<keyof typeof personColumns, RelayRule>,
  afterAll: followPeople,
});

/** A way of looking at a list that somebody gave a name. */
export const savedViewTable = defineTable({
  name: 'saved_view',
  travels: 'never',
  columns: {
    name: z.string().trim().min(1).max(100),
    /** The screen that it belongs to, such as `people`. */
    screen: z.string().min(1).max(40),
    /** JSON: filter, sort, columns, as the screen wrote it. */
    definition: json,
    /** The account that made it. */
    owner: z.string().min(1).max(64),
  },
  relay: { name: 'sealed', screen: 'sealed', definition: 'sealed', owner: 'sealed' },
});

/** How the columns of a layout were mapped the last time. */
export const importLayoutTable = defineTable({
  name: 'import_layout',
  travels: 'never',
  columns: {
    /** What the same form has in common from file to file: its headers. */
    fingerprint: z.string().min(1).max(64),
    /** JSON {column: field}. */
    mapping: json,
  },
  relay: { fingerprint: 'sealed', mapping: 'sealed' },
});

/** One import of a file, for the list of imports and its undo. */
export const importBatchTable = defineTable({
  name: 'import_batch',
  travels: 'never',
  columns: {
    file_name: z.string().min(1).max(255),
    /** SHA-256 of the file's bytes, hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    added: z.int().min(0),
    changed: z.int().min(0),
    same: z.int().min(0),
    skipped: z.int().min(0),
    /** The transaction that wrote the people. */
    tx: z.string().min(1),
    /** ISO 8601, UTC. */
    at: z.string().min(1),
    undone_at: z.string().nullable(),
    /** How many people the undo left, because somebody had used them since. */
    kept: z.int().min(0).nullable(),
  },
  relay: {
    file_name: 'sealed',
    sha256: 'sealed',
    added: 'sealed',
    changed: 'sealed',
    same: 'sealed',
    skipped: 'sealed',
    tx: 'sealed',
    at: 'sealed',
    undone_at: 'sealed',
    kept: 'sealed',
  },
});

const tables = {
  person: personTable,
  saved_view: savedViewTable,
  import_layout: importLayoutTable,
  import_batch: importBatchTable,
};
export type PeopleTables = TablesOf<typeof tables>;
export type Person = PeopleTables['person'];
export type SavedView = PeopleTables['saved_view'];
export type ImportBatch = PeopleTables['import_batch'];
