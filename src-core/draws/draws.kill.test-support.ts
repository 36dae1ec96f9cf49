/** One step of a draw in a process of its own, which then dies as by a pulled plug; prints the state before it does. */
import { writeSync } from 'node:fs';
import { eventWith, openDrawDesk } from './draws.test-support.ts';

const [folder = '', step = ''] = process.argv.slice(2);
const { api, store, ...rest } = await openDrawDesk(folder);
const known = store.localRows<{ id: string; event_id: string }>('SELECT id, event_id FROM draw_draft')[0];
const id = known?.id ?? '';
let eventId = known?.event_id ?? '';
if (step === 'prepare') {
  ({ eventId } = await eventWith({ api, store, ...rest }, 5));
  await api.draws.prepare({ eventId, prizes: [{ title: 'a', count: 1 }], noRepeatEvents: 0, names: 'full' });
}
if (step === 'commit') await api.draws.commit({ id });
if (step === 'hallInput') await api.draws.hallInput({ id, text: '4 2 6' });
if (step === 'open') await api.draws.open({ id });
if (step === 'absent') await api.draws.absent({ id, position: 1 });
if (step === 'handOver') await api.draws.handOver({ id, position: 2 });
const { draws } = await api.draws.list({ eventId });
writeSync(1, `${draws[0]?.state ?? 'prepared'}\n`);
process.kill(process.pid, 'SIGKILL');
