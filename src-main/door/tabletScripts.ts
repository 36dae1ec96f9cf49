import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The scripts that the volunteers' page may ask for; the build puts them beside the screens. */
const NAMES = ['tablet.js', 'qr.js'];

export type TabletScripts = (name: string) => Promise<string | undefined>;

/** Reads a script once and keeps it; undefined where it is none of the page's, or is not built yet. */
export const createTabletScripts = (screensFolder: string): TabletScripts => {
  const kept = new Map<string, string>();
  return async (name) => {
    if (!NAMES.includes(name)) return undefined;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const text = await readFile(join(screensFolder, 'tablet', name), 'utf8').catch(() => undefined);
    if (text !== undefined) kept.set(name, text);
    return text;
  };
};
