/** The documents of forms, made in a thread of their own. */
import { readOrganisation } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { fileName } from '../documents/output/fileName.ts';
import { writeXlsx } from '../documents/sheetWriter/sheetWriter.ts';
import { formFor } from './asked.store.ts';
import { formExportInput, formSheetInput } from './forms.input.ts';
import { answersSheet } from './forms.sheet.ts';
import { readForm } from './forms.store.ts';
import { FORM_PAPER_TEXTS } from './forms.texts.ts';
import { writeFormSheet } from './formSheetPdf.ts';
import { readAnswersOf, readResults } from './results.store.ts';

/** Writes what was answered as .xlsx. Throws FORM_NOT_FOUND. */
export const exportAnswers: JobWork = async (input, tools): Promise<JobFile> => {
  const { useId, language } = formExportInput.parse(input);
  const results = await readResults(tools.store, useId);
  const lines = await readAnswersOf(tools.store, useId);
  const timeZone = (await readOrganisation(tools.store))?.time_zone ?? 'UTC';
  const t = FORM_PAPER_TEXTS[language];
  const path = tools.temporary('.xlsx');
  await writeXlsx(path, [answersSheet(results, lines, { language, timeZone, t })], {
    signal: tools.signal,
    onProgress: (rows) => tools.progress(rows, lines.length),
  });
  const { name, eventTitle } = results.use;
  const words = [t.answers, name, eventTitle].filter((word) => word !== null).join(' ');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { path, name: fileName(words, 'xlsx'), type };
};

/** Writes a form as a sheet to be filled in by hand. Throws FORM_NOT_FOUND. */
export const printSheet: JobWork = async (input, tools): Promise<JobFile> => {
  const { formId, useId, language } = formSheetInput.parse(input);
  const t = FORM_PAPER_TEXTS[language];
  const asked = useId === null ? null : await formFor(tools.store, useId);
  const form = await readForm(tools.store, formId);
  const path = tools.temporary('.pdf');
  await writeFormSheet(
    path,
    {
      definition: asked?.definition ?? form.definition,
      detail: asked?.event?.title ?? null,
      isAnonymous: asked?.isAnonymous ?? false,
    },
    { language, t },
  );
  return { path, name: fileName(`${t.sheet} ${form.name}`, 'pdf'), type: 'application/pdf' };
};
