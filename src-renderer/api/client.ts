import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { DeskRouter } from '../../src-core/api.ts';
import { failureOf } from './failure.ts';

type Listener = (error: unknown) => void;
const listeners = new Set<Listener>();

/** Hears of mutations that failed and whose screen does not show it by itself (`meta.shown`). */
export const onFailure = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** A failure with a code is an answer and will be the same again; only a lost connection is worth another try. */
const isWorthRetry = (count: number, error: unknown): boolean =>
  failureOf(error).code === 'NO_CONNECTION' && count < 3;

export const queryClient = new QueryClient({
  defaultOptions: {
    // The live stream says what changed, so nothing is asked again without reason.
    queries: {
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: isWorthRetry,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
  queryCache: new QueryCache(),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      if (mutation.meta?.['shown'] === true) return;
      for (const listener of listeners) listener(error);
    },
  }),
});

/** More of an address than this, in characters, is not sent as one. */
const LONGEST_ADDRESS = 8000;

/** A question about many people does not fit into an address; it goes as the body of a POST. */
const isLong = (input: unknown): boolean =>
  encodeURIComponent(JSON.stringify(input ?? null)).length > LONGEST_ADDRESS / 2;

export const client = createTRPCClient<DeskRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: '/api' }),
      false: splitLink({
        condition: ({ type, input }) => type === 'query' && isLong(input),
        true: httpLink({ url: '/api', methodOverride: 'POST' }),
        false: httpBatchLink({ url: '/api', maxURLLength: LONGEST_ADDRESS }),
      }),
    }),
  ],
});

/** The desk's procedures as query and mutation options: `useQuery(api.setup.state.queryOptions())`. */
export const api = createTRPCOptionsProxy<DeskRouter>({ client, queryClient });
