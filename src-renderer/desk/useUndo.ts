import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { useTexts } from '../i18n/i18n.ts';
import { forgetUndoable, toastDone } from '../ui/toasts.ts';
import { uiTexts } from '../ui/ui.texts.ts';

/** Takes a transaction back, and says so. */
export const useUndo = (): ((tx: string) => void) => {
  const t = useTexts(uiTexts);
  const { mutate } = useMutation(api.journal.undo.mutationOptions());
  return useCallback(
    (tx) => {
      forgetUndoable(tx);
      mutate({ tx }, { onSuccess: () => toastDone(t('undone')) });
    },
    [mutate, t],
  );
};
