/** The export of the people list, made in a thread of its own. */
import { readOrganisation } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { writeCsv, writeXlsx } from '../documents/sheetWriter/sheetWriter.ts';
import type { Column, OutCell, OutRow, SheetOut } from '../documents/sheetWriter/sheetWriter.ts';
import type { Reading } from '../store/index.ts';
import { exportInput } from './people.export.ts';
import type { ExportRequest } from './people.export.ts';
import { cardsOf, idsOf } from './people.list.ts';
import type { PersonCard, PersonFilter } from './people.list.ts';
import { fullName } from './people.rules.ts';
import { peopleTexts } from './people.texts.ts';
import type { PeopleTexts } from './people.texts.ts';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** `people.export`: exactly the list on the screen: its filter, its order, its columns. */
export const exportPeople: JobWork = async (input, tools): Promise<JobFile> => {
  const asked = exportInput.parse(input);
  const texts = peopleTexts[asked.language];
  const ids = idsOf(tools.store, asked.filter, asked.sort);
  const organisation = await readOrganisation(tools.store);
  const day = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: organisation?.time_zone ?? 'UTC',
  }).format(tools.now());
  const sheet: SheetOut = {
    name: texts.list,
    heading: [
      [organisation?.name ?? texts.list, ''],
      [texts.filter, describeFilter(asked.filter, texts)],
      [texts.printed, day],
    ],
    columns: asked.columns.map((column) => columnOf(column, texts)),
    rows: rowsOf(tools.store, ids, asked, texts),
    totals: [texts.total(ids.length)],
  };
  const path = tools.temporary(`.${asked.format}`);
  const options = { signal: tools.signal, onProgress: (rows: number) => tools.progress(rows, ids.length) };
  // In .csv a heading would be taken for data by whatever reads it next.
  if (asked.format === 'xlsx') await writeXlsx(path, [sheet], options);
  else await writeCsv(path, { name: sheet.name, columns: sheet.columns, rows: sheet.rows }, options);
  return { path, name: `${texts.list} ${day.slice(0, 10)}.${asked.format}`, type: TYPES[asked.format] };
};

type ExportColumn = ExportRequest['columns'][number];

function columnOf(column: ExportColumn, texts: PeopleTexts): Column {
  if (column === 'name') return { title: texts.fields.full_name, kind: 'text' };
  return { title: texts.fields[column], kind: column === 'birth_date' ? 'date' : 'text' };
}

const PAGE = 500;

async function* rowsOf(
  reading: Reading,
  ids: readonly string[],
  { columns }: ExportRequest,
  texts: PeopleTexts,
): AsyncGenerator<OutRow> {
  for (let at = 0; at < ids.length; at += PAGE) {
    for (const card of await cardsOf(reading, ids.slice(at, at + PAGE)))
      yield columns.map((column) => cellOf(card, column, texts));
  }
}

function cellOf(card: PersonCard, column: ExportColumn, texts: PeopleTexts): OutCell {
  if (column === 'name') return fullName(card);
  if (column === 'kind') return texts.kinds[card.kind];
  if (column === 'status') return texts.statuses[card.status];
  if (column === 'language') return card.language === null ? null : texts.languages[card.language];
  if (column === 'telegram') return card.telegram === null ? null : `@${card.telegram}`;
  return card[column];
}

/** The filter in words, for the heading. */
function describeFilter(filter: PersonFilter, texts: PeopleTexts): string {
  const said = [
    ...(filter.text ? [texts.found(filter.text)] : []),
    ...(filter.studyGroup ?? []),
    ...(filter.kind ?? []).map((kind) => texts.kinds[kind]),
    ...(filter.status ?? []).map((status) => texts.statuses[status]),
    ...(filter.has ?? []).map((field) => texts.has(texts.fields[field])),
    ...(filter.missing ?? []).map((field) => texts.missing(texts.fields[field])),
    ...(filter.ids ? [texts.chosen(filter.ids.length)] : []),
  ];
  return said.length === 0 ? texts.everyone : said.join(', ');
}
