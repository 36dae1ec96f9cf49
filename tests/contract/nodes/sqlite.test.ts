/** Holds: a log is served from SQLite by all the rules. */
import { nodeContract } from './suite.ts';
import { openSqlite } from './sqliteOpener.ts';

nodeContract(async () => openSqlite());
