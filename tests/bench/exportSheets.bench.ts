// Export of 100,000 rows × 12 to a file: our writer against exceljs's plain one, each in a fresh process, the same rows made
// one after another by the same generator.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column } from '../../src-core/documents/sheetWriter/sheetWriter.ts';
import { medianInChild, type BenchRow } from './bench.ts';

const ROWS = 100_000;
const RUNS = 3;
const HERE = new URL(import.meta.url);

const COLUMNS: readonly Column[] = [
  { title: 'Фамилия', kind: 'text' },
  { title: 'Имя', kind: 'text' },
  { title: 'Отчество', kind: 'text' },
  { title: 'Телефон', kind: 'text' },
  { title: 'Telegram', kind: 'text' },
  { title: 'Почта', kind: 'text' },
  { title: 'Дата рождения', kind: 'date' },
  { title: 'Учебная группа', kind: 'text' },
  { title: 'Отметка', kind: 'dateTime' },
  { title: 'Занятий', kind: 'number' },
  { title: 'Оплата', kind: 'money' },
  { title: 'Комментарий', kind: 'text' },
];

const LAST_NAMES = ['Әбдіқадырова', 'Ахметов', 'Құрманғазы', 'Иванова', 'Өтегенұлы', 'Цой'];
const FIRST_NAMES = ['Ғайникамал', 'Нұрлан', 'Айгерім', 'Мария', 'Іңкәр'];
const two = (value: number) => String(value).padStart(2, '0');

function* people(count: number) {
  for (let index = 0; index < count; index += 1) {
    yield [
      `${LAST_NAMES[index % 6]}-${index}`,
      FIRST_NAMES[index % 5] ?? '',
      'Серікұлы',
      `+7701${String(1_000_000 + index)}`,
      `@student_${index}`,
      `student${index}@example.kz`,
      `200${index % 8}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
      `ИС-2${index % 4}-${index % 9}`,
      `2026-11-21T${two(index % 24)}:${two(index % 60)}`,
      index % 40,
      (index % 900) * 5000,
      index % 3 === 0 ? 'пришёл с другом' : null,
    ];
  }
}

/** Prepares our export into `path`. */
export async function ours(path: string): Promise<() => Promise<unknown>> {
  const { writeXlsx } = await import('../../src-core/documents/sheetWriter/sheetWriter.ts');
  return () => writeXlsx(path, [{ name: 'Люди', columns: COLUMNS, rows: people(ROWS) }]);
}

/** Prepares the same export by exceljs's plain writer. */
export async function theirs(path: string): Promise<() => Promise<unknown>> {
  const { default: ExcelJS } = await import('exceljs');
  const formats: Partial<Record<Column['kind'], string>> = {
    text: '@',
    date: 'dd.mm.yyyy',
    dateTime: 'dd.mm.yyyy hh:mm',
    money: '#,##0.00',
  };
  return async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Люди', { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = COLUMNS.map(({ title, kind }) => ({
      header: title,
      style: { numFmt: formats[kind] ?? 'General' },
    }));
    for (const row of people(ROWS)) {
      sheet.addRow(
        row.map((value, index) => {
          const kind = COLUMNS[index]?.kind;
          if (typeof value === 'number') return kind === 'money' ? value / 100 : value;
          return (kind === 'date' || kind === 'dateTime') && value !== null
            ? new Date(kind === 'date' ? value : `${value}Z`)
            : value;
        }),
      );
    }
    await book.xlsx.writeFile(path);
  };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** The rows of the benchmark table about exports to .xlsx. */
export async function exportSheetsBench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'orda-bench-'));
  try {
    const path = join(folder, 'people.xlsx');
    const our = await medianInChild(RUNS, HERE, 'ours', path);
    const their = await medianInChild(RUNS, HERE, 'theirs', path);
    const time = our.ms / their.ms;
    const memory = our.extraBytes / their.extraBytes;
    const shared = { referenceWas: "exceljs's plain writer, the same rows" };
    return [
      {
        ...shared,
        work: 'export of 100,000 × 12 to .xlsx, time',
        ours: seconds(our.ms),
        reference: seconds(their.ms),
        ratio: time,
        aim: '≤ 0.25',
        ok: time <= 0.25,
      },
      {
        ...shared,
        work: 'export of 100,000 × 12 to .xlsx, memory',
        ours: megabytes(our.extraBytes),
        reference: megabytes(their.extraBytes),
        ratio: memory,
        aim: '≤ 0.15',
        ok: memory <= 0.15,
        note: 'peak resident memory above an idle process',
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
