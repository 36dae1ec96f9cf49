/** The laptop of `door.bench.ts`: the door over a real store, and a JSON echo in the same server, and what its processor has done. Prints its port. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { openPhoneDoor } from '../../src-core/door/index.ts';
import { openStore } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { createRouter } from '../../src-main/door/router.ts';
import { serve } from '../../src-main/door/serve.ts';

const [, , folder = '', eventId = ''] = process.argv;
const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations });
const UNLIMITED = { burst: 1e9, perSecond: 1e9 };
const door = createRouter({
  door: openPhoneDoor(store, eventId),
  origin: () => '',
  now: Date.now,
  limits: { address: UNLIMITED, phone: UNLIMITED, wrongCode: UNLIMITED },
  onHello: () => undefined,
});
const serving = await serve({
  address: '127.0.0.1',
  ports: [0],
  onError: (error) => console.error(error),
  handle: async (request) => {
    if (request.path === '/cpu') {
      const { user, system } = process.cpuUsage();
      return { status: 200, headers: {}, body: String(user + system) };
    }
    if (request.path !== '/echo') return door(request);
    const told: unknown = JSON.parse(request.body);
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: JSON.stringify(told),
    };
  },
});
writeSync(1, `${serving.port}\n`);
