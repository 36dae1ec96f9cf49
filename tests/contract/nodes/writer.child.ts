/** A relay's process that `races.test.ts` runs beside others and kills: it writes without end and says each transaction after it was confirmed. */
import { writeSync } from 'node:fs';
import { openPostgres, recordAll } from '../../../src-core/store/index.ts';
import { cardTable, nodeSteps } from '../../../src-core/sync/nodes.test-support.ts';
import { servedTables } from './served.ts';

/** Rows of one transaction. */
const ROWS = 40;

const [, , url = '', name = ''] = process.argv;
const store = await openPostgres({ server: url, tables: servedTables, migrations: nodeSteps });
writeSync(1, 'ready\n');
for (let n = 0; ; n += 1) {
  const rows = Array.from({ length: ROWS }, (_, row) => ({
    id: `${name} ${n} ${row}`,
    patch: { title: `${n}`, stars: row },
  }));
  const { tx } = await store.write({ actor: name, action: 'cards.many' }, (tx) =>
    recordAll(tx, cardTable, rows),
  );
  writeSync(1, `${tx}\n`);
}
