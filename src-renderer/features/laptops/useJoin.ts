import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Inputs } from '../../api/shapes.ts';
import { client, queryClient } from '../../api/client.ts';
import { failureOf } from '../../api/failure.ts';

export type JoinInput = Omit<Inputs['laptops']['join'], 'address'> & {
  /** Tried one after the other: an invitation names every network of the laptop that invites. */
  readonly addresses: readonly string[];
};

/** Joins by the first address that answers; `cancel` gives up waiting for an answer. */
export const useJoin = (onJoined: () => void) => {
  const running = useRef<AbortController>(undefined);
  const join = useMutation({
    meta: { shown: true },
    mutationFn: async ({ addresses, ...rest }: JoinInput): Promise<void> => {
      const abort = new AbortController();
      running.current = abort;
      for (const [index, address] of addresses.entries()) {
        try {
          await client.laptops.join.mutate({ ...rest, address }, { signal: abort.signal });
          return;
        } catch (error) {
          const isLast = index === addresses.length - 1;
          if (isLast || abort.signal.aborted || failureOf(error).code !== 'JOIN_UNREACHABLE') throw error;
        }
      }
    },
    onSuccess: async () => {
      onJoined();
      await queryClient.invalidateQueries();
    },
  });
  return {
    join,
    cancel: () => {
      running.current?.abort();
      join.reset();
    },
  };
};
