import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';
import { keepChoice, readChoice } from '../api/preferences.ts';

const SCHEMES = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];
const isScheme = (value: unknown): value is MantineColorScheme => SCHEMES.some((known) => known === value);

/** Keeps the chosen light where the next start finds it. */
export const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    const kept = readChoice('scheme');
    return isScheme(kept) ? kept : fallback;
  },
  set: (value) => keepChoice('scheme', value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => keepChoice('scheme', 'auto'),
};
