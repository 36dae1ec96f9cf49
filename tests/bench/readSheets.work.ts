import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readWorkbook } from '../../src-core/documents/workbook/workbook.ts';

/** What `readSheets.bench.ts` measures, each in a process of its own, so that no reader pays for another. */
type Answer = { readonly rows: number; readonly cells: number; readonly digest: string };

/** One line for each cell, so that two readers can be compared without holding both results. */
function createDigest(): {
  add: (row: number, column: number, value: string) => void;
  answer: (rows: number) => Answer;
} {
  const hash = createHash('sha1');
  let cells = 0;
  let lines = '';
  return {
    add: (row, column, value) => {
      cells += 1;
      lines += `${row}\t${column}\t${value}\n`;
      if (lines.length < 1_000_000) return;
      hash.update(lines);
      lines = '';
    },
    answer: (rows) => ({ rows, cells, digest: hash.update(lines).digest('hex') }),
  };
}

/** Ours, from the file on the disk to plain rows. */
export function withOurs(path: string): () => Promise<number> {
  return async () => {
    const result = await readWorkbook(await readFile(path), path);
    return result.ok ? (result.workbook.sheets[0]?.rows.length ?? 0) : 0;
  };
}

/** exceljs, from the file on the disk to its own rows. */
export async function withExceljs(path: string): Promise<() => Promise<number>> {
  const { default: exceljs } = await import('exceljs');
  return async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path);
    return book.worksheets[0]?.actualRowCount ?? 0;
  };
}

/** All cells as ours reads them. */
export function digestOfOurs(path: string): () => Promise<Answer> {
  return async () => {
    const digest = createDigest();
    const result = await readWorkbook(await readFile(path), path);
    const rows = result.ok ? (result.workbook.sheets[0]?.rows ?? []) : [];
    for (const row of rows) {
      row.cells.forEach((cell, column) => {
        if (cell === null) return;
        const value = typeof cell === 'object' ? ('iso' in cell ? cell.iso : cell.code) : String(cell);
        digest.add(row.number, column + 1, value);
      });
    }
    return digest.answer(rows.length);
  };
}

/** All cells as exceljs reads them. */
export async function digestOfExceljs(path: string): Promise<() => Promise<Answer>> {
  const { default: exceljs } = await import('exceljs');
  return async () => {
    const digest = createDigest();
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.worksheets[0];
    sheet?.eachRow((row, number) => {
      row.eachCell((cell, column) => {
        const value = cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : cell.text;
        digest.add(number, column, value);
      });
    });
    return digest.answer(sheet?.actualRowCount ?? 0);
  };
}
