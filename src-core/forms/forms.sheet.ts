/** What was answered, as a table: a line for each person, a column for each question. */
import type { OutCell, SheetOut } from '../documents/sheetWriter/sheetWriter.ts';
import { localTimeOf } from '../events/index.ts';
import { textIn } from './forms.rules.ts';
import type { FormLanguage, FormQuestion } from './forms.rules.ts';
import { YES_NO } from './forms.texts.ts';
import type { FormPaperTexts } from './forms.texts.ts';
import type { AnswerLine, FormResults } from './results.store.ts';

export function answersSheet(
  { use, definition, questions }: FormResults,
  lines: readonly AnswerLine[],
  asked: { readonly language: FormLanguage; readonly timeZone: string; readonly t: FormPaperTexts },
): SheetOut {
  const { language, timeZone, t } = asked;
  const shown = (line: AnswerLine, question: FormQuestion): OutCell => {
    const value = line.answers[question.id];
    if (value === undefined) return null;
    if (typeof value === 'boolean') return value ? YES_NO[language].yes : YES_NO[language].no;
    if (typeof value === 'number' || question.kind === 'text') return value as OutCell;
    const chosen = typeof value === 'string' ? [value] : value;
    return question.options
      .filter(({ id }) => chosen.includes(id))
      .map(({ texts }) => textIn(texts, language, definition))
      .join(', ');
  };
  const who = !use.isAnonymous;
  return {
    name: t.answers,
    heading: [
      [textIn(definition.title, language, definition), ''],
      ...(use.eventTitle === null ? [] : [[t.event, use.eventTitle] as const]),
      [t.count, use.came === null ? String(use.answers) : `${use.answers} / ${use.came}`],
    ],
    columns: [
      { title: t.number, kind: 'number', width: 5 },
      ...(who
        ? ([
            { title: t.name, kind: 'text' },
            { title: t.group, kind: 'text' },
            { title: t.at, kind: 'dateTime' },
            { title: t.source, kind: 'text' },
          ] as const)
        : ([{ title: t.day, kind: 'date' }] as const)),
      ...questions.map(({ question }) => ({
        title: textIn(question.texts, language, definition),
        kind:
          question.kind === 'rating' || question.kind === 'number' ? ('number' as const) : ('text' as const),
      })),
    ],
    rows: lines.map((line, index) => [
      index + 1,
      ...(who
        ? [
            line.name,
            line.group,
            localTimeOf(Date.parse(line.at), timeZone),
            line.source === null ? null : t.sources[line.source],
          ]
        : [line.at.slice(0, 10)]),
      ...questions.map(({ question }) => shown(line, question)),
    ]),
    totals: [
      null,
      t.mean,
      ...(who ? [null, null, null] : []),
      ...questions.map(({ mean }) => (mean === null ? null : Math.round(mean * 100) / 100)),
    ],
  };
}
