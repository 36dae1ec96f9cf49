import type { RelaySettings } from '../settings.ts';
import type { OpenParts, RelayDatabase } from './database.ts';
import { openFolderDatabase } from './folder.ts';

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
