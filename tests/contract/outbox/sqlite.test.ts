/** Holds: the outbox on SQLite. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openStore } from '../../../src-core/store/index.ts';
import { outboxContract } from './suite.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

outboxContract(async () => async (parts) => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-outbox-'));
  folders.push(folder);
  return openStore({ ...parts, path: join(folder, 'relay.db'), isRelay: true });
});
