import type { Migration } from '../src-core/store/migrate.ts';

const SYNCED = `deleted_at TEXT,
      clocks TEXT NOT NULL,
      seq INTEGER NOT NULL`;

/** Certificates: their templates, themselves, what was revoked, whose keys are known, and the pictures behind them. */
export const certificates: Migration = {
  id: 8,
  name: 'certificates',
  up: [
    `CREATE TABLE certificate_template (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      language TEXT NOT NULL,
      name_form TEXT NOT NULL,
      page_width REAL NOT NULL,
      page_height REAL NOT NULL,
      background TEXT NOT NULL,
      layout TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE TABLE certificate (
      id TEXT PRIMARY KEY,
      template_id TEXT NOT NULL,
      event_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      edition INTEGER NOT NULL,
      series TEXT NOT NULL,
      year INTEGER NOT NULL,
      number INTEGER NOT NULL,
      issued_at TEXT NOT NULL,
      key_id TEXT NOT NULL,
      code TEXT NOT NULL,
      details TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE INDEX certificate_event ON certificate (event_id)`,
    `CREATE INDEX certificate_person ON certificate (person_id)`,
    `CREATE INDEX certificate_number ON certificate (series, year, number)`,
    `CREATE TABLE certificate_revocation (
      id TEXT PRIMARY KEY,
      at TEXT NOT NULL,
      reason TEXT NOT NULL,
      lifted_at TEXT,
      ${SYNCED}
    )`,
    `CREATE TABLE issuer_key (
      id TEXT PRIMARY KEY,
      key_id TEXT NOT NULL,
      public_key TEXT NOT NULL,
      made_at TEXT NOT NULL,
      retired_at TEXT,
      withdrawn_at TEXT,
      follows TEXT,
      endorsement TEXT,
      ${SYNCED}
    )`,
    `CREATE TABLE certificate_settings (
      id TEXT PRIMARY KEY,
      verify_address TEXT,
      ${SYNCED}
    )`,
    `CREATE TABLE trusted_issuer (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      file TEXT NOT NULL,
      at TEXT NOT NULL,
      ${SYNCED}
    )`,
    `CREATE TABLE certificate_picture (
      sha256 TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      width REAL NOT NULL,
      height REAL NOT NULL,
      data TEXT NOT NULL
    )`,
  ],
};
