import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../api/client.ts';
import type { Due } from './kinds.ts';

/** How many of those who arrived last are watched for what is still to be minded. */
const MOST = 30;

export type Arrived = { readonly id: string; readonly name: string };

const keyOf = (item: Due): string => `${item.personId} ${item.flagId}`;

/**
 * What is still to be minded of the people whom this window has marked, oldest arrival first. What was acknowledged goes at
 * once; an answer of the desk brings it back where it did not work.
 */
export const useDue = (eventId: string, arrived: Arrived | undefined) => {
  const [people, setPeople] = useState<readonly Arrived[]>([]);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  if (arrived !== undefined && people.at(-1)?.id !== arrived.id)
    setPeople([...people.filter(({ id }) => id !== arrived.id), arrived].slice(-MOST));
  const ids = people.map(({ id }) => id);
  const options = api.attention.ofArrivals.queryOptions({ eventId, personIds: ids });
  const due = useQuery({ ...options, enabled: ids.length > 0, placeholderData: keepPreviousData });
  const acknowledge = useMutation(
    api.attention.acknowledge.mutationOptions({
      onError: () => {
        setDone(new Set());
        void queryClient.invalidateQueries({ queryKey: options.queryKey });
      },
    }),
  );
  const waiting = (due.data ?? [])
    .filter((item) => !done.has(keyOf(item)))
    .toSorted((left, right) => ids.indexOf(left.personId) - ids.indexOf(right.personId));
  return {
    waiting,
    nameOf: (id: string): string => people.find((person) => person.id === id)?.name ?? '',
    take: (item: Due, answer: 'yes' | 'no' | null): void => {
      setDone((before) => new Set([...before, keyOf(item)]));
      // Who may not read a flag only puts the notice away: it stays on the event's page.
      if (item.kind !== 'hidden')
        acknowledge.mutate({ eventId, personId: item.personId, flagId: item.flagId, answer });
    },
  };
};
