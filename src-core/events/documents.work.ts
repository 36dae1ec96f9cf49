/** The documents of events, made in a thread of their own. */
import type { z } from 'zod';
import { fail, readOrganisation } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { fileName } from '../documents/output/fileName.ts';
import { writeCardsPdf } from '../documents/pdf/cardsPdf.ts';
import type { Card } from '../documents/pdf/cardsPdf.ts';
import { writeTablePdf } from '../documents/pdf/tablePdf.ts';
import { writeXlsx } from '../documents/sheetWriter/sheetWriter.ts';
import { cardsOf, fullName, idsOf } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { attendanceSheet } from './attendance.sheet.ts';
import type { AttendanceList, MoreColumn } from './attendance.sheet.ts';
import { documentTexts } from './attendance.texts.ts';
import { livingEvent } from './checkIn.store.ts';
import { attendanceInput, cardsInput } from './documents.schema.ts';
import type { Gate } from './admission.rules.ts';
import type { EventRow, EventsTables } from './events.schema.ts';
import { isWithRooms, readAttendance } from './rooms/attendance.store.ts';
import { readRooms } from './rooms/rooms.store.ts';
import { readCounters, readRoster } from './roster.store.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PDF = 'application/pdf';

/** What a slice above this one adds to the list; null where it has nothing to say of anybody. */
export type MoreOf = (
  reading: Reading,
  asked: z.output<typeof attendanceInput>,
  people: readonly string[],
) => Promise<MoreColumn | null>;

/** Writes an event's attendance list as .xlsx or PDF, with the column that `moreOf` adds. */
export const attendanceExport =
  (moreOf: MoreOf): JobWork =>
  async (input, tools): Promise<JobFile> => {
    const parsed = attendanceInput.parse(input);
    const { format, language, ...asked } = parsed;
    const t = documentTexts[language];
    const known = await readList(tools.store, asked, tools.now());
    const more = await moreOf(
      tools.store,
      parsed,
      known.lines.map(({ id }) => id),
    );
    const list: AttendanceList = { ...known, more };
    const sheet = attendanceSheet(list, t);
    const path = tools.temporary(`.${format}`);
    const options = {
      signal: tools.signal,
      onProgress: (rows: number) => tools.progress(rows, list.lines.length),
    };
    if (format === 'xlsx') await writeXlsx(path, [sheet], options);
    else {
      const { name: _name, ...table } = sheet;
      await writeTablePdf(path, { ...table, title: t.list }, { ...options, language, pageLabel: t.page });
    }
    const name = fileName(`${t.sheet} ${list.event.title} ${list.event.starts_at.slice(0, 10)}`, format);
    return { path, name, type: format === 'xlsx' ? XLSX : PDF };
  };

async function readList(
  reading: Reading,
  asked: Omit<z.output<typeof attendanceInput>, 'format' | 'language'>,
  madeAt: number,
): Promise<Omit<AttendanceList, 'more'>> {
  const event = await livingEvent(reading, asked.eventId);
  const club =
    event.club_id === null
      ? undefined
      : await reading
          .read<EventsTables>()
          .selectFrom('club')
          .select('name')
          .where('id', '=', event.club_id)
          .executeTakeFirst();
  return {
    event: { ...event, club: club?.name ?? null },
    lines: await readAttendance(reading, event, asked, madeAt),
    hasRooms: isWithRooms(event),
    gate: gateName(reading, event, asked.gate),
    counters: await readCounters(reading, event),
    presence: asked.presence,
    group: asked.group,
    source: asked.source,
    marked: asked.marked,
    timeZone: (await readOrganisation(reading))?.time_zone ?? 'UTC',
    madeAt,
  };
}

/** The name of the list or section that is meant, or null. */
function gateName(reading: Reading, event: EventRow, gate: Gate | undefined): string | null {
  const { sections, lists } = readRooms(reading, event);
  const meant = gate?.listId ?? gate?.sectionId;
  return [...lists, ...sections].find(({ id }) => id === meant)?.name ?? null;
}

/** How many people are read at once. */
const CHUNK = 500;

/** Prints personal QR cards, in alphabetical order. Throws NOBODY_TO_PRINT. */
export const printCards: JobWork = async (input, tools): Promise<JobFile> => {
  const { who, layout, language } = cardsInput.parse(input);
  const { store } = tools;
  const filter =
    'filter' in who ? who.filter : { ids: 'ids' in who ? who.ids : await idsWithPlace(store, who.eventId) };
  const ids =
    'ids' in filter && filter.ids?.length === 0 ? [] : idsOf(store, filter, { by: 'name', direction: 'asc' });
  if (ids.length === 0) throw fail('not-found', 'NOBODY_TO_PRINT');
  const organisation = (await readOrganisation(store))?.name ?? '';
  const t = documentTexts[language];
  const path = tools.temporary('.pdf');
  await writeCardsPdf(path, cards(store, ids, organisation), layout, {
    language,
    info: { title: t.cards },
    accent: '#115f67',
    signal: tools.signal,
    onProgress: (done) => tools.progress(done, ids.length),
  });
  return { path, name: fileName(t.cards, 'pdf'), type: PDF };
};

async function idsWithPlace(reading: Reading, eventId: string): Promise<readonly string[]> {
  return (await readRoster(reading, eventId)).filter((line) => line.isRegistered).map((line) => line.id);
}

async function* cards(reading: Reading, ids: readonly string[], organisation: string): AsyncGenerator<Card> {
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const person of await cardsOf(reading, ids.slice(from, from + CHUNK))) {
      yield {
        qr: person.code,
        code: person.code,
        name: fullName(person),
        detail: person.study_group ?? '',
        organisation,
      };
    }
  }
}
