// What is printed is what was meant: every letter is in the fonts, can be copied out of the file, and stays on its page.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageTexts, pdfText } from '../../../tests/documents/pdfText.ts';
import { codeGroups, writeCardsPdf, type Card } from './cardsPdf.ts';
import { columnLayout } from './columnLayout.ts';
import { FONT_NAMES, openFonts } from './fonts.ts';
import { createPdf, MM } from './pdf.ts';
import { writeTablePdf, type TableOut } from './tablePdf.ts';
import { fitLines, fitText, measurer } from './textFit.ts';
import { wrapText } from './wrap.rules.ts';

const LETTERS =
  'АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя' +
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789№₸₽$€«»“”„’—–-…·×%/\\@#&+=()[]{}<>!?.,:;"\'';
const LONG_NAME = 'Әбдіқадырова Ғайникамал Құрманғазықызы';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orda-pdf-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const pageLabel = (page: number, pages: number) => `${page}-бет, барлығы ${pages}`;
const tableOf = (count: number, change: Partial<TableOut> = {}): TableOut => ({
  title: 'Посещаемость: хакатон «Ұшқыр ой»',
  heading: [['Мероприятие', 'Хакатон, 21.11.2026']],
  columns: [
    { title: 'ФИО', kind: 'text' },
    { title: 'Телефон', kind: 'text' },
    { title: 'Отметка', kind: 'dateTime' },
    { title: 'Оплата, ₸', kind: 'money' },
  ],
  rows: Array.from({ length: count }, (_, index) => [
    `${LONG_NAME} ${index}`,
    '+77012345678',
    '2026-11-21T18:03:20',
    150050,
  ]),
  totals: [`Всего: ${count}`],
  ...change,
});

async function tablePages(table: TableOut) {
  const path = join(folder, 'table.pdf');
  await writeTablePdf(path, table, { language: 'ru', pageLabel });
  return pdfText(await readFile(path));
}

/** What pdftotext reads; undefined where it is not installed. */
async function otherProgramsText(path: string): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('pdftotext', [path, '-'])).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

describe('the document fonts', () => {
  it('have a glyph of its own for every Kazakh, Russian and Latin letter, «№» and «₸»', async () => {
    const fonts = await openFonts();
    for (const name of FONT_NAMES) {
      const glyphs = Array.from(
        LETTERS,
        (letter) => fonts[name].glyphForCodePoint(letter.codePointAt(0) ?? 0).id,
      );
      expect(glyphs.every((id) => id > 0)).toBe(true);
      expect(new Set(glyphs).size).toBe(new Set(LETTERS).size);
    }
  });

  it('are opened once', async () => {
    expect(await openFonts()).toBe(await openFonts());
  });

  it('give back the letters that were drawn, in every weight', async () => {
    const { doc, bytes } = await createPdf({ language: 'kk' });
    doc.addPage();
    for (const [index, name] of FONT_NAMES.entries()) {
      doc.font(name, 6).text(LETTERS, 10, 20 + index * 20, { lineBreak: false });
    }
    doc.end();
    expect(pageTexts(await bytes)).toEqual([FONT_NAMES.map(() => LETTERS)]);
  });

  it('give back the letters to another program', async ({ skip }) => {
    const path = join(folder, 'cards.pdf');
    await writeCardsPdf(path, [{ qr: 'x', name: LONG_NAME, detail: 'Іңкәр, ₸ №' }], 'single');
    const stdout = await otherProgramsText(path);
    if (stdout === undefined) skip('pdftotext (poppler-utils) is not installed');
    expect(stdout?.split(/\s+/)).toEqual(
      expect.arrayContaining([...LONG_NAME.split(' '), 'Іңкәр,', '₸', '№']),
    );
  });
});

describe('text in a box', () => {
  it('wraps within its width and loses nothing but white space', async () => {
    const { doc } = await createPdf();
    const measure = measurer(doc, 'regular', 9);
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('әіңғүұқөһАБВxyz-')),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 20, max: 200 }), (words, width) => {
        const lines = wrapText(words.join(' '), measure, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 100 },
    );
  });

  it('is as large as it fits, and shortened where even the smallest size is too wide', async () => {
    const { doc } = await createPdf();
    expect(fitText(doc, 'Ли Ян', 'semiBold', 200, 15, 8)).toEqual({ size: 15, text: 'Ли Ян' });
    const long = fitText(doc, LONG_NAME, 'semiBold', 120, 15, 8);
    expect(long.size).toBe(8);
    expect(long.text).toMatch(/^Әбдіқадырова .*…$/);
    const box = { maxWidth: 130, maxLines: 2, maxSize: 15, minSize: 8 };
    const two = fitLines(doc, LONG_NAME, 'semiBold', box);
    expect(two.lines).toEqual(['Әбдіқадырова Ғайникамал', 'Құрманғазықызы']);
    expect(two.lines.every((line) => measurer(doc, 'semiBold', two.size)(line) <= 130)).toBe(true);
  });

  it('leaves out emoji, which no document font has', async () => {
    const { doc } = await createPdf();
    const fitted = fitText(doc, 'Хакатон\u{1f389}\u{1f468}\u200d\u{1f393} 2026 ©', 'regular', 300, 10, 8);
    expect(fitted.text).toBe('Хакатон 2026 ©');
  });
});

describe('a table on paper', () => {
  it('repeats its header on every page, counts pages, and ends with the totals', async () => {
    const pages = await tablePages(tableOf(90));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      const texts = page.map(({ text }) => text);
      expect(texts.filter((text) => text === 'ФИО')).toHaveLength(1);
      expect(texts).toContain(`${index + 1}-бет, барлығы ${pages.length}`);
    }
    const all = pages.flat().map(({ text }) => text);
    expect(all.filter((text) => text === '+77012345678')).toHaveLength(90);
    expect(all).toContain('Всего: 90');
  });

  it('shows dates and money as people write them', async () => {
    const texts = (await tablePages(tableOf(1))).flat().map(({ text }) => text);
    expect(texts).toContain('21.11.2026 18:03');
    expect(texts.map((text) => text.replaceAll(/\s/g, ' '))).toContain('1 500,50');
  });

  it('keeps every text within its margins, even words that are too wide', async () => {
    const pages = await tablePages(tableOf(40, { rows: [['Ә'.repeat(400), '+7'.repeat(60), 'x y', 1]] }));
    const { doc } = await createPdf();
    for (const { text, x, y, size } of pages.flat()) {
      expect(x).toBeGreaterThanOrEqual(14 * MM - 0.01);
      expect(x + measurer(doc, 'regular', size)(text)).toBeLessThanOrEqual(210 * MM - 10 * MM);
      expect(y).toBeGreaterThanOrEqual(8 * MM);
    }
  });

  it('lies on its side when it is wide, and breaks no date, sum or phone', async () => {
    const titles = ['Телефон', 'Телефон родителя', 'Телефон опекуна', 'Почта', 'Учебная группа'];
    const columns = [
      { title: 'ФИО', kind: 'text' as const },
      ...titles.map((title) => ({ title, kind: 'text' as const })),
      { title: 'Отметка', kind: 'dateTime' as const },
      { title: 'Оплата', kind: 'money' as const },
    ];
    const phone = '+77012345678';
    const person = [
      LONG_NAME,
      phone,
      phone,
      phone,
      'verylongname@example.kz',
      'ИС-21-3',
      '2026-11-21T18:03',
      1e9,
    ];
    const path = join(folder, 'table.pdf');
    await writeTablePdf(path, tableOf(0, { columns, rows: [person] }), { language: 'kk', pageLabel });
    const file = await readFile(path);
    expect(file.toString('latin1')).toContain('/MediaBox [0 0 841.89 595.28]');
    const texts = pageTexts(file)
      .flat()
      .map((text) => text.replaceAll(/\s/g, ' '));
    expect(texts.filter((text) => text === phone)).toHaveLength(3);
    expect(texts).toEqual(
      expect.arrayContaining(['21.11.2026 18:03', '10 000 000,00', 'verylongname@example.kz']),
    );
  });

  it('is a page with its header when there are no rows', async () => {
    const pages = await tablePages(tableOf(0));
    expect(pages).toHaveLength(1);
    expect(pages.flat().map(({ text }) => text)).toContain('ФИО');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const stop = new AbortController();
    const path = join(folder, 'table.pdf');
    const options = { language: 'ru', pageLabel, signal: stop.signal, onProgress: () => stop.abort() };
    await expect(writeTablePdf(path, tableOf(2000), options)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('shares the width of the page among its columns', () => {
    const need = fc.record({
      least: fc.integer({ min: 5, max: 200 }),
      more: fc.nat({ max: 300 }),
      isText: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 12 }), (needs) => {
        const widths = columnLayout(
          needs.map(({ least, more, isText }) => ({ least, full: least + more, isText })),
          520,
        );
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(520, 6);
        const total = needs.reduce((sum, { least }) => sum + least, 0);
        const narrow = needs.filter(({ least }, index) => (widths[index] ?? 0) < least - 1e-6);
        expect(narrow.length > 0).toBe(total > 520);
      }),
    );
  });
});

describe('personal cards', () => {
  const cards: readonly Card[] = Array.from({ length: 23 }, (_, index) => ({
    qr: `ORDA:${index}`,
    name: index % 2 === 0 ? LONG_NAME : 'Ли Ян',
    detail: 'ИС-21-3',
    organisation: '«Ұшқыр ой» студенттік клубы',
    code: '7K3MQ9ZT',
  }));

  it('stand ten to an A4 sheet, each with its name, group and code', async () => {
    const path = join(folder, 'cards.pdf');
    expect((await writeCardsPdf(path, cards, 'sheet')).cards).toBe(23);
    const pages = pageTexts(await readFile(path));
    expect(pages.map((texts) => texts.filter((text) => text === '7K3M').length)).toEqual([10, 10, 3]);
    expect(pages[0]).toEqual(
      expect.arrayContaining(['Әбдіқадырова', 'Құрманғазықызы', 'Ли Ян', 'ИС-21-3', 'Q9ZT']),
    );
  });

  it('stand alone on pages of a card’s size', async () => {
    const path = join(folder, 'cards.pdf');
    await writeCardsPdf(path, cards.slice(0, 3), 'single');
    const file = await readFile(path);
    expect(pageTexts(file)).toHaveLength(3);
    const [, width, height] = /\/MediaBox \[0 0 (\S+) (\S+)\]/.exec(file.toString('latin1')) ?? [];
    expect(Number(width) / MM).toBeCloseTo(85, 1);
    expect(Number(height) / MM).toBeCloseTo(54, 1);
  });

  it('hold no picture: the code is drawn', async () => {
    const path = join(folder, 'cards.pdf');
    const { bytes } = await writeCardsPdf(path, cards, 'sheet');
    expect((await readFile(path)).includes('/Image\n')).toBe(false);
    expect(bytes).toBeLessThan(60_000);
  });

  it.each([
    ['7K3MQ9ZT', ['7K3M', 'Q9ZT']],
    ['Q7F3K9', ['Q7F', '3K9']],
    ['Q7F-3K9', ['Q7F', '3K9']],
    ['', []],
  ])('show the code %j in groups', (code, groups) => {
    expect(codeGroups(code)).toEqual(groups);
  });
});
