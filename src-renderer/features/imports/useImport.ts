import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import { importFailures } from './importFailures.texts.ts';

addFailureTexts(importFailures);

/** Milliseconds between two looks at a step that runs. */
const LOOK = 150;
const BUSY: readonly string[] = ['reading', 'checking', 'writing'];

const refresh = (id: string): Promise<unknown> =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: api.imports.get.queryKey({ id }) }),
    queryClient.invalidateQueries({ queryKey: api.imports.rows.queryKey() }),
  ]);

/** One import as the desk holds it, and the steps that a person takes with it. */
export const useImport = (id: string) => {
  const state = useQuery({
    ...api.imports.get.queryOptions({ id }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && BUSY.includes(data.stage) ? LOOK : false,
  });
  const after = { onSettled: () => refresh(id) };
  return {
    state,
    setMapping: useMutation(api.imports.setMapping.mutationOptions(after)),
    setHeader: useMutation(api.imports.setHeader.mutationOptions(after)),
    dryRun: useMutation(api.imports.dryRun.mutationOptions(after)),
    answer: useMutation(api.imports.answer.mutationOptions(after)),
    decide: useMutation(api.imports.decide.mutationOptions(after)),
    commit: useMutation(api.imports.commit.mutationOptions(after)),
    cancel: useMutation(api.jobs.cancel.mutationOptions(after)),
  };
};

export type RunningImport = ReturnType<typeof useImport>;
