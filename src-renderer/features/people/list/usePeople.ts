import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { PersonCard, PersonSort } from '../../../../src-core/people/index.ts';
import { api, client } from '../../../api/client.ts';
import type { PersonFilter } from './view.ts';

const STEP = 100;
const WINDOW = 4 * STEP;

type Listed = {
  readonly total: number | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  readonly rowAt: (index: number) => PersonCard | undefined;
  readonly onRange: (from: number, to: number) => void;
};

/**
 * A list of any length, of which only the stretch around the screen is held. While the next stretch is on its way the
 * last one stays, so that neither scrolling nor typing makes the table blink.
 */
export const usePeople = (filter: PersonFilter, sort: PersonSort): Listed => {
  const [start, setStart] = useState(0);
  const input = { filter, sort, offset: start, limit: WINDOW };
  const page = useQuery({
    queryKey: api.people.list.queryKey(input),
    // The offset travels with the rows: what is still shown belongs to the stretch it was asked for.
    queryFn: async () => ({ offset: start, ...(await client.people.list.query(input)) }),
    placeholderData: keepPreviousData,
  });
  const { data } = page;
  const rowAt = useCallback((index: number) => data?.rows[index - data.offset], [data]);
  const onRange = useCallback((from: number, to: number) => {
    setStart((now) => {
      if (from >= now && to < now + WINDOW) return now;
      return Math.max(0, Math.floor((from - STEP) / STEP) * STEP);
    });
  }, []);
  return { total: data?.total, error: page.error, retry: () => void page.refetch(), rowAt, onRange };
};
