import type { openHub } from '../../src-core/sync/index.ts';
import type { RelaySettings } from '../settings.ts';
import type { RelayDatabase } from './database.ts';
import { openFolderDatabase } from './folder.ts';

export type OpenParts = {
  readonly now: () => number;
  readonly onTaken: Parameters<typeof openHub>[1];
  readonly onError: (error: unknown) => void;
};

/** Opens what the settings say. Throws CannotOpen. */
export const openDatabase = async (
  { folder, databaseUrl }: Pick<RelaySettings, 'folder' | 'databaseUrl'>,
  parts: OpenParts,
): Promise<RelayDatabase> => {
  if (databaseUrl === undefined) return openFolderDatabase(folder, parts.now, parts.onTaken);
  // Loaded only where there is a PostgreSQL.
  const { openPostgresDatabase } = await import('./postgres.ts');
  return openPostgresDatabase(databaseUrl, parts);
};
