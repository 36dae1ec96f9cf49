import { findPrograms, startCluster } from './cluster.ts';
import { openPostgres, record } from '../../../src-core/store/index.ts';
import { migrations } from '../../../migrations/index.ts';
import { allTables } from '../../../src-core/tables.ts';
import { clubTable } from '../../../src-core/events/index.ts';
const p = findPrograms();
if ('reason' in p) throw new Error(p.reason);
const c = await startCluster(p.folder);
try {
const url = await c.database();
const s = await openPostgres({ server: url, tables: allTables, migrations });
console.log(s.node);
let t = performance.now();
for (let i = 0; i < 100; i++) await s.write({ actor: 'a', action: 'b' }, async (tx) => { await record(tx, clubTable, 'c' + i, { name: 'x', colour: 'iris' }); });
console.log((performance.now() - t) / 100);
console.log(await c.ask('select * from change order by seq desc limit 1', url), await c.ask('select * from meta', url));
console.log(await s.read<any>().selectFrom('club').selectAll().limit(1).execute());
await s.close();
const s2 = await openPostgres({ server: url, tables: allTables, migrations });
console.log(s2.node);
await s2.close();
} finally { await c.stop(); }
