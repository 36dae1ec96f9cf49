import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Inputs } from '../../api/shapes.ts';
import { client, queryClient } from '../../api/client.ts';
import { failureOf } from '../../api/failure.ts';

export type JoinInput = Omit<Inputs['laptops']['join'], 'address'> & {
  /** Tried one after the other: an invitation names every network of the laptop that invites. */
  readonly addresses: readonly string[];
};

/** Joins by the first address that answers; `cancel` takes back what has been begun, as long as nothing has come. */
export const useJoin = (onJoined: () => void) => {
  const isCancelled = useRef(false);
  const join = useMutation({
    meta: { shown: true },
    mutationFn: async ({ addresses, ...rest }: JoinInput): Promise<void> => {
      isCancelled.current = false;
      for (const [index, address] of addresses.entries()) {
        try {
          await client.laptops.join.mutate({ ...rest, address });
          return;
        } catch (error) {
          const isLast = index === addresses.length - 1;
          const isElsewhere = failureOf(error).code === 'JOIN_UNREACHABLE' && !isCancelled.current;
          if (isLast || !isElsewhere) throw error;
        }
      }
    },
    onSuccess: async () => {
      onJoined();
      await queryClient.invalidateQueries();
    },
  });
  const cancel = useMutation({
    mutationFn: async (): Promise<void> => {
      isCancelled.current = true;
      await client.laptops.cancelJoin.mutate();
    },
  });
  return { join, cancel };
};
