import { migrations } from '../../migrations/index.ts';
import type { Migration } from '../../src-core/store/index.ts';

const newest = migrations.at(-1)?.id ?? 0;

/** Steps that take long enough to be killed in: a table of many rows, a column, an index over them. */
export const heavySteps: readonly Migration[] = [
  {
    id: newest + 1,
    name: 'heavy',
    up: [
      `CREATE TABLE heavy (id TEXT PRIMARY KEY, n INTEGER NOT NULL)`,
      `INSERT INTO heavy WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 60000)
       SELECT 'row ' || n, (n * 7919) % 60000 FROM c`,
    ],
  },
  {
    id: newest + 2,
    name: 'heavier',
    up: [`ALTER TABLE check_in ADD COLUMN gate TEXT`, `CREATE INDEX heavy_n ON heavy (n)`],
  },
];
