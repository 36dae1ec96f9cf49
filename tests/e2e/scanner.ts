/** A USB scanner: a keyboard that types under the system's layout, key after key without a pause. */
import type { Page } from 'playwright-core';
import { typedUnder, type Layout } from '../../src-core/events/scan.rules.ts';

type ScanOptions = { readonly layout?: Layout; readonly hasEnter?: boolean; readonly isCapsLock?: boolean };

/** Types a code as a scanner does, into whatever has the focus. */
export const scan = async (
  page: Page,
  code: string,
  { layout = 'us', hasEnter = true, isCapsLock = false }: ScanOptions = {},
): Promise<void> => {
  const keyboard = await page.context().newCDPSession(page);
  const keys = Array.from(typedUnder(code, layout, isCapsLock), (key) => ({ key, text: key }));
  if (hasEnter) keys.push({ key: 'Enter', text: '\r' });
  await Promise.all(
    keys.flatMap((key) => [
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key }),
    ]),
  );
  await keyboard.detach();
};
