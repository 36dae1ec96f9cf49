/** The paper roster, made in a thread of its own: codes are allotted first, and the sheet is drawn from what is written. */
import { fail } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { livingEvent, readRoster } from '../events/index.ts';
import { printInput } from './paper.schema.ts';
import { allotLines } from './paper.store.ts';
import { PAPER_TEXTS } from './paper.texts.ts';
import { writePaperPdf } from './paperPdf.ts';

const dateText = (local: string): string =>
  `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)}, ${local.slice(11, 16)}`;

/** Prints the event's roster in alphabetical order, and empty lines. Throws EVENT_NOT_FOUND, EMPTY_ROSTER. */
export const printPaper: JobWork = async (input, tools): Promise<JobFile> => {
  const { eventId, blanks, language } = printInput.parse(input);
  const { store } = tools;
  const event = await livingEvent(store, eventId);
  const roster = (await readRoster(store, eventId)).filter((line) => line.isRegistered || line.at !== null);
  if (roster.length + blanks === 0) throw fail('not-found', 'EMPTY_ROSTER');
  const { value: lines } = await store.write({ actor: tools.actor.id, action: 'paper.print' }, (tx) =>
    allotLines(
      tx,
      eventId,
      roster.map(({ id }) => id),
      blanks,
    ),
  );
  const t = PAPER_TEXTS[language];
  const path = tools.temporary('.pdf');
  await writePaperPdf(
    path,
    {
      title: event.title,
      detail: [`${dateText(event.starts_at)}–${event.ends_at.slice(11, 16)}`, event.place]
        .filter((words) => words !== null)
        .join(' · '),
      lines: [
        ...roster.map(({ id, name, group }) => ({ code: lines.codes.get(id) ?? '', name, group })),
        ...lines.blanks.map((code) => ({ code, name: null, group: null })),
      ],
    },
    t,
    {
      language,
      signal: tools.signal,
      onProgress: (done) => tools.progress(done, roster.length + blanks),
    },
  );
  const day = event.starts_at.slice(0, 10);
  const name = `${t.file} ${event.title} ${day}`.replaceAll(/[<>:"/\\|?*\p{Cc}\s]+/gu, ' ').trim();
  return { path, name: `${name.slice(0, 120)}.pdf`, type: 'application/pdf' };
};
