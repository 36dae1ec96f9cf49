/** A form on paper, to be ticked by hand: all its languages on one sheet, the first in ink, the others beneath it. */
import type { Target } from '../documents/output/output.ts';
import { MM, writePdf } from '../documents/pdf/pdf.ts';
import type { PdfDocument } from '../documents/pdf/pdf.ts';
import type { FontName } from '../documents/pdf/fonts.ts';
import { measurer } from '../documents/pdf/textFit.ts';
import { wrapText } from '../documents/pdf/wrap.rules.ts';
import { RATINGS } from './forms.rules.ts';
import type { FormDefinition, FormQuestion, FormTexts } from './forms.rules.ts';
import { FORM_PAPER_TEXTS, YES_NO } from './forms.texts.ts';
import type { FormPaperTexts } from './forms.texts.ts';

export type FormSheet = {
  readonly definition: FormDefinition;
  /** The event, or null. */
  readonly detail: string | null;
  readonly isAnonymous: boolean;
};

const SIDE = 18 * MM;
const TOP = 18 * MM;
const BOTTOM = 278 * MM;
const WIDTH = 210 * MM - 2 * SIDE;
const INDENT = 8 * MM;
const BOX = 4.2 * MM;
const LINE = 9 * MM;
/** Between the head and each question; at the foot of a page it needs no room. */
const GAP = 4.5 * MM;
const INK = '#16181d';
const MUTED = '#5b6470';
const RULE = '#9aa3ad';

/** Words in a row of lines, as tall as they are. */
type Words = {
  readonly lines: readonly string[];
  readonly font: FontName;
  readonly size: number;
  readonly color: string;
};

const heightOf = ({ lines, size }: Words): number => lines.length * size * 1.32;

/** Something to draw at a height of the page; pieces of one question stay on one page. */
type Piece = { readonly height: number; readonly draw: (doc: PdfDocument, y: number) => void };

function drawWords(doc: PdfDocument, { lines, font, size, color }: Words, x: number, y: number): void {
  doc.font(font, size).fillColor(color);
  for (const [index, line] of lines.entries())
    doc.text(line, x, y + (index + 0.95) * size * 1.32, { lineBreak: false, baseline: 'alphabetic' });
}

function wordsOf(
  doc: PdfDocument,
  text: string,
  width: number,
  look: { readonly font?: FontName; readonly size: number; readonly color?: string },
): Words {
  const { font = 'regular', size, color = INK } = look;
  return { lines: wrapText(text, measurer(doc, font, size), width), font, size, color };
}

const space = (height: number): Piece => ({ height, draw: () => undefined });

/** A text in the form's first language, and beneath it in the others. */
function saidIn(
  doc: PdfDocument,
  texts: FormTexts,
  { languages }: FormDefinition,
  look: {
    readonly x: number;
    readonly width: number;
    readonly size: number;
    readonly font: FontName;
    readonly mark?: string;
  },
): Piece[] {
  return languages.flatMap((language, index) => {
    const text = texts[language] ?? '';
    if (text === '') return [];
    const words =
      index === 0
        ? wordsOf(doc, text, look.width, { font: look.font, size: look.size })
        : wordsOf(doc, text, look.width, { size: look.size - 1.5, color: MUTED });
    return [
      { height: heightOf(words), draw: (on: PdfDocument, y: number) => drawWords(on, words, look.x, y) },
    ];
  });
}

/** A box to tick with its words, in all languages in one line. */
function ticked(doc: PdfDocument, text: string): Piece {
  const words = wordsOf(doc, text, WIDTH - INDENT - 8 * MM, { size: 10.5 });
  return {
    height: Math.max(heightOf(words), BOX) + 1.8 * MM,
    draw(on, y) {
      on.rect(SIDE + INDENT, y + 0.4 * MM, BOX, BOX)
        .lineWidth(0.9)
        .stroke(INK);
      drawWords(on, words, SIDE + INDENT + 7 * MM, y);
    },
  };
}

/** Boxes side by side, a word above nothing but beside each. */
function tickedRow(doc: PdfDocument, texts: readonly string[], step: number): Piece {
  const all = texts.map((text) => wordsOf(doc, text, step - 8 * MM, { size: 10.5 }));
  return {
    height: BOX + 3 * MM,
    draw(on, y) {
      for (const [index, words] of all.entries()) {
        const x = SIDE + INDENT + index * step;
        on.rect(x, y + 0.4 * MM, BOX, BOX)
          .lineWidth(0.9)
          .stroke(INK);
        drawWords(on, words, x + 6.2 * MM, y);
      }
    },
  };
}

const writtenLine = (x: number, width: number): Piece => ({
  height: LINE,
  draw: (doc, y) =>
    void doc
      .moveTo(x, y + LINE - 1.5 * MM)
      .lineTo(x + width, y + LINE - 1.5 * MM)
      .lineWidth(0.5)
      .stroke(RULE),
});

function answerPieces(
  doc: PdfDocument,
  { kind, options }: FormQuestion,
  definition: FormDefinition,
): Piece[] {
  const joined = (texts: FormTexts): string =>
    [...new Set(definition.languages.map((language) => texts[language] ?? ''))]
      .filter((text) => text !== '')
      .join(' / ');
  if (kind === 'rating') return [tickedRow(doc, RATINGS.map(String), 18 * MM)];
  if (kind === 'yesNo') {
    const of = (answer: 'yes' | 'no') =>
      definition.languages.map((language) => YES_NO[language][answer]).join(' / ');
    return [tickedRow(doc, [of('yes'), of('no')], 52 * MM)];
  }
  if (kind === 'number') return [writtenLine(SIDE + INDENT, 40 * MM)];
  if (kind === 'text') return [1, 2, 3].map(() => writtenLine(SIDE + INDENT, WIDTH - INDENT));
  return options.map(({ texts }) => ticked(doc, joined(texts)));
}

const HINTS: Readonly<Partial<Record<FormQuestion['kind'], 'one' | 'any' | 'rating'>>> = {
  choice: 'one',
  several: 'any',
  rating: 'rating',
};

function questionPieces(doc: PdfDocument, question: FormQuestion, number: number, sheet: FormSheet): Piece[] {
  const { definition } = sheet;
  const hint = HINTS[question.kind];
  const says = (language: FormDefinition['languages'][number]): string =>
    [
      ...(hint === undefined ? [] : [FORM_PAPER_TEXTS[language][hint]]),
      ...(question.isRequired ? [FORM_PAPER_TEXTS[language].required] : []),
    ].join(', ');
  const hints = definition.languages.map(says).filter(Boolean).join(' / ');
  const small = wordsOf(doc, hints, WIDTH - INDENT, { size: 8, color: MUTED });
  const [first, ...others] = saidIn(doc, question.texts, definition, {
    x: SIDE + INDENT,
    width: WIDTH - INDENT,
    size: 11.5,
    font: 'semiBold',
  });
  const numbered: Piece = {
    height: first?.height ?? 0,
    draw(on, y) {
      drawWords(on, { lines: [`${number}.`], font: 'semiBold', size: 11.5, color: INK }, SIDE, y);
      first?.draw(on, y);
    },
  };
  return [
    numbered,
    ...others,
    ...(hints === ''
      ? []
      : [
          {
            height: heightOf(small),
            draw: (on: PdfDocument, y: number) => drawWords(on, small, SIDE + INDENT, y),
          },
        ]),
    space(1.6 * MM),
    ...answerPieces(doc, question, definition),
  ];
}

function headPieces(doc: PdfDocument, { definition, detail, isAnonymous }: FormSheet): Piece[] {
  const texts = definition.languages.map((language) => FORM_PAPER_TEXTS[language]);
  const both = (word: 'name' | 'group' | 'nameless') => texts.map((one) => one[word]).join(' / ');
  const plain = (text: string, size: number): Piece => {
    const words = wordsOf(doc, text, WIDTH, { size, color: MUTED });
    return { height: heightOf(words), draw: (on, y) => drawWords(on, words, SIDE, y) };
  };
  const written = (label: string): Piece => {
    const words = wordsOf(doc, label, WIDTH, { size: 9, color: MUTED });
    const from = SIDE + 62 * MM;
    const line = writtenLine(from, WIDTH - 62 * MM);
    return {
      height: LINE,
      draw(on, y) {
        drawWords(on, words, SIDE, y + LINE - 5.5 * MM);
        line.draw(on, y);
      },
    };
  };
  return [
    ...saidIn(doc, definition.title, definition, { x: SIDE, width: WIDTH, size: 17, font: 'bold' }),
    ...(detail === null ? [] : [space(1.2 * MM), plain(detail, 10)]),
    space(2.5 * MM),
    ...saidIn(doc, definition.intro, definition, { x: SIDE, width: WIDTH, size: 10.5, font: 'regular' }),
    space(2 * MM),
    ...(isAnonymous ? [plain(both('nameless'), 9)] : [written(both('name')), written(both('group'))]),
    space(1.5 * MM),
  ];
}

const total = (pieces: readonly Piece[]): number => pieces.reduce((sum, { height }) => sum + height, 0);

/** Writes the sheet, A4. Out: its pages. Throws a write failure; nothing is left behind. */
export async function writeFormSheet(
  target: Target,
  sheet: FormSheet,
  options: { readonly language: string; readonly t: FormPaperTexts },
): Promise<{ readonly pages: number }> {
  const margins = { top: 0, right: 0, bottom: 0, left: 0 };
  const { definition } = sheet;
  const title = definition.title[definition.languages[0] ?? 'ru'] ?? options.t.sheet;
  let pages = 0;
  await writePdf(
    target,
    { size: 'A4', margins, info: { title }, language: options.language, keepsPages: true },
    async (doc, pass) => {
      doc.addPage();
      const blocks = [
        headPieces(doc, sheet),
        ...definition.questions.map((question, index) => questionPieces(doc, question, index + 1, sheet)),
      ];
      let y = TOP;
      for (const block of blocks) {
        // A question stays whole where a page can hold it.
        if (y + total(block) > BOTTOM && y > TOP) {
          doc.addPage();
          y = TOP;
        }
        for (const piece of block) {
          if (y + piece.height > BOTTOM) {
            doc.addPage();
            y = TOP;
          }
          piece.draw(doc, y);
          y += piece.height;
        }
        y += GAP;
        await pass();
      }
      const range = doc.bufferedPageRange();
      pages = range.count;
      for (let page = 0; page < pages; page += 1) {
        doc.switchToPage(range.start + page);
        const words = wordsOf(doc, options.t.page(page + 1, pages), WIDTH, { size: 8, color: MUTED });
        drawWords(doc, words, SIDE, 287 * MM);
      }
    },
  );
  return { pages };
}
