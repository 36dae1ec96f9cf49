/** One round of files in a process of its own that dies as by a pulled plug: after so many pieces, or while so many are being written. */
import { mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { openLaptop, sendTo } from './blobs.test-support.ts';

const [folder = '', url = '', moment = '', number = ''] = process.argv.slice(2);
const laptop = await openLaptop({ folder });
let left = Number(number);
const count = (): void => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};
const seen = new Set<string>();
mkdirSync(join(folder, 'blobs'), { recursive: true });
const watching = watch(join(folder, 'blobs'), { recursive: true }, (_, name) => {
  // Its name is there before its bytes are flushed and it is put in its place.
  if (moment !== 'writing' || name?.endsWith('.part') !== true || seen.has(name)) return;
  seen.add(name);
  count();
});
const link = laptop.link(sendTo(url, 'cccc'), {
  onProgress: ({ fetched }) => {
    if (moment === 'piece' && fetched === 0) count();
  },
});
await link.round();
watching.close();
laptop.close();
