/** The answers to an event as a workbook, made in a thread of its own. */
import { readOrganisation } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { fileName } from '../documents/output/fileName.ts';
import { writeXlsx } from '../documents/sheetWriter/sheetWriter.ts';
import type { SheetOut } from '../documents/sheetWriter/sheetWriter.ts';
import { livingEvent, localTimeOf } from '../events/index.ts';
import { answersExportInput } from './answers.api.ts';
import { answersTexts } from './answers.texts.ts';
import type { AnswersTexts } from './answers.texts.ts';
import { readOverview } from './overview.store.ts';
import type { AnswersOverview } from './overview.store.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Writes who answers what on one sheet, and everything that was ever answered on another. */
export const exportAnswers: JobWork = async (input, tools): Promise<JobFile> => {
  const { eventId, filter, text, language } = answersExportInput.parse(input);
  const { store } = tools;
  const event = await livingEvent(store, eventId);
  const timeZone = (await readOrganisation(store))?.time_zone ?? 'UTC';
  const overview = await readOverview(store, eventId, { filter, text, nowMs: tools.now() });
  const t = answersTexts[language];
  const clock = (at: string): string => localTimeOf(Date.parse(at), timeZone);
  const heading: SheetOut['heading'] = [
    [t.event, `${event.title}, ${event.starts_at.replace('T', ' ')}`],
    [t.filter, [t.filters[filter], text.trim()].filter(Boolean).join(', ')],
    [t.counts, countsLine(overview, t)],
    [t.printed, localTimeOf(tools.now(), timeZone).replace('T', ' ')],
  ];
  const path = tools.temporary('.xlsx');
  await writeXlsx(path, [linesSheet(overview, heading, t, clock), historySheet(overview, t, clock)], {
    signal: tools.signal,
    onProgress: (rows) => tools.progress(rows, overview.lines.length),
  });
  return {
    path,
    name: fileName(`${t.sheet} ${event.title} ${event.starts_at.slice(0, 10)}`, 'xlsx'),
    type: XLSX,
  };
};

const countsLine = ({ counts }: AnswersOverview, t: AnswersTexts): string =>
  (['going', 'maybe', 'notGoing', 'silent', 'waiting'] as const)
    .map((filter) => `${t.filters[filter]}: ${counts[filter]}`)
    .join(', ');

type Clock = (at: string) => string;

const linesSheet = (
  { lines }: AnswersOverview,
  heading: SheetOut['heading'],
  t: AnswersTexts,
  clock: Clock,
): SheetOut => ({
  name: t.sheet,
  ...(heading !== undefined && { heading }),
  columns: [
    { title: t.name, kind: 'text' },
    { title: t.group, kind: 'text' },
    { title: t.answer, kind: 'text' },
    { title: t.at, kind: 'dateTime' },
    { title: t.source, kind: 'text' },
    { title: t.place, kind: 'text' },
    { title: t.waits, kind: 'text' },
  ],
  rows: lines.map((line) => [
    line.name,
    line.group,
    line.answer === null ? t.none : t.answers[line.answer],
    line.at === null ? null : clock(line.at),
    line.source === null ? null : t.sources[line.source],
    line.hasPlace ? t.yes : t.no,
    line.isWaiting ? t.yes : t.no,
  ]),
});

const historySheet = ({ lines }: AnswersOverview, t: AnswersTexts, clock: Clock): SheetOut => ({
  name: t.history,
  columns: [
    { title: t.name, kind: 'text' },
    { title: t.group, kind: 'text' },
    { title: t.answer, kind: 'text' },
    { title: t.at, kind: 'dateTime' },
    { title: t.source, kind: 'text' },
  ],
  rows: lines.flatMap(({ name, group, history }) =>
    history
      .toReversed()
      .map(({ answer, at, source }) => [name, group, t.answers[answer], clock(at), t.sources[source]]),
  ),
});
