import { createHash } from 'node:crypto';
import { messageOf } from './screen.rules.ts';
import type { Screen } from './screen.rules.ts';

/** SHA-256 of what a message with this screen says and bears, hexadecimal: the same one need not be sent again. */
export const hashOfScreen = (screen: Screen): string =>
  createHash('sha256')
    .update(JSON.stringify(messageOf(screen)))
    .digest('hex');
