import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { inChild, medianRun, type BenchRow, type ChildRun } from './bench.ts';

const work = new URL('./readSheets.work.ts', import.meta.url);
const RUNS = 5;
const TIME_AIM = 0.3;
const MEMORY_AIM = 0.4;

const FAMILY = [
  'Әбдіғали',
  'Берёзкин',
  'Жұмабаев',
  'Сулейменова',
  'Өмірбек',
  'Қайратұлы',
  'Ли',
  'Шмидт',
  'Ғабитова',
  'Ыбырай',
];
const GIVEN = [
  'Айгүл',
  'Ерлан',
  'Данияр',
  'Мадина',
  'Зоя',
  'Ұлболсын',
  'Артём',
  'Іңкәр',
  'Тимур',
  'Әлия',
  'Ғани',
];
const FATHER = ['Маратұлы', 'Петровна', 'Қайратқызы', 'Серікұлы', 'Иванович', 'Ақжанқызы', 'Болатұлы'];

/** A roster as an office exports it: names, a group, phones as text, dates as dates, numbers, notes. */
async function writeRoster(path: string, rows: number): Promise<void> {
  const writer = new exceljs.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: true,
  });
  const sheet = writer.addWorksheet('Тізім');
  sheet.columns = Array.from({ length: 12 }, (_, index) => ({
    style: index === 7 || index === 8 ? { numFmt: 'dd.mm.yyyy' } : {},
  }));
  const header = [
    '№',
    'Тегі',
    'Аты',
    'Әкесінің аты',
    'Топ',
    'ЖСН',
    'Телефон',
    'Туған күні',
    'Қабылданған',
    'Балл',
    'E-mail',
    'Ескерту',
  ];
  sheet.addRow(header).commit();
  for (let index = 1; index <= rows; index += 1) {
    const pick = (from: readonly string[], step: number): string => from[(index * step) % from.length] ?? '';
    sheet
      .addRow([
        index,
        `${pick(FAMILY, 7)}-${index % 977}`,
        pick(GIVEN, 3),
        pick(FATHER, 5),
        `ИС-${20 + (index % 5)}-${1 + (index % 9)}`,
        String(10 ** 11 + index * 7919).slice(0, 12),
        `+7 700 ${String(index % 1000).padStart(3, '0')} ${String(index).padStart(6, '0').slice(-4)}`,
        new Date(Date.UTC(1998 + (index % 12), index % 12, 1 + (index % 28))),
        new Date(Date.UTC(2021, 8, 1 + (index % 30))),
        Math.round(((index * 37) % 401) + 100) / 100,
        `student${index}@example.kz`,
        index % 9 === 0 ? `Ескерту № ${index}: құжаттары толық емес` : null,
      ])
      .commit();
  }
  sheet.commit();
  await writer.commit();
}

function seconds(run: ChildRun): string {
  return `${(run.ms / 1000).toFixed(2)} s`;
}

function megabytes(run: ChildRun): string {
  return `${Math.round(run.extraBytes / 2 ** 20)} MB`;
}

async function compare(path: string, rows: number): Promise<BenchRow[]> {
  const ourRuns: ChildRun[] = [];
  const theirRuns: ChildRun[] = [];
  // In turns, so that whatever else the machine does meets both alike.
  for (let run = 0; run < RUNS; run += 1) {
    ourRuns.push(await inChild(work, 'withOurs', path));
    theirRuns.push(await inChild(work, 'withExceljs', path));
  }
  const ours = medianRun(ourRuns);
  const reference = medianRun(theirRuns);
  const ourCells = await inChild(work, 'digestOfOurs', path);
  const theirCells = await inChild(work, 'digestOfExceljs', path);
  const isSame = JSON.stringify(ourCells.answer) === JSON.stringify(theirCells.answer);
  const note = isSame
    ? 'every cell the same'
    : `cells differ: ${JSON.stringify([ourCells.answer, theirCells.answer])}`;
  const time = ours.ms / reference.ms;
  const memory = ours.extraBytes / reference.extraBytes;
  const size = rows.toLocaleString('en');
  return [
    {
      work: `read ${size} × 12 from .xlsx, time`,
      ours: seconds(ours),
      reference: seconds(reference),
      referenceWas: 'exceljs readFile',
      ratio: time,
      aim: `≤ ${TIME_AIM}`,
      ok: time <= TIME_AIM && isSame,
      note,
    },
    {
      work: `read ${size} × 12 from .xlsx, memory`,
      ours: megabytes(ours),
      reference: megabytes(reference),
      referenceWas: 'exceljs readFile',
      ratio: memory,
      aim: `≤ ${MEMORY_AIM}`,
      ok: memory <= MEMORY_AIM && isSame,
      note,
    },
  ];
}

/** Reading .xlsx against exceljs on the same file: time and peak memory in fresh processes, and every cell compared. */
export async function readSheetsBench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'orda-bench-sheets-'));
  try {
    const rows: BenchRow[] = [];
    for (const size of [10_000, 100_000]) {
      const path = join(folder, `roster-${size}.xlsx`);
      await writeRoster(path, size);
      rows.push(...(await compare(path, size)));
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
