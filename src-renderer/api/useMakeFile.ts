import { useCallback } from 'react';
import { toastDone, toastFailed } from '../ui/toasts.ts';
import { makeFile } from './fileJobs.ts';
import { sentenceOf } from './sentence.ts';

type Words = {
  /** While it is being made. */
  readonly making: string;
  /** When it has been saved. */
  readonly ready: string;
};

const makeAndTell = async (
  making: string,
  ready: string,
  start: () => Promise<{ readonly job: string }>,
): Promise<void> => {
  try {
    if (await makeFile(making, start)) toastDone(ready);
  } catch (error) {
    toastFailed(sentenceOf(error));
  }
};

/** Makes a file by a job, saves it, and says so. */
export const useMakeFile = (): ((words: Words, start: () => Promise<{ readonly job: string }>) => void) =>
  useCallback(({ making, ready }, start) => void makeAndTell(making, ready, start), []);
