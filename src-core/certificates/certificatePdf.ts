/** Draws certificates: a background that is in the file once, texts where the layout put them, the QR code as a vector shape. */
import { MM, writePdf } from '../documents/pdf/pdf.ts';
import type { PdfDocument } from '../documents/pdf/pdf.ts';
import { stopIfCancelled } from '../documents/output/writeFailure.ts';
import type { Target } from '../documents/output/output.ts';
import { drawQr } from '../documents/qr/drawQr.ts';
import { PREFIX } from './certificate.code.rules.ts';
import { layOutCertificate } from './certificate.layout.rules.ts';
import type {
  CertificateValues,
  FontWidths,
  PageSize,
  PlacedCertificate,
} from './certificate.layout.rules.ts';
import type { Drawing } from './shapes.rules.ts';
import type { Template } from './template.rules.ts';

/** What lies under the texts, ready to be drawn. */
export type Backdrop =
  | { readonly kind: 'drawing'; readonly drawing: Drawing }
  | { readonly kind: 'picture'; readonly bytes: Buffer };

/** A template with its background at hand. */
export type Sheet = { readonly template: Template; readonly backdrop: Backdrop };

export type Page = {
  readonly sheet: Sheet;
  readonly values: CertificateValues;
  /** The text of the QR code; none is drawn where it is null. */
  readonly qr: string | null;
};

/** pdfkit takes OpenType features as an object too, which alone can switch one off; its types know only a list of those on. */
type Features = NonNullable<PDFKit.Mixins.TextOptions['features']>;
const NOT_KERNED = {
  kern: false,
  liga: false,
  clig: false,
  calt: false,
} as unknown as Features;

/** The parts of pdfkit's page that its types do not show: where its drawing goes, and what its drawing refers to. */
type PageInside = {
  content: PDFKit.PDFKitReference;
  readonly ext_gstates: Readonly<Record<string, unknown>>;
};

/** An opened picture, which pdfkit's types do not know to be one. */
type OpensPictures = { readonly openImage: (bytes: Buffer) => PDFKit.Mixins.ImageSrc };

/** The name of a background among the things that a page refers to. */
type Form = { readonly name: string; readonly ref: PDFKit.PDFKitReference };

function drawShapes(doc: PdfDocument, { viewBox, shapes }: Drawing, page: PageSize): void {
  const [x, y, width, height] = viewBox;
  doc.save();
  doc.rect(0, 0, page.width * MM, page.height * MM).clip();
  doc.scale((page.width * MM) / width, (page.height * MM) / height).translate(-x, -y);
  for (const shape of shapes) {
    doc.save();
    if (shape.transform !== null) doc.transform(...shape.transform);
    if (shape.opacity < 1) doc.opacity(shape.opacity);
    doc.path(shape.d);
    const rule = shape.evenOdd ? 'even-odd' : 'non-zero';
    if (shape.stroke !== null) {
      doc.lineWidth(shape.strokeWidth).lineCap(shape.lineCap).lineJoin(shape.lineJoin);
      if (shape.dash.length > 0) doc.dash([...shape.dash] as unknown as number, {});
    }
    if (shape.fill !== null && shape.stroke !== null) doc.fillAndStroke(shape.fill, shape.stroke, rule);
    else if (shape.stroke !== null) doc.stroke(shape.stroke);
    else if (shape.fill !== null) doc.fill(shape.fill, rule);
    doc.restore();
  }
  doc.restore();
}

/** Draws a background into a form of its own, which every page then only names. A page must be open. */
function makeForm(doc: PdfDocument, sheet: Sheet, name: string): Form {
  const { page } = sheet.template;
  const ref = doc.ref({
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: [0, 0, page.width * MM, page.height * MM],
  });
  const open = doc.page as unknown as PageInside;
  const own = open.content;
  open.content = ref;
  if (sheet.backdrop.kind === 'drawing') drawShapes(doc, sheet.backdrop.drawing, page);
  open.content = own;
  Object.assign(ref.data, { Resources: { ExtGState: { ...open.ext_gstates } } });
  ref.end(Buffer.alloc(0));
  return { name, ref };
}

type Pen = { readonly draw: (page: Page) => PlacedCertificate };

function openPen(doc: PdfDocument, widths: FontWidths): Pen {
  const forms = new Map<Sheet, Form>();
  const backdrop = (sheet: Sheet): void => {
    const { page } = sheet.template;
    if (sheet.backdrop.kind === 'picture') {
      // pdfkit keeps a picture by the buffer that it was given, so it is in the file once.
      const size = { width: page.width * MM, height: page.height * MM };
      const image =
        pictures.get(sheet.backdrop.bytes) ??
        (doc as unknown as OpensPictures).openImage(sheet.backdrop.bytes);
      pictures.set(sheet.backdrop.bytes, image);
      doc.image(image, 0, 0, size);
      return;
    }
    if (sheet.backdrop.drawing.shapes.length === 0) return;
    let form = forms.get(sheet);
    if (form === undefined) forms.set(sheet, (form = makeForm(doc, sheet, `Back${forms.size + 1}`)));
    doc.page.xobjects[form.name] = form.ref;
    doc.addContent(`/${form.name} Do`);
  };
  const pictures = new Map<Buffer, PDFKit.Mixins.ImageSrc>();
  return {
    draw({ sheet, values, qr }) {
      const { page, layout } = sheet.template;
      doc.addPage({ size: [page.width * MM, page.height * MM], margin: 0 });
      backdrop(sheet);
      const placed = layOutCertificate(layout, page, values, widths);
      for (const line of placed.lines) {
        doc.font(line.weight, line.size).fillColor(line.colour);
        doc.text(line.text, line.x * MM, line.y * MM, {
          lineBreak: false,
          baseline: 'alphabetic',
          features: NOT_KERNED,
        });
      }
      if (placed.qr !== null && qr !== null) {
        drawQr(doc, qrParts(qr), placed.qr.x * MM, placed.qr.y * MM, placed.qr.size);
      }
      return placed;
    },
  };
}

/** The code in the QR's short mode, an address before it in its byte mode: without looking for the best way each time. */
export function qrParts(text: string) {
  const at = text.lastIndexOf(PREFIX);
  if (at < 0) return text;
  const code = { mode: 'alphanumeric' as const, data: text.slice(at) };
  return at === 0 ? [code] : [{ mode: 'byte' as const, data: text.slice(0, at) }, code];
}

export type CertificatesOptions = {
  readonly title: string;
  readonly language: string;
  readonly widths: FontWidths;
  readonly onProgress?: (pages: number) => void;
  readonly signal?: AbortSignal;
};

/** How many pages are drawn between two turns of the event loop. */
const PAGES_A_TURN = 8;

/**
 * Writes certificates into one document, a page each; their fonts and backgrounds are in it once.
 * @returns the number of pages and of bytes
 * @throws a write failure; nothing is left behind
 */
export async function writeCertificatesPdf(
  target: Target,
  pages: Iterable<Page>,
  options: CertificatesOptions,
): Promise<{ readonly pages: number; readonly bytes: number }> {
  const { title, language, widths, onProgress, signal } = options;
  const margins = { top: 0, right: 0, bottom: 0, left: 0 };
  let count = 0;
  const bytes = await writePdf(target, { language, margins, info: { title } }, async (doc, pass) => {
    const pen = openPen(doc, widths);
    for (const page of pages) {
      stopIfCancelled(signal);
      pen.draw(page);
      count += 1;
      onProgress?.(count);
      if (count % PAGES_A_TURN === 0) await pass();
    }
    if (count === 0) doc.addPage();
  });
  return { pages: count, bytes };
}
