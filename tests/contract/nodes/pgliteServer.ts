/** PGlite as the store's server: PostgreSQL itself, compiled to run inside this process, with one connection. */
import { PGlite } from '@electric-sql/pglite';
import type { Connection, PostgresServer } from '../../../src-core/store/index.ts';

/** Whoever connects waits until the one connection is free. Ending it leaves the instance running, for the next test. */
export function pgliteServer(lite: PGlite): PostgresServer {
  let queue: Promise<void> = Promise.resolve();
  return {
    async connect() {
      const before = queue;
      const { promise, resolve } = Promise.withResolvers<void>();
      queue = promise;
      await before;
      return {
        async query(sql, parameters = []) {
          const { rows, affectedRows } = await lite.query(sql, [...parameters]);
          // Kysely asks what kind of statement it was.
          return {
            rows,
            rowCount: affectedRows ?? rows.length,
            command: sql.trimStart().split(/\s/, 1)[0]?.toUpperCase(),
          };
        },
        release: () => resolve(),
      } as Connection;
    },
    listen: (channel, onNote) => lite.listen(channel, onNote),
    end: () => Promise.resolve(),
  };
}

/** An instance in memory. */
export const openLite = (): Promise<PGlite> => PGlite.create();

/** Empties it. */
export async function wipeLite(lite: PGlite): Promise<void> {
  await lite.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
}
