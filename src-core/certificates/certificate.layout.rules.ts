/**
 * Where each line of a certificate stands. One module for the paper and for the screen: both give it the same template, the
 * same values and the same table of letter widths, so what the editor shows is what is printed. Millimetres from the top
 * left corner; font sizes in points.
 */
import { breakable, drawable, wrapText } from '../documents/pdf/wrap.rules.ts';

/** Millimetres in a point. */
export const POINT = 25.4 / 72;
/** The distance of two lines, and of a line's baseline from its top, in parts of the font size. */
const LINE = 1.25;
const BASELINE = 0.98;
/** Sizes are tried in half points. */
const STEP = 0.5;

export const WEIGHTS = ['regular', 'semiBold', 'bold'] as const;
export type Weight = (typeof WEIGHTS)[number];

export const PLACEHOLDERS = [
  'name',
  'family',
  'given',
  'group',
  'event',
  'date',
  'place',
  'hours',
  'number',
  'issued',
  'organisation',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What the placeholders stand for, ready to be printed; an empty text where there is nothing to say. */
export type CertificateValues = Readonly<Record<Placeholder, string>>;

export type CertificateField = {
  readonly id: string;
  /** Words and placeholders such as `{name}`. A line whose placeholders are all empty is left out. */
  readonly text: string;
  /** The box, in millimetres. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Points. */
  readonly size: number;
  /** The smallest size that the text may shrink to. */
  readonly minSize: number;
  /** `shrink`: one line as long as it fits at `minSize`, then more lines. `wrap`: as large as it fits on up to `maxLines`. */
  readonly fit: 'shrink' | 'wrap';
  readonly maxLines: number;
  readonly weight: Weight;
  /** `#rrggbb`. */
  readonly colour: string;
  readonly align: 'left' | 'center' | 'right';
  readonly valign: 'top' | 'middle' | 'bottom';
};

/** The square of the QR code with its quiet zone, in millimetres. */
export type QrPlace = { readonly x: number; readonly y: number; readonly size: number };

export type CertificateLayout = {
  readonly fields: readonly CertificateField[];
  readonly qr: QrPlace | null;
};

export type PageSize = { readonly width: number; readonly height: number };

/** The widths of letters in parts of the font size; `missing` is the width of the empty box for an unknown letter. */
export type FontWidths = Readonly<
  Record<Weight, { readonly missing: number; readonly letters: Readonly<Record<string, number>> }>
>;

export type PlacedLine = {
  readonly field: string;
  readonly text: string;
  /** The left end of the line on its baseline. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
};

/**
 * `tooLong`: the text is cut with «…» even at the smallest size. `letters`: the fonts lack some (named). `outside`: the box
 * leaves the page. `unknown`: a placeholder that does not exist (named).
 */
export type LayoutWarning = {
  readonly field: string;
  readonly kind: 'tooLong' | 'letters' | 'outside' | 'unknown';
  readonly detail: string;
};

export type PlacedCertificate = {
  readonly lines: readonly PlacedLine[];
  readonly qr: QrPlace | null;
  readonly warnings: readonly LayoutWarning[];
};

/** The width of a text in parts of the font size. Letters stand side by side as they are: nothing is kerned, here and on paper. */
export function textWidth(widths: FontWidths, weight: Weight, text: string): number {
  const { letters, missing } = widths[weight];
  let width = 0;
  for (const letter of text) width += letters[letter] ?? missing;
  return width;
}

const SLOT = /\{(\w+)\}/g;
const isPlaceholder = (name: string): name is Placeholder =>
  (PLACEHOLDERS as readonly string[]).includes(name);

/** A field's text with its values; a line that has placeholders, and nothing for any of them, is left out. */
function filledText(text: string, values: CertificateValues): string {
  return text
    .split('\n')
    .filter((line) => {
      const names = [...line.matchAll(SLOT)].map(([, name = '']) => name).filter(isPlaceholder);
      return names.length === 0 || names.some((name) => values[name] !== '');
    })
    .map((line) => line.replaceAll(SLOT, (slot, name: string) => (isPlaceholder(name) ? values[name] : slot)))
    .join('\n');
}

type Fitted = { readonly size: number; readonly lines: readonly string[]; readonly isCut: boolean };

/** The largest size at which the text stands on so many lines without breaking a word; null where none does. */
function sizeFor(field: CertificateField, text: string, lines: number, widths: FontWidths): Fitted | null {
  const em = (part: string): number => textWidth(widths, field.weight, part);
  const tallest = lines === 1 ? Number.POSITIVE_INFINITY : field.height / (lines * LINE * POINT);
  const widest = Math.max(0, ...breakable(text.replaceAll('\n', ' ')).map(em));
  const alone = lines === 1 ? em(text) : widest;
  const most = Math.min(field.size, tallest, alone === 0 ? field.size : field.width / (alone * POINT));
  // A size typed as 13.3 stays 13.3 where it fits; below it, half points.
  let size = most >= field.size ? field.size : Math.floor(most / STEP) * STEP;
  for (; size >= field.minSize; size = Math.ceil(size / STEP) * STEP - STEP) {
    const scale = size * POINT;
    const broken = wrapText(text, (part) => em(part) * scale, field.width);
    if (broken.length <= lines) return { size, lines: broken, isCut: false };
    if (lines === 1) return null;
  }
  return null;
}

function fitted(field: CertificateField, text: string, widths: FontWidths): Fitted {
  const most = Math.max(field.maxLines, 1);
  let best: Fitted | null = null;
  for (let lines = 1; lines <= most; lines += 1) {
    const found = sizeFor(field, text, lines, widths);
    if (found !== null && (best === null || found.size > best.size)) best = found;
    if (best !== null && (field.fit === 'shrink' || best.size === field.size)) return best;
  }
  if (best !== null) return best;
  const size = Math.min(field.size, field.minSize);
  const scale = size * POINT;
  const lines = wrapText(
    text,
    (part) => textWidth(widths, field.weight, part) * scale,
    field.width,
    Math.max(1, Math.min(most, Math.floor(field.height / (LINE * scale)))),
  );
  const shown = lines.join('').replaceAll(' ', '');
  return { size, lines, isCut: shown !== text.replaceAll(/\s/g, '') };
}

const SHARE = {
  left: 0,
  center: 0.5,
  right: 1,
  top: 0,
  middle: 0.5,
  bottom: 1,
} as const;

function placed(field: CertificateField, fit: Fitted, widths: FontWidths): readonly PlacedLine[] {
  const em = fit.size * POINT;
  const top = field.y + (field.height - fit.lines.length * LINE * em) * SHARE[field.valign];
  return fit.lines.flatMap((text, index) => {
    if (text === '') return [];
    const width = textWidth(widths, field.weight, text) * em;
    return [
      {
        field: field.id,
        text,
        x: field.x + (field.width - width) * SHARE[field.align],
        y: top + (index * LINE + BASELINE) * em,
        width,
        size: fit.size,
        weight: field.weight,
        colour: field.colour,
      },
    ];
  });
}

function warningsOf(
  field: CertificateField,
  text: string,
  fit: Fitted,
  page: PageSize,
  widths: FontWidths,
): readonly LayoutWarning[] {
  const known = widths[field.weight].letters;
  const strange = new Set(Array.from(text).filter((letter) => letter !== '\n' && !(letter in known)));
  const unknown = [...text.matchAll(SLOT)].map(([slot]) => slot);
  const isOutside =
    field.x < 0 || field.y < 0 || field.x + field.width > page.width || field.y + field.height > page.height;
  const of = (kind: LayoutWarning['kind'], detail: string): LayoutWarning => ({
    field: field.id,
    kind,
    detail,
  });
  return [
    ...(fit.isCut ? [of('tooLong', text)] : []),
    ...(strange.size > 0 ? [of('letters', [...strange].join(' '))] : []),
    ...(unknown.length > 0 ? [of('unknown', unknown.join(' '))] : []),
    ...(isOutside ? [of('outside', '')] : []),
  ];
}

/**
 * Places a certificate's texts. In: the template's layout and page, what its placeholders stand for, the widths of letters
 * (`certificates.metrics`). Out: lines to draw, the QR code's square, and what the person at the desk should look at.
 */
export function layOutCertificate(
  layout: CertificateLayout,
  page: PageSize,
  values: CertificateValues,
  widths: FontWidths,
): PlacedCertificate {
  const lines: PlacedLine[] = [];
  const warnings: LayoutWarning[] = [];
  for (const field of layout.fields) {
    // What nobody sees (a soft hyphen out of a document, a mark of direction) has no place on paper.
    const written = filledText(field.text, values)
      .normalize('NFC')
      .replaceAll(/\p{Cf}/gu, '');
    const text = drawable(written).trim();
    if (text === '') continue;
    const fit = fitted(field, text, widths);
    lines.push(...placed(field, fit, widths));
    warnings.push(...warningsOf(field, text, fit, page, widths));
  }
  const qr = layout.qr;
  const isQrOutside =
    qr !== null && (qr.x < 0 || qr.y < 0 || qr.x + qr.size > page.width || qr.y + qr.size > page.height);
  if (isQrOutside) warnings.push({ field: 'qr', kind: 'outside', detail: '' });
  return { lines, qr, warnings };
}
