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
  { folder }: Pick<RelaySettings, 'folder' | 'databaseUrl'>,
  { now, onTaken }: OpenParts,
): Promise<RelayDatabase> => openFolderDatabase(folder, now, onTaken);
