import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src-core/store/index.ts';
import { servedOver } from './served.ts';
import type { Opener } from './served.ts';

/** Served nodes on one file of SQLite. */
export function openSqlite(): Opener {
  const folder = mkdtempSync(join(tmpdir(), 'orda-contract-'));
  const path = join(folder, 'orda.db');
  return {
    open: (options) => servedOver((parts) => openStore({ ...parts, path, isRelay: true }), options),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
