/** The funnel as a file: its steps, its events, and everybody with the steps they took. */
import { z } from 'zod';
import { readOrganisation } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { fileName } from '../documents/output/fileName.ts';
import { writeXlsx } from '../documents/sheetWriter/sheetWriter.ts';
import type { SheetOut } from '../documents/sheetWriter/sheetWriter.ts';
import { localTimeOf } from '../events/index.ts';
import { FUNNEL_STEPS } from './funnel.rules.ts';
import { funnelScope } from './funnel.schema.ts';
import { everyone, readFunnel } from './funnel.store.ts';
import type { Funnel, PersonSteps } from './funnel.store.ts';
import { funnelTexts } from './funnel.texts.ts';
import type { FunnelTexts } from './funnel.texts.ts';

const input = z.object({ scope: funnelScope, language: z.enum(['ru', 'kk', 'en']) });

export const exportFunnel: JobWork = async (asked, tools): Promise<JobFile> => {
  const { scope, language } = input.parse(asked);
  const t = funnelTexts[language];
  const timeZone = (await readOrganisation(tools.store))?.time_zone ?? 'UTC';
  const now = localTimeOf(tools.now(), timeZone);
  const funnel = await readFunnel(tools.store, scope, now);
  const people = await everyone(tools.store, scope, now);
  const path = tools.temporary('.xlsx');
  await writeXlsx(path, [stepsSheet(funnel, now, t), eventsSheet(funnel, t), peopleSheet(people, t)], {
    signal: tools.signal,
    onProgress: (rows) => tools.progress(rows, people.length + funnel.events.length + FUNNEL_STEPS.length),
  });
  const [only] = funnel.events;
  const title = scope.kind === 'event' && only !== undefined ? `${t.file} ${only.title}` : t.file;
  return {
    path,
    name: fileName(`${title} ${now.slice(0, 10)}`, 'xlsx'),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
};

const stepsSheet = ({ steps }: Funnel, now: string, t: FunnelTexts): SheetOut => ({
  name: t.steps,
  heading: [[t.made, now.replace('T', ' ')]],
  columns: [
    { title: t.step, kind: 'text' },
    { title: t.count, kind: 'number' },
    { title: t.on, kind: 'number' },
    { title: t.off, kind: 'number' },
  ],
  rows: steps.map(({ step, isMeasured, count, went }) => [
    t.names[step],
    isMeasured ? count : t.notMeasured,
    isMeasured ? went?.on : null,
    isMeasured ? went?.off : null,
  ]),
});

const eventsSheet = ({ events }: Funnel, t: FunnelTexts): SheetOut => ({
  name: t.events,
  columns: [
    { title: t.event, kind: 'text' },
    { title: t.when, kind: 'dateTime' },
    ...FUNNEL_STEPS.map((step) => ({ title: t.names[step], kind: 'number' }) as const),
    { title: t.absent, kind: 'number' },
  ],
  rows: events.map(({ title, startsAt, counts, absent }) => [
    title,
    startsAt,
    ...FUNNEL_STEPS.map((step) => counts[step]),
    absent,
  ]),
});

const peopleSheet = (people: readonly PersonSteps[], t: FunnelTexts): SheetOut => ({
  name: t.people,
  columns: [
    { title: t.person, kind: 'text' },
    { title: t.group, kind: 'text' },
    ...FUNNEL_STEPS.map((step) => ({ title: t.names[step], kind: 'number' }) as const),
    { title: t.absent, kind: 'number' },
  ],
  rows: people.map(({ name, group, counts, absent }) => [
    name,
    group,
    ...FUNNEL_STEPS.map((step) => counts[step]),
    absent,
  ]),
});
