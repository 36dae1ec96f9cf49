import type { Migration } from '../src-core/store/migrate.ts';

/** A showing of the code may lead to a check-in list or into a section. */
export const waveGate: Migration = {
  id: 15,
  name: 'wave_gate',
  up: [`ALTER TABLE wave ADD COLUMN list_id TEXT`, `ALTER TABLE wave ADD COLUMN section_id TEXT`],
};
