/** The desk's own program by another clock: `node clockedDesk.test-support.ts … --data <folder> --ahead=<milliseconds>`; it ends in order on SIGTERM. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runDesk } from './run.ts';

const { values } = parseArgs({
  options: {
    'no-window': { type: 'boolean' },
    data: { type: 'string', default: '' },
    ahead: { type: 'string', default: '0' },
  },
});
const aheadMs = Number(values.ahead);
const desk = await runDesk({
  folder: values.data,
  port: 0,
  demo: false,
  now: () => Date.now() + aheadMs,
  screensFolder: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
  raise: () => false,
  onError: (error) => void process.stderr.write(`${String(error)}\n`),
});
if (desk.kind !== 'running') throw new Error('another desk has this folder open');
process.on('SIGTERM', () => void desk.close().then(() => process.exit(0)));
process.stdout.write(`Orda: ${desk.url}\n`);
