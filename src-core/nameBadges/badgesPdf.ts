import type { Target } from '../documents/output/output.ts';
import { stopIfCancelled } from '../documents/output/writeFailure.ts';
import { openFonts } from '../documents/pdf/fonts.ts';
import { writePdf, type PdfDocument, type PdfOptions } from '../documents/pdf/pdf.ts';
import { drawQr } from '../documents/qr/drawQr.ts';
import { layOutBadge, POINTS, type Badge, type Mark } from './badge.layout.ts';
import { turned } from './badgeSvg.ts';
import { cornerOf, pageOf, perPage, type BadgeDesign } from './nameBadge.rules.ts';

function draw(doc: PdfDocument, mark: Mark): void {
  if (mark.kind === 'qr') {
    drawQr(doc, mark.text, mark.x, mark.y, mark.side / POINTS);
    return;
  }
  doc.font(mark.font, mark.size).fillColor(mark.isQuiet ? '#3a3a3a' : '#000000');
  doc.text(mark.text, mark.x, mark.y, { lineBreak: false, baseline: 'alphabetic' });
}

export type BadgesOptions = Pick<PdfOptions, 'info' | 'language'> & {
  /** How many labels of the first sheet are used already. */
  readonly skip?: number;
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

/**
 * Writes badges: a page of the label's exact size for each, or A4 sheets of labels.
 * @throws a write failure; nothing is left behind
 */
export async function writeBadgesPdf(
  target: Target,
  badges: readonly Badge[],
  design: BadgeDesign,
  { skip = 0, onProgress, signal, ...rest }: BadgesOptions = {},
): Promise<void> {
  const fonts = await openFonts();
  const page = pageOf(design);
  const size = [page.width * POINTS, page.height * POINTS] as const;
  const margins = { top: 0, right: 0, bottom: 0, left: 0 };
  const most = perPage(design);
  await writePdf(target, { ...rest, fonts, size, margins }, async (doc, pass) => {
    for (const [index, badge] of badges.entries()) {
      const place = (index + skip) % most;
      if (index === 0 || place === 0) {
        stopIfCancelled(signal);
        await pass();
        onProgress?.(index);
        doc.addPage();
      }
      const corner = cornerOf(design, place);
      const [x, y] = turned(design.turn, design.width * POINTS, design.height * POINTS);
      doc.save();
      doc.translate(corner.x * POINTS + x, corner.y * POINTS + y).rotate(design.turn);
      for (const mark of layOutBadge(fonts, badge, design)) draw(doc, mark);
      doc.restore();
    }
    onProgress?.(badges.length);
  });
}
