import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { Font } from 'fontkit';
import { writeDocument, type Target } from '../output/output.ts';
import { FONT_NAMES, openFonts, type FontName, type Fonts } from './fonts.ts';

/** A pdfkit document in which the fonts 'regular', 'semiBold' and 'bold' are registered. */
export type PdfDocument = PDFKit.PDFDocument;

export type PdfOptions = {
  /** 'A4' (the default), or width and height in points. */
  readonly size?: 'A4' | readonly [number, number];
  readonly landscape?: boolean;
  /** In points. */
  readonly margins?: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly info?: { readonly title: string; readonly author?: string; readonly createdAt?: Date };
  /** The language of the text, for screen readers: 'ru', 'kk', 'en'. */
  readonly language?: string;
  readonly fonts?: Fonts;
  /** Keeps all pages open until the end, so that each can show how many there are. */
  readonly keepsPages?: boolean;
};

/** Points in a millimetre. */
export const MM = 72 / 25.4;

const MARGIN = 15 * MM;

/** pdfkit takes an opened fontkit font as it is; its types know only files and their bytes. */
type TakesOpenedFonts = { readonly registerFont: (name: FontName, font: Font) => unknown };

async function openPdf(options: PdfOptions): Promise<PdfDocument> {
  const { default: PDFDocument } = await import('pdfkit');
  const fonts = options.fonts ?? (await openFonts());
  const { size = 'A4', info } = options;
  const doc = new PDFDocument({
    size: typeof size === 'string' ? size : [...size],
    layout: options.landscape === true ? 'landscape' : 'portrait',
    margins: options.margins ?? { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN },
    pdfVersion: '1.7',
    bufferPages: options.keepsPages === true,
    autoFirstPage: false,
    displayTitle: true,
    // No standard font is loaded: every document has its own.
    font: '',
    ...(options.language === undefined ? {} : { lang: options.language }),
    info: {
      Producer: 'Orda',
      Creator: 'Orda',
      ...(info === undefined ? {} : { Title: info.title }),
      ...(info?.author === undefined ? {} : { Author: info.author }),
      ...(info?.createdAt === undefined ? {} : { CreationDate: info.createdAt }),
    },
  });
  for (const name of FONT_NAMES) (doc as unknown as TakesOpenedFonts).registerFont(name, fonts[name]);
  if (options.keepsPages === true) packFinishedPages(doc);
  return doc.font('regular');
}

/**
 * pdfkit holds an open page as thousands of tiny pieces. A page that is left for the next is joined to one piece:
 * 10,000 rows of a table then take megabytes and not half a gigabyte.
 */
function packFinishedPages(doc: PdfDocument): void {
  let left: object | undefined;
  doc.on('pageAdded', () => {
    if (left !== undefined && 'buffer' in left && Array.isArray(left.buffer)) {
      left.buffer = [Buffer.concat(left.buffer)];
    }
    left = doc.page.content;
  });
}

/**
 * A document to draw on: `doc` is pdfkit's, without a page yet; `bytes` resolves after `doc.end()`.
 */
export async function createPdf(
  options: PdfOptions = {},
): Promise<{ readonly doc: PdfDocument; readonly bytes: Promise<Uint8Array> }> {
  const doc = await openPdf(options);
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const bytes = once(doc, 'end').then(() => Buffer.concat(chunks));
  return { doc, bytes };
}

/**
 * Draws a document straight into a file or a stream. `draw` calls `pass` now and then (after a page): it hands on what is
 * finished and lets other work of the process run.
 * @returns the size in bytes
 * @throws a write failure; nothing is left behind
 */
export async function writePdf(
  target: Target,
  options: PdfOptions,
  draw: (doc: PdfDocument, pass: () => Promise<void>) => Promise<void>,
): Promise<number> {
  const { bytes } = await writeDocument(target, async (write) => {
    const doc = await openPdf(options);
    let ready: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => ready.push(chunk));
    const pass = async () => {
      await turn();
      const chunks = ready;
      ready = [];
      if (chunks.length > 0) await write(Buffer.concat(chunks));
    };
    await draw(doc, pass);
    const ended = once(doc, 'end');
    doc.end();
    await ended;
    await pass();
  });
  return bytes;
}
