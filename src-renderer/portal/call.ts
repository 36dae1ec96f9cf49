/** The way to the relay: one function, and answers as values. */
import type { FormView, Found, PortalState, SeenProfile } from '../../src-relay/portal/shapes.ts';
import { noteRelayTime } from './clock.ts';

export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Nothing has changed since the state that the page has. */
  | { readonly kind: 'same' }
  /** The relay said no; another try says the same. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'signedOut' }
  /** Not now: no connection, or the relay is busy. Milliseconds until another try makes sense. */
  | { readonly kind: 'later'; readonly waitMs: number; readonly code: string };

/** Milliseconds for which an answer is waited for: a phone at the edge of a network is slow, not gone. */
const PATIENCE = 30_000;
const NO_CONNECTION = { kind: 'later', waitMs: 0, code: 'NO_CONNECTION' } as const;

const failureIn = async (answer: Response): Promise<{ readonly code: string; readonly waitMs: number }> => {
  const body: unknown = await answer.json().catch(() => null);
  const { code, waitMs } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return { code: typeof code === 'string' ? code : 'INTERNAL', waitMs: Number(waitMs ?? 0) };
};

/** The newest state that came, by its address and its mark: asked for again it comes only where it is another. */
let known: { readonly path: string; readonly etag: string } | undefined;

/** For when the page shows another state than the one that came last. */
export const forgetMark = (): void => {
  known = undefined;
};

const ask = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
  const etag = known?.path === path && init.method === 'GET' ? known.etag : undefined;
  try {
    const answer = await fetch(`/me/api/${path}`, {
      ...init,
      headers: {
        'x-orda-page': '1',
        'content-type': 'application/json',
        ...(etag !== undefined && { 'if-none-match': etag }),
      },
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
    noteRelayTime(answer.headers.get('date'));
    if (answer.status === 304) return { kind: 'same' };
    if (answer.status === 204) return { kind: 'done', value: undefined as T };
    if (answer.ok) {
      const value = (await answer.json()) as T;
      // What a press has changed is newer than the state that was asked for; a room's own question is none.
      const mark = answer.headers.get('etag');
      if (init.method !== 'GET') known = undefined;
      else if (path.startsWith('state') && mark !== null) known = { path, etag: mark };
      return { kind: 'done', value };
    }
    const { code, waitMs } = await failureIn(answer);
    if (answer.status === 401) return { kind: 'signedOut' };
    if (answer.status === 429 || answer.status >= 500)
      return { kind: 'later', waitMs: Math.max(waitMs, 1000), code };
    return { kind: 'refused', code };
  } catch {
    return NO_CONNECTION;
  }
};

const post = <T>(path: string, body: object): Promise<Answer<T>> =>
  ask(path, { method: 'POST', body: JSON.stringify(body) });

/** Signs in by a code, or by what Telegram handed over. */
export const signIn = (
  proof: { readonly code: string } | { readonly initData: string },
): Promise<Answer<PortalState>> => post('sign-in', proof);

export const signOut = (): Promise<Answer<undefined>> => post('sign-out', {});

/** In: what stands behind the question mark; what is undefined is left out. */
const get = <T>(path: string, asked: Readonly<Record<string, string | undefined>>): Promise<Answer<T>> => {
  const given = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return ask(`${path}?${new URLSearchParams(given).toString()}`, { method: 'GET' });
};

/** The state of a person; of whoever is signed in where none is named. */
export const askState = (person: string | undefined): Promise<Answer<PortalState>> =>
  get('state', { person });

/** A form to which an address led. */
export const askForm = (person: string, use: string): Promise<Answer<FormView>> =>
  get('form', { person, use });

/** The event behind a code. */
export const askCode = (person: string, code: string): Promise<Answer<Found>> => get('at', { person, code });

/** Sends one press; out: the state after it. */
export const sendPress = (name: string, body: object): Promise<Answer<PortalState>> => post(name, body);

export const look = (who: string): Promise<Answer<SeenProfile>> => post('look', { who });
