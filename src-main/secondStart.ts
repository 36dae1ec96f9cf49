/** A second start of Orda does not open the data again: it asks the first one to show its window. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { readHolder, type Holder } from './lock.ts';

const PATH = '/second-start';
const HEADER = 'x-orda-token';

const answerShape = z.object({
  /** The address that opens the first desk. */
  url: z.string(),
  /** Whether the first desk has brought its own window to the front. */
  isShown: z.boolean(),
});

export type SecondStartAnswer = z.output<typeof answerShape>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * The first desk's side: answers a request of a second start, and leaves every other request alone. The word in the
 * header stands in a file that only this user can read; a web page can neither read it nor set such a header here.
 */
export const answerSecondStart = (
  request: Request,
  token: string,
  show: () => SecondStartAnswer,
): Response | undefined => {
  const url = new URL(request.url);
  if (request.method !== 'POST' || url.pathname !== PATH || url.hostname !== '127.0.0.1') return undefined;
  if (
    request.headers.has('origin') ||
    !timingSafeEqual(digest(request.headers.get(HEADER) ?? ''), digest(token))
  ) {
    return new Response(null, { status: 403 });
  }
  return Response.json(show());
};

const ask = async ({ port, token }: Holder): Promise<SecondStartAnswer | undefined> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${PATH}`, {
      method: 'POST',
      headers: { [HEADER]: token },
      signal: AbortSignal.timeout(3_000),
    });
    return response.ok ? answerShape.parse(await response.json()) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The second desk's side: asks until the first has started far enough to answer, for at most `patience` milliseconds.
 * Nothing where it never answers.
 */
export const askFirst = async (folder: string, patience: number): Promise<SecondStartAnswer | undefined> => {
  const until = performance.now() + patience;
  do {
    const holder = readHolder(folder);
    const answer = holder === undefined ? undefined : await ask(holder);
    if (answer !== undefined) return answer;
    await wait(100);
  } while (performance.now() < until);
  return undefined;
};
