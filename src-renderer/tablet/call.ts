import type { TabletRefusal } from '../../src-core/tablets/index.ts';

/** How a question to the laptop ended. */
export type Told =
  | { readonly kind: 'answer'; readonly value: unknown }
  /** The laptop said no to this one thing. */
  | { readonly kind: 'no'; readonly code: string }
  /** This device may ask nothing any more. */
  | { readonly kind: 'refused'; readonly why: TabletRefusal }
  /** No connection, or too much at once: worth trying again. */
  | { readonly kind: 'away' };

const PATIENCE_MS = 8000;

const read = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const toldBy = (status: number, body: unknown): Told => {
  if (status === 200) return { kind: 'answer', value: body };
  if (status === 401) {
    const why: unknown = Reflect.get(Object(body), 'refusal');
    const known = (['revoked', 'ended', 'otherEvent'] as const).find((one) => one === why);
    return { kind: 'refused', why: known ?? 'unknown' };
  }
  if (status === 400 || status === 403 || status === 404 || status === 409)
    return { kind: 'no', code: String(Reflect.get(Object(body), 'code')) };
  return { kind: 'away' };
};

/** Asks the laptop. XMLHttpRequest: tablets without `fetch` are still about. */
export const call = (procedure: string, input: unknown): Promise<Told> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/t/${procedure}`, true);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader('Content-Type', 'application/json');
    request.setRequestHeader('X-Part', '1');
    request.addEventListener('load', () => resolve(toldBy(request.status, read(request.responseText))));
    for (const end of ['error', 'timeout', 'abort'])
      request.addEventListener(end, () => resolve({ kind: 'away' }));
    request.send(JSON.stringify(input));
  });
