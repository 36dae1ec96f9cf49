/** What is noted of each request while it is answered, counted and logged. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** What is known about the request that is being answered. */
export type Span = { readonly requestId: string; route?: string | undefined; node?: string };

/** The request that the running code works for; the laptop's node is noted in it once it is known. */
export const spans: AsyncLocalStorage<Span> = new AsyncLocalStorage();

/** Asked every few seconds by machines: worth a line only to whoever looks for one. */
const QUIET: ReadonlySet<string> = new Set(['/health', '/metrics', '/sync/wait']);
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/** Answers a request and notes it; out: the answer and the request's number. In: the method, which anybody may have made up. */
export type Observe = <T extends { readonly status: number }>(
  asked: string,
  answer: () => Promise<T>,
) => Promise<{ readonly answer: T; readonly requestId: string }>;

export const createObserve =
  ({ metrics, log }: { readonly metrics: Metrics; readonly log: Log }): Observe =>
  async (asked, work) => {
    const started = performance.now();
    const method = METHODS.has(asked) ? asked : 'OTHER';
    const span: Span = { requestId: randomUUID() };
    const answer = await spans.run(span, work);
    const { requestId, route = '-', node } = span;
    const { status } = answer;
    const ms = performance.now() - started;
    metrics.request(route, method, status, ms / 1000);
    const say = QUIET.has(route) && status < 400 ? log.debug : log.info;
    say('request', { requestId, route, method, status, ms: Math.round(ms * 10) / 10, node });
    return { answer, requestId };
  };
