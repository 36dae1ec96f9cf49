import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Outcome, PlannedRow } from '../../../../src-core/people/import/plan.ts';
import { api, client } from '../../../api/client.ts';

const STEP = 100;
const WINDOW = 4 * STEP;

/** The rows of one outcome, by their place in it; those on the screen are loaded. */
export type PlanRows = {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly rowAt: (index: number) => PlannedRow | undefined;
  readonly onRange: (from: number, to: number) => void;
};

/** Reads the rows of one outcome of an import's plan, a stretch at a time. */
export const usePlanRows = (id: string, outcome: Outcome): PlanRows => {
  const [start, setStart] = useState(0);
  const input = { id, outcome, offset: start, limit: WINDOW };
  const { data } = useQuery({
    queryKey: api.imports.rows.queryKey(input),
    queryFn: async () => ({ offset: start, ...(await client.imports.rows.query(input)) }),
    placeholderData: keepPreviousData,
  });
  const rowAt = useCallback((index: number) => data?.rows[index - data.offset], [data]);
  const onRange = useCallback((from: number, to: number) => {
    setStart((now) =>
      from >= now && to < now + WINDOW ? now : Math.max(0, Math.floor((from - STEP) / STEP) * STEP),
    );
  }, []);
  return { total: data?.total, rowAt, onRange };
};
