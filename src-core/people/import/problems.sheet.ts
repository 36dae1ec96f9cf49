import type { Language } from '../../access/index.ts';
import { writeXlsx } from '../../documents/sheetWriter/sheetWriter.ts';
import type { OutRow } from '../../documents/sheetWriter/sheetWriter.ts';
import type { Problem } from './plan.ts';
import { problemSentence, problemTexts } from './problems.texts.ts';

/** Writes what was said about the rows of a file as .xlsx; out: the name for the download. */
export async function writeProblems(
  path: string,
  fileName: string,
  problems: Iterable<Problem>,
  language: Language,
): Promise<string> {
  const texts = problemTexts[language];
  const { columns } = texts;
  const rows = function* (): Generator<OutRow> {
    for (const problem of problems) {
      const { sheet, row, column, text, severity } = problem;
      yield [sheet, row, column, text, texts.severities[severity], problemSentence(problem, language)];
    }
  };
  await writeXlsx(path, [
    {
      name: texts.sheet,
      heading: [[fileName, '']],
      columns: [
        { title: columns.where, kind: 'text' },
        { title: columns.row, kind: 'number' },
        { title: columns.column, kind: 'text' },
        { title: columns.text, kind: 'text', width: 30 },
        { title: columns.kind, kind: 'text' },
        { title: columns.sentence, kind: 'text', width: 70 },
      ],
      rows: rows(),
    },
  ]);
  return `${fileName.replace(/\.[^.]*$/, '')} — ${texts.sheet}.xlsx`;
}
