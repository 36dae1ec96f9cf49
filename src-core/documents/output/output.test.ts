// A document is written whole or not at all: no half file, no leftovers, and an error that says why.
import { execFile } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeXlsx, type SheetOut } from '../sheetWriter/sheetWriter.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orda-output-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function* people(count: number): Generator<readonly string[]> {
  for (let index = 0; index < count; index += 1) yield [`Адам ${index} ${Math.sin(index)}`];
}
async function* failingRows() {
  yield await Promise.resolve(['a']);
  throw new RangeError('the query failed');
}
const table = (count: number): SheetOut => ({
  name: 'Люди',
  columns: [{ title: 'ФИО', kind: 'text' }],
  rows: people(count),
});

describe('a document written to a path', () => {
  it('takes the place of the old one and leaves no draft', async () => {
    const path = join(folder, 'list.xlsx');
    await writeFile(path, 'old');
    const { rows, bytes } = await writeXlsx(path, [table(5000)]);
    expect(rows).toBe(5000);
    expect((await stat(path)).size).toBe(bytes);
    expect(Object.keys(unzipSync(await readFile(path)))).toContain('xl/worksheets/sheet1.xml');
    expect(await readdir(folder)).toEqual(['list.xlsx']);
  });

  it('leaves the old one untouched when the user cancels', async () => {
    const path = join(folder, 'list.xlsx');
    await writeFile(path, 'old');
    const stop = new AbortController();
    const seen: number[] = [];
    const onProgress = (rows: number) => {
      seen.push(rows);
      if (rows >= 1000) stop.abort();
    };
    await expect(
      writeXlsx(path, [table(100_000)], { onProgress, signal: stop.signal }),
    ).rejects.toMatchObject({
      name: 'WriteFailure',
      code: 'CANCELLED',
    });
    expect(seen.at(-1)).toBeLessThan(2000);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['list.xlsx']);
  });

  it('leaves nothing behind when the source of the rows fails, and passes its error on', async () => {
    const sheet = { ...table(0), rows: failingRows() };
    await expect(writeXlsx(join(folder, 'list.xlsx'), [sheet])).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that the folder is missing', async () => {
    await expect(writeXlsx(join(folder, 'none', 'list.xlsx'), [table(1)])).rejects.toMatchObject({
      code: 'FOLDER_MISSING',
    });
  });

  it('says that it may not write there', async ({ skip }) => {
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      skip('folder permissions do not bind this user');
    }
    await chmod(folder, 0o500);
    await expect(writeXlsx(join(folder, 'list.xlsx'), [table(1)])).rejects.toMatchObject({
      code: 'NO_ACCESS',
    });
  });

  it('says that the disk is full and leaves nothing behind', async ({ skip }) => {
    if (process.platform === 'win32') skip('the shell has no limit on file size here');
    const script = join(folder, 'export.ts');
    const writer = pathToFileURL(join(import.meta.dirname, '../sheetWriter/sheetWriter.ts')).href;
    await writeFile(
      script,
      `import { writeXlsx } from '${writer}';
       const rows = Array.from({ length: 20000 }, (_, index) => [String(Math.sin(index))]);
       const sheet = { name: 'x', columns: [{ title: 'a', kind: 'text' }], rows };
       await writeXlsx('${join(folder, 'full.xlsx')}', [sheet]).catch((error) => console.log(error.code));`,
    );
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `ulimit -f 64; '${process.execPath}' '${script}'`,
    ]);
    expect(stdout.trim()).toBe('DISK_FULL');
    expect(await readdir(folder)).toEqual(['export.ts']);
  });
});

describe('a document written to a stream', () => {
  it('arrives whole at a slow reader', async () => {
    const stream = new PassThrough({ highWaterMark: 1024 });
    const [bytes, written] = await Promise.all([buffer(stream), writeXlsx(stream, [table(20_000)])]);
    expect(bytes.byteLength).toBe(written.bytes);
    expect(Object.keys(unzipSync(bytes))).toHaveLength(7);
  });

  it('ends with an error when the other side goes away', async () => {
    const stream = new PassThrough({ highWaterMark: 1024 });
    const writing = writeXlsx(stream, [table(50_000)]);
    stream.once('data', () => stream.destroy());
    await expect(writing).rejects.toMatchObject({ name: 'WriteFailure', code: 'CANNOT_WRITE' });
  });

  it('says that the disk is full', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    await expect(writeXlsx(createWriteStream('/dev/full'), [table(50_000)])).rejects.toMatchObject({
      code: 'DISK_FULL',
    });
  });
});
