import { makeFile } from '../../api/fileJobs.ts';
import { openPdf } from '../../api/files.ts';
import { sentenceOf } from '../../api/sentence.ts';
import { toastFailed } from '../../ui/toasts.ts';

/** Makes a PDF by a job and opens it where it can be printed. */
export const printCertificates = async (
  making: string,
  start: () => Promise<{ readonly job: string }>,
): Promise<void> => {
  try {
    await makeFile(making, start, (token) => openPdf(token, 'certificates.pdf'));
  } catch (error) {
    toastFailed(sentenceOf(error));
  }
};
