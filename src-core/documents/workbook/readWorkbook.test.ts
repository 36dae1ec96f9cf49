// Hostile and broken files: always an answer, never a throw, a hang or a flood of memory.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkbook, type Limits, type ReadResult } from './workbook.ts';
import { ods, packed, xlsx, xlsxParts } from '../../../tests/sheets/handMade.ts';
import { madeFolder } from '../../../tests/sheets/sheetFiles.ts';

const read = (bytes: Uint8Array, name = 'hostile.xlsx'): Promise<ReadResult> => readWorkbook(bytes, name);
const ANSWERS = [
  'read',
  'damaged',
  'hostile',
  'too-large',
  'password',
  'not-a-table',
  'no-sheets',
  'too-old',
  'empty-file',
  'lock-file',
];

function answerOf(result: ReadResult): string {
  return result.ok ? 'read' : result.refusal;
}

type RawEntry = { name: string; packed: Buffer; size: number; crc: number; method?: number; flags?: number };

function entry(name: string, content: Buffer): RawEntry {
  return { name, packed: deflateRawSync(content), size: content.length, crc: crc32(content) };
}

/** A zip written field by field, so that its fields can lie. */
function rawZip(
  entries: readonly RawEntry[],
  lie: (central: Buffer, index: number) => void = () => {},
): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  entries.forEach(({ name, packed: body, size, crc, method = 8, flags = 0 }, index) => {
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(title.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(body.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(title.length, 28);
    central.writeUInt32LE(offset, 42);
    lie(central, index);
    locals.push(local, title, body);
    centrals.push(central, title);
    offset += 30 + title.length + body.length;
  });
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const parts = (sheet: string): RawEntry[] =>
  Object.entries(xlsxParts({ sheet })).map(([name, part]) => entry(name, Buffer.from(part)));

describe('zip bombs and lying directories', () => {
  it('one entry that unpacks to hundreds of times its size', async () => {
    const bomb = entry('xl/worksheets/bomb.xml', Buffer.alloc(64 * 1024 * 1024));
    expect(await read(rawZip([...parts('<sheetData/>'), bomb]))).toMatchObject({
      ok: false,
      refusal: 'hostile',
    });
  });

  it('an entry that says it is small and is not, or that has another sum', async () => {
    const lie = (field: number, value: number) => (central: Buffer, index: number) => {
      if (index === 6) central.writeUInt32LE(value, field);
    };
    const rows = `<sheetData>${'<row><c><v>1</v></c></row>'.repeat(60_000)}</sheetData>`;
    expect(await read(rawZip(parts(rows)))).toMatchObject({ ok: true });
    for (const [field, value] of [
      [24, 1000],
      [24, 900_000],
      [16, 7],
      [20, 0x7fffffff],
      [42, 0x7fffffff],
      [20, 10],
    ] as const) {
      const result = await read(rawZip(parts(rows), lie(field, value)));
      expect([field, value, result.ok]).toEqual([field, value, false]);
    }
  });

  it('more entries than any workbook has', async () => {
    const many = Array.from({ length: 5001 }, (_, index) => entry(`xl/media/${index}`, Buffer.from('x')));
    expect(await read(rawZip(many))).toMatchObject({ ok: false, refusal: 'hostile' });
  });

  it('entries that overlap, two entries of one name, a path that climbs out', async () => {
    const overlapping = rawZip(parts('<sheetData/>'), (central) => central.writeUInt32LE(0, 42));
    expect(await read(overlapping)).toMatchObject({ ok: false, refusal: 'hostile' });
    const twice = rawZip([...parts('<sheetData/>'), entry('XL/Workbook.xml', Buffer.from('<workbook/>'))]);
    expect(await read(twice)).toMatchObject({ ok: false, refusal: 'hostile' });
    const climbing = rawZip([...parts('<sheetData/>'), entry('../../etc/passwd', Buffer.from('x'))]);
    expect(await read(climbing)).toMatchObject({ ok: false, refusal: 'hostile' });
  });

  it('encrypted entries, unknown compression, sizes beyond the file in Zip64 fields', async () => {
    const encrypted = parts('<sheetData/>').map((one) => ({ ...one, flags: 1 }));
    expect(await read(rawZip(encrypted))).toMatchObject({ ok: false, refusal: 'password' });
    const odd = parts('<sheetData/>').map((one) => ({ ...one, method: 12 }));
    expect(await read(rawZip(odd))).toMatchObject({ ok: false, refusal: 'damaged' });
    const wide = rawZip(parts('<sheetData/>'), (central) => central.writeUInt32LE(0xffffffff, 24));
    expect(await read(wide)).toMatchObject({ ok: false });
  });

  it('a zip within a zip is no table', async () => {
    const inner = xlsx({ sheet: '<sheetData/>' });
    expect(await read(packed({ 'inner.xlsx': inner }))).toMatchObject({ ok: false, refusal: 'not-a-table' });
  });

  it('bytes before the archive do not matter', async () => {
    const book = xlsx({ sheet: '<sheetData><row><c><v>1</v></c></row></sheetData>' });
    expect(await read(Buffer.concat([Buffer.from('PK\x03\x04stub'), book]))).toMatchObject({ ok: true });
  });
});

describe('hostile markup', () => {
  const laughs = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>';

  it('a DOCTYPE anywhere is hostile', async () => {
    const all = xlsxParts({ sheet: '<sheetData/>' });
    for (const [name, part] of Object.entries(all)) {
      if (name === '[Content_Types].xml') continue;
      const bytes = packed({ ...all, [name]: laughs + String(part).replace(/^<\?xml[^>]*>/, '') });
      expect([name, await read(bytes)]).toEqual([name, { ok: false, refusal: 'hostile' }]);
    }
  });

  it('a hundred thousand nested elements are neither a crash nor a hang', async () => {
    const deep = '<a>'.repeat(100_000) + '</a>'.repeat(100_000);
    expect((await read(xlsx({ sheet: `${deep}<sheetData/>${deep}` }))).ok).toBe(true);
    expect((await read(xlsx({ sheet: '<sheetData/>', strings: `<si>${deep}<t>x</t></si>` }))).ok).toBe(true);
    expect((await read(ods(`<table:table>${deep}</table:table>`))).ok).toBe(true);
    expect((await read(new Uint8Array(Buffer.from(`<table>${'<div>'.repeat(100_000)}`)))).ok).toBe(true);
  });

  it('counts that lie: a billion strings, a billion merges, a billion repeated cells', async () => {
    const strings = xlsx({
      sheet: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData><mergeCells count="999999999"/>',
      parts: {
        'xl/sharedStrings.xml': '<sst count="999999999" uniqueCount="999999999"><si><t>x</t></si></sst>',
      },
    });
    expect(await read(strings)).toMatchObject({ ok: true });
    const repeated = (times: string): Uint8Array =>
      ods(
        `<table:table><table:table-row table:number-rows-repeated="${times}"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>`,
      );
    expect(await read(repeated('1048576'))).toMatchObject({ ok: false, refusal: 'too-large' });
    expect(await read(repeated('99999999999'))).toMatchObject({ ok: false, refusal: 'damaged' });
    expect(await read(repeated('-5'))).toMatchObject({ ok: false, refusal: 'damaged' });
  });

  it('rows that are all as wide as a sheet can be', async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, index) => `<row r="${index + 1}"><c r="XFD${index + 1}"><v>1</v></c></row>`,
    );
    expect(await read(xlsx({ sheet: `<sheetData>${rows.join('')}</sheetData>` }))).toMatchObject({
      refusal: 'too-large',
    });
  });

  it('merges that overlap on purpose', async () => {
    const merges = '<mergeCell ref="A1:XFD1048576"/>'.repeat(3000);
    const rows = '<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(10_000);
    const bytes = xlsx({ sheet: `<sheetData>${rows}</sheetData><mergeCells>${merges}</mergeCells>` });
    expect(await read(bytes)).toMatchObject({ ok: false, refusal: 'hostile' });
  });

  it('many sheets that are one part, many hidden ranges, one row in very many parts', async () => {
    const entries = Array.from(
      { length: 900 },
      (_, index) => `<sheet name="${index}" sheetId="${index + 1}" r:id="s1"/>`,
    );
    const workbook = `<workbook xmlns:r="r"><sheets>${entries.join('')}</sheets></workbook>`;
    const same = xlsx({ sheet: '<sheetData/>', parts: { 'xl/workbook.xml': workbook } });
    expect(await read(same)).toMatchObject({ ok: false, refusal: 'hostile' });
    const columns = `<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(100_000)}</cols><sheetData/>`;
    expect(await read(xlsx({ sheet: columns }))).toMatchObject({ ok: false, refusal: 'hostile' });
    const wide = `<row r="1"><c r="XFD1"><v>1</v></c></row>${'<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(150_000)}`;
    expect(await read(xlsx({ sheet: `<sheetData>${wide}</sheetData>` }))).toMatchObject({ ok: true });
  });

  it('comments that never end, a million open tags, spans without end', async () => {
    const open = xlsx({ sheet: `<sheetData>${'<!-- '.repeat(200_000)}</sheetData>` });
    expect(await read(open)).toMatchObject({ ok: false });
    const html = `<table><tr>${'<td colspan=99999 rowspan=99999>x'.repeat(2000)}`;
    expect(await read(new Uint8Array(Buffer.from(html)))).toMatchObject({ ok: false, refusal: 'too-large' });
    expect((await read(new Uint8Array(Buffer.from(`<table>${'<td '.repeat(100_000)}`)))).ok).toBeDefined();
    const spaces = `<table><tr><td>${'&#32;'.repeat(200_000)}x`;
    expect((await read(new Uint8Array(Buffer.from(spaces)))).ok).toBe(true);
    expect((await read(new Uint8Array(Buffer.from(`"${'a"b,'.repeat(300_000)}`)))).ok).toBeDefined();
  });
});

const LETTERS = '<>/"= &;!?[]-1aA\0'.split('');

describe('broken files', () => {
  const files = [
    'roster_ru_merged_header.xlsx',
    'roster_fio_biff8.xls',
    'roster_strict_ooxml.xlsx',
    'timetable_merged_weeks.xlsx',
  ];

  it.each(files)('%s cut at every tenth of its length is an answer', async (name) => {
    const whole = await readFile(join(madeFolder, name));
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const result = await read(whole.subarray(0, Math.floor((whole.length * tenth) / 10)), name);
      expect(ANSWERS).toContain(answerOf(result));
    }
  });

  const mutated = [
    'roster_ru_merged_header.xlsx',
    'google_forms_export.csv',
    'roster_html_as.xls',
    'roster_utf16le_tab.txt',
  ];

  it.each(mutated)('%s with bytes changed at random is an answer', async (name) => {
    const whole = await readFile(join(madeFolder, name));
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        const result = await read(bytes, name);
        expect(ANSWERS).toContain(answerOf(result));
      }),
      { numRuns: 200, seed: 20_260 },
    );
  });

  it('markup changed at random within a sound archive is an answer', async () => {
    const rows =
      '<row r="1" hidden="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2.5</v></c><c r="C1" t="inlineStr"><is><t>Ә&amp;б</t></is></c></row>';
    const sheet = `<cols><col min="1" max="2" hidden="1"/></cols><sheetData>${rows.repeat(3)}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`;
    const whole = Buffer.from(`<worksheet>${sheet}</worksheet>`);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.constantFrom(...LETTERS));
    const mutant = async (changes: readonly [number, string][], limits: Partial<Limits>): Promise<string> => {
      const part = Buffer.from(whole);
      for (const [at, letter] of changes) part.write(letter, at, 'latin1');
      const replaced = { 'xl/worksheets/sheet1.xml': part };
      const bytes = xlsx({ sheet: '', strings: '<si><t>x</t></si>', parts: replaced });
      return answerOf(await readWorkbook(bytes, 'mutant.xlsx', { limits }));
    };
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    // A full library takes its time to load, so most runs stop where the own reader would hand over to it.
    for (const [numRuns, limits] of [
      [200, { maxLibraryMs: 0 }],
      [10, {}],
    ] as const) {
      const isAnswered = fc.asyncProperty(changes, async (list) => {
        expect(ANSWERS).toContain(await mutant(list, limits));
      });
      await fc.assert(isAnswered, { numRuns, seed: 7 });
    }
  });
});
