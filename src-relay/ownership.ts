/** The administrator does errands as root, and the service has a user of its own: what an errand leaves must be the service's. */
import { lchownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Gives all that root owns in a folder to whom the folder belongs; does nothing for anybody but root, and where there is no folder. */
export const giveToOwner = (folder: string): void => {
  if (process.getuid?.() !== 0) return;
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (owner === undefined || owner.uid === 0) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    // A running relay may have taken it away in this moment.
    if (lstatSync(path, { throwIfNoEntry: false })?.uid === 0) lchownSync(path, owner.uid, owner.gid);
  }
};
