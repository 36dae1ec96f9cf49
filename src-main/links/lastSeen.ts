/** When the organisation's laptops were last seen: whoever serves many, a relay above all, knows more of it than this laptop. */
import { z } from 'zod';
import { noteSeenElsewhere } from '../../src-core/laptops/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import type { Answer, Message } from './transport.ts';

/** Milliseconds between two questions. */
const EVERY = 60_000;

const told = z.object({ agoMs: z.record(z.string().regex(/^[0-9a-z]{8}$/), z.number().min(0)) });

/** Out: to be called after each round that went well; it asks once a minute and fails in silence, for an older program knows no such question. */
export const createLastSeen = (
  store: Store,
  ask: (message: Omit<Message, 'token'>) => Promise<Answer>,
): (() => Promise<void>) => {
  let askedMs = -Infinity;
  return async () => {
    if (performance.now() - askedMs < EVERY) return;
    askedMs = performance.now();
    try {
      const { body } = await ask({ method: 'GET', path: '/seen' });
      const seen = told.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data;
      if (seen !== undefined) await noteSeenElsewhere(store, seen.agoMs, store.now());
    } catch {
      // The rounds tell what is wrong.
    }
  };
};
