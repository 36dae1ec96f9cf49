/**
 * Holds: what the screen lays out is what the paper shows; long names fit, and where they cannot it is said; every Kazakh
 * letter is there; text copied from the paper is the very name.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { pdfText } from '../../tests/documents/pdfText.ts';
import { createPdf, MM } from '../documents/pdf/pdf.ts';
import { documentBytes } from '../documents/output/output.ts';
import { PassThrough } from 'node:stream';
import { layOutCertificate, POINT, textWidth, WEIGHTS } from './certificate.layout.rules.ts';
import type { CertificateField, CertificateValues, FontWidths } from './certificate.layout.rules.ts';
import { writeCertificatesPdf } from './certificatePdf.ts';
import { designDrawing, DESIGNS } from './designs.rules.ts';
import { fontWidths } from './metrics.ts';
import { PAGES, starterLayout } from './template.rules.ts';

const KAZAKH = 'ӘәҒғҚқҢңӨөҰұҮүҺһІі';
const VALUES: CertificateValues = {
  name: 'Тұрғынбекова Айгерім',
  family: 'Тұрғынбекова',
  given: 'Айгерім',
  group: 'ИС-21',
  event: 'Осенний митап',
  date: '4 сентября 2026 г.',
  place: 'ауд. 301',
  hours: '16',
  number: 'K7QF-2026-15',
  issued: '5 сентября 2026 г.',
  organisation: 'Білім ордасы',
};
const FIELD: CertificateField = {
  id: 'name',
  text: '{name}',
  x: 40,
  y: 80,
  width: 200,
  height: 30,
  size: 34,
  minSize: 16,
  fit: 'shrink',
  maxLines: 2,
  weight: 'semiBold',
  colour: '#12343f',
  align: 'center',
  valign: 'middle',
};

let widths: FontWidths;
beforeAll(async () => {
  widths = await fontWidths();
});

const layOut = (fields: readonly CertificateField[], values: Partial<CertificateValues> = {}) =>
  layOutCertificate({ fields, qr: null }, PAGES.a4, { ...VALUES, ...values }, widths);

const named = (name: string, more: Partial<CertificateField> = {}) =>
  layOut([{ ...FIELD, ...more }], { name });

describe('a name', () => {
  test('keeps its size where it fits, shrinks on one line, goes on two lines, and is cut only with a word about it', () => {
    const short = named('Ким Вера');
    expect(short).toMatchObject({ lines: [{ size: 34, text: 'Ким Вера' }], warnings: [] });
    const long = named('Тұрғынбекова Айгерім Серікқызы Қанатқызы');
    expect(long.lines).toHaveLength(1);
    expect(long.lines[0]?.size).toBeLessThan(34);
    const two = named('Әбдірахманұлы-Тұрғынбекова Нұрсұлтан-Ғалымжан Өмірзақ Қуанышбайұлы Серікқызы');
    expect(two.lines).toHaveLength(2);
    expect(two.warnings).toEqual([]);
    const endless = named(`${'Ә'.repeat(150)} ${'ұ'.repeat(149)}`);
    expect(endless.warnings).toMatchObject([{ field: 'name', kind: 'tooLong' }]);
    expect(endless.lines.at(-1)?.text).toMatch(/…$/);
  });

  test('never leaves its box in width, whatever it is', () => {
    const names = fc.string({
      unit: fc.constantFrom(...Array.from(`${KAZAKH}абвгдеёжABCdef -’.`)),
      maxLength: 300,
    });
    const boxes = fc.record({
      width: fc.integer({ min: 15, max: 250 }),
      size: fc.integer({ min: 8, max: 60 }),
      minSize: fc.integer({ min: 4, max: 12 }),
      maxLines: fc.integer({ min: 1, max: 4 }),
      fit: fc.constantFrom('shrink' as const, 'wrap' as const),
      align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    });
    fc.assert(
      fc.property(names, boxes, (name, box) => {
        const { lines, warnings } = named(name, box);
        expect(lines.length).toBeLessThanOrEqual(box.maxLines);
        for (const line of lines) {
          expect(line.x).toBeGreaterThanOrEqual(FIELD.x - 0.01);
          expect(line.x + line.width).toBeLessThanOrEqual(FIELD.x + box.width + 0.01);
          expect(line.size).toBeLessThanOrEqual(box.size);
        }
        const shown = lines
          .map((line) => line.text)
          .join('')
          .replaceAll(' ', '');
        const isWhole = shown === name.normalize('NFC').replaceAll(' ', '');
        expect(isWhole || warnings.some((one) => one.kind === 'tooLong')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('has every Kazakh letter, and letters that no font has are named', () => {
    expect(named(KAZAKH).warnings).toEqual([]);
    expect(named('Ким 王小明').warnings).toMatchObject([{ kind: 'letters', detail: '王 小 明' }]);
    expect(named('Вера 🎉').lines[0]?.text).toBe('Вера');
  });
});

describe('a text', () => {
  test('leaves out the lines that have nothing to say, and says which placeholder it does not know', () => {
    const field = {
      ...FIELD,
      text: '{place}\nОбъём: {hours} ч\n{nmae}',
      fit: 'wrap' as const,
      maxLines: 4,
      size: 12,
      minSize: 8,
    };
    const { lines, warnings } = layOut([field], { hours: '' });
    expect(lines.map((line) => line.text)).toEqual(['ауд. 301', '{nmae}']);
    expect(warnings).toEqual([{ field: 'name', kind: 'unknown', detail: '{nmae}' }]);
  });

  test('outside of the page is pointed at', () => {
    expect(named('Ким', { x: 200 }).warnings).toMatchObject([{ kind: 'outside' }]);
  });

  test('of a value that looks like a placeholder is not filled again', () => {
    expect(named('{place} {name}').lines.map((line) => line.text)).toEqual(['{place} {name}']);
  });
});

describe('the paper', () => {
  test('measures every text as the screen does', async () => {
    const { doc } = await createPdf();
    const features = {
      kern: false,
      liga: false,
      clig: false,
      calt: false,
    } as unknown as PDFKit.Mixins.TextOptions['features'];
    const known = Object.keys(widths.regular.letters);
    const text = fc.string({ unit: fc.constantFrom(...known), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...WEIGHTS),
        fc.integer({ min: 4, max: 80 }),
        (words, weight, size) => {
          const onPaper = doc
            .font(weight, size)
            .widthOfString(words, features === undefined ? {} : { features });
          expect(onPaper).toBeCloseTo(textWidth(widths, weight, words) * size, 3);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each(DESIGNS)(
    'of the design «%s» shows each line where the layout put it, and its very letters',
    async (design) => {
      const page = PAGES.a4;
      const layout = starterLayout('kk', page, design);
      const template = {
        name: 'x',
        language: 'kk',
        nameForm: 'full',
        page,
        background: { kind: 'design', design },
        layout,
      } as const;
      const values = { ...VALUES, name: `${KAZAKH} O’Connor`, event: 'Ұшқыштар күні: “АУ” ТАУ Ав. Та' };
      const sheet = {
        template,
        backdrop: { kind: 'drawing', drawing: designDrawing(design, page) },
      } as const;
      const bytes = await documentBytes(async (write) => {
        const stream = new PassThrough();
        const reading = (async () => {
          for await (const chunk of stream) await write(chunk as Uint8Array);
        })();
        await writeCertificatesPdf(stream, [{ sheet, values, qr: null }], {
          title: 'x',
          language: 'kk',
          widths,
        });
        await reading;
      });
      const placed = layOutCertificate(layout, page, values, widths);
      const runs = pdfText(bytes)[0] ?? [];
      expect(runs.map((run) => run.text)).toEqual(placed.lines.map((line) => line.text));
      expect(runs.map((run) => run.text)).toContain(`${KAZAKH} O’Connor`);
      for (const [index, line] of placed.lines.entries()) {
        expect(runs[index]?.x).toBeCloseTo(line.x * MM, 2);
        expect(runs[index]?.y).toBeCloseTo((page.height - line.y) * MM, 2);
        expect(runs[index]?.size).toBe(line.size);
      }
      expect(placed.warnings).toEqual([]);
      expect(placed.lines.every((line) => line.y + line.size * POINT * 0.3 < page.height)).toBe(true);
    },
  );
});
