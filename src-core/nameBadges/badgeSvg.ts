import type { Fonts } from '../documents/pdf/fonts.ts';
import { qrMatrix, qrPath, QUIET_ZONE } from '../documents/qr/qr.ts';
import { layOutBadge, POINTS, type Badge, type Mark } from './badge.layout.ts';
import type { BadgeDesign, Turn } from './nameBadge.rules.ts';

/** The letters of a line as outlines: the printer needs no font, and every Kazakh letter is there. */
function textPath(fonts: Fonts, { text, font, size, x, y }: Extract<Mark, { kind: 'text' }>): string {
  const own = fonts[font];
  const scale = size / own.unitsPerEm;
  const { glyphs, positions } = own.layout(text);
  let pen = x;
  let path = '';
  for (const [index, glyph] of glyphs.entries()) {
    const place = positions[index];
    const offset = { x: place?.xOffset ?? 0, y: place?.yOffset ?? 0 };
    path += glyph.path.transform(scale, 0, 0, -scale, pen + offset.x * scale, y - offset.y * scale).toSVG();
    pen += (place?.xAdvance ?? glyph.advanceWidth) * scale;
  }
  return path;
}

function drawn(fonts: Fonts, mark: Mark): string {
  if (mark.kind === 'text')
    return `<path d="${textPath(fonts, mark)}"${mark.isQuiet ? ' fill="#3a3a3a"' : ''}/>`;
  const matrix = qrMatrix(mark.text);
  const scale = mark.side / (matrix.size + QUIET_ZONE * 2);
  return `<path transform="translate(${mark.x} ${mark.y}) scale(${scale}) translate(${QUIET_ZONE} ${QUIET_ZONE})" d="${qrPath(matrix)}"/>`;
}

/** How what is read upright comes to lie on the label, in points. */
export const turned = (turn: Turn, width: number, height: number): readonly [x: number, y: number] => {
  if (turn === 90) return [width, 0];
  if (turn === 180) return [width, height];
  return turn === 270 ? [0, height] : [0, 0];
};

/** A badge as a picture of exactly the label's size in millimetres, all of it vector shapes. */
export function badgeSvg(fonts: Fonts, badge: Badge, design: BadgeDesign): string {
  const [width, height] = [design.width * POINTS, design.height * POINTS];
  const [x, y] = turned(design.turn, width, height);
  const marks = layOutBadge(fonts, badge, design).map((mark) => drawn(fonts, mark));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${design.width}mm" height="${design.height}mm" viewBox="0 0 ${width} ${height}">` +
    `<g transform="translate(${x} ${y}) rotate(${design.turn})">${marks.join('')}</g></svg>`
  );
}
