/** What the page keeps on the phone: the last state of each person, answers on their way, and the language. Gone with a sign-out. */
import type { PortalState } from '../../src-relay/portal/shapes.ts';
import type { Press } from './presses.rules.ts';

const PREFIX = 'orda.me.';

/** What a phone without room, or one that forbids keeping, could not take: it lasts as long as the page is open. */
const memory = new Map<string, string>();

const put = (name: string, value: unknown): void => {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
  }
};

const take = (name: string): unknown => {
  try {
    const text = memory.get(name) ?? localStorage.getItem(PREFIX + name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A state, the moment that it is of by the phone's clock, and what that clock was behind by; milliseconds. */
export type KeptState = { readonly at: number; readonly off: number; readonly state: PortalState };

export const keepState = (kept: KeptState): void => {
  put(`state.${kept.state.personId}`, kept);
  put('person', kept.state.personId);
};

export const lastPerson = (): string | undefined => take('person') as string | undefined;
export const keptStateOf = (personId: string): KeptState | undefined =>
  take(`state.${personId}`) as KeptState | undefined;

export const keepQueue = (queue: readonly Press[]): void => put('queue', queue);
export const keptQueue = (): readonly Press[] => (take('queue') as readonly Press[] | undefined) ?? [];

export const keepLanguage = (language: string): void => put('language', language);
export const keptLanguage = (): string | undefined => take('language') as string | undefined;

/** Takes away all of it but the language; in: persons whose states stay. */
export const forget = (but: readonly string[] = []): void => {
  const stays = new Set(['language', ...but.map((id) => `state.${id}`)]);
  for (const name of memory.keys()) if (!stays.has(name)) memory.delete(name);
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(PREFIX) && !stays.has(name.slice(PREFIX.length))) localStorage.removeItem(name);
  } catch {
    // Where nothing may be kept, nothing is.
  }
};

/** Hears when another tab has kept something new. */
export const onKept = (hear: () => void): void => {
  addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) hear();
  });
};
