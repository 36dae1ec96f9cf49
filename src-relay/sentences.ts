import { DatabaseAwayError } from '../src-core/store/index.ts';
import { CannotOpen } from './database/database.ts';
import type { RelaySettings } from './settings.ts';

const CANNOT_OPEN = {
  newer: 'the data was written by a newer Orda. Update this program, then start again.',
  moved: 'the data of this folder was moved to PostgreSQL; set ORDA_DATABASE_URL.',
  locked: 'another relay has this data open. Stop it first.',
} as const;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** What stands in the way, for the terminal of whoever runs the relay. */
export const sentenceOf = (error: unknown, { host, port }: RelaySettings): string => {
  if (error instanceof CannotOpen) return CANNOT_OPEN[error.reason];
  if (error instanceof DatabaseAwayError) return 'the database does not answer; look at ORDA_DATABASE_URL.';
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return `port ${port} is taken by another program; choose another one with --port.`;
  if (code === 'EADDRNOTAVAIL') return `${host} is no address of this machine; see --host.`;
  if (code === 'EACCES')
    return `port ${port} may not be used by this user; put a proxy in front (docs/relay.md).`;
  return error instanceof Error ? error.message : String(error);
};
