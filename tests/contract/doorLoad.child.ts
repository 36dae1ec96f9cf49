/** The laptop that `doorLoad.test.ts` kills: a store and its door, opened, or opened again where the last one died. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { createDoors } from '../../src-main/door/doors.ts';
import { openStore } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';

const [, , folder = '', eventId = ''] = process.argv;
const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations });
const doors = createDoors({
  settingsFile: join(folder, 'door.json'),
  now: Date.now,
  isLoopbackShown: true,
  screensFolder: folder,
  onError: () => undefined,
});
await doors.resume(store);
const open = doors.state() ?? (await doors.open({ store, eventId, address: '127.0.0.1' }));
writeSync(1, `${open.url}\n`);
