import type { Migration } from '../src-core/store/migrate.ts';

/** People, saved views, what an import remembers, and the local search over people. */
export const people: Migration = {
  id: 2,
  name: 'people',
  up: [
    `CREATE TABLE person (
      id TEXT PRIMARY KEY,
      family_name TEXT,
      given_name TEXT,
      patronymic TEXT,
      study_group TEXT,
      kind TEXT NOT NULL,
      status TEXT NOT NULL,
      student_card_no TEXT,
      phone TEXT,
      guardian_phone TEXT,
      guardian_name TEXT,
      telegram TEXT,
      email TEXT,
      birth_date TEXT,
      iin TEXT,
      address TEXT,
      language TEXT,
      attention TEXT,
      note TEXT,
      code TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE UNIQUE INDEX person_code ON person (code)`,
    `CREATE INDEX person_study_group ON person (study_group)`,
    `CREATE INDEX person_phone ON person (phone) WHERE phone IS NOT NULL`,
    `CREATE INDEX person_guardian_phone ON person (guardian_phone) WHERE guardian_phone IS NOT NULL`,
    `CREATE INDEX person_student_card_no ON person (student_card_no) WHERE student_card_no IS NOT NULL`,
    `CREATE INDEX person_telegram ON person (telegram) WHERE telegram IS NOT NULL`,
    `CREATE INDEX person_email ON person (email) WHERE email IS NOT NULL`,
    `CREATE INDEX person_iin ON person (iin) WHERE iin IS NOT NULL`,
    `CREATE INDEX person_birth_date ON person (birth_date) WHERE birth_date IS NOT NULL`,
    `CREATE TABLE saved_view (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      screen TEXT NOT NULL,
      definition TEXT NOT NULL,
      owner TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE import_layout (
      id TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      mapping TEXT NOT NULL,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
    `CREATE TABLE import_batch (
      id TEXT PRIMARY KEY,
      file_name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      added INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      same INTEGER NOT NULL,
      skipped INTEGER NOT NULL,
      tx TEXT NOT NULL,
      at TEXT NOT NULL,
      undone_at TEXT,
      kept INTEGER,
      deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL
    )`,
  ],
  local: [
    // `place` numbers people in name order, with gaps; the full-text index has the same numbers.
    `CREATE TABLE person_search (
      place INTEGER PRIMARY KEY,
      person TEXT NOT NULL UNIQUE,
      sort_key TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT`,
    `CREATE INDEX person_search_sort ON person_search (sort_key)`,
    `CREATE VIRTUAL TABLE person_trigram USING fts5 (
      text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
    )`,
  ],
};
