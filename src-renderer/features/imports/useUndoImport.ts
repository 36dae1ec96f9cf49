import { useMutation } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { failureError } from '../../api/failure.ts';
import { jobEnded } from '../../api/fileJobs.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { importTexts } from './imports.texts.ts';

const keptIn = (result: unknown): number =>
  typeof result === 'object' && result !== null && 'kept' in result ? Number(result.kept) : 0;

/** Takes an import back, and says how that went: whoever has been used since stays. */
export const useUndoImport = () => {
  const t = useTexts(importTexts);
  const undo = useMutation({
    mutationFn: async (batch: string) => {
      const { job } = await client.imports.undo.mutate({ batch });
      const { failure, result } = await jobEnded(job);
      if (failure !== null) throw failureError(failure);
      return keptIn(result);
    },
  });
  const kept = undo.data;
  return {
    start: (batch: string): void => undo.mutate(batch),
    isRunning: undo.isPending,
    sentence:
      kept === undefined ? undefined : kept === 0 ? t('undoneLine') : t('undoneKept', { count: kept }),
  };
};
