/** Paper for name badges. All lengths are in millimetres. */

/** Labels side by side on A4: how many, where the first one begins, and what lies between two. */
export type Sheet = {
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly top: number;
  readonly gapX: number;
  readonly gapY: number;
};

/** A label's size as it leaves the printer, and its sheet; null for a roll, where each label is a page of its own. */
export type Stock = { readonly width: number; readonly height: number; readonly sheet: Sheet | null };

/** By how many degrees the print is turned clockwise on the label. */
export const TURNS = [0, 90, 180, 270] as const;
export type Turn = (typeof TURNS)[number];

/** What a badge looks like; the name is always on it. */
export type BadgeDesign = Stock & {
  readonly turn: Turn;
  /** `full`: with the patronymic. */
  readonly name: 'full' | 'short';
  readonly hasGroup: boolean;
  readonly hasEvent: boolean;
  readonly hasOrganisation: boolean;
  readonly hasQr: boolean;
};

export const A4 = { width: 210, height: 297 } as const;
export const LEAST = { width: 20, height: 10 } as const;

/** A label of a roll: a page of its own. */
export const roll = (width: number, height: number): Stock => ({ width, height, sheet: null });

/** As many labels of the size as A4 takes without a gap, in its middle. */
export function sheetOf(width: number, height: number): Stock {
  const columns = Math.max(1, Math.floor(A4.width / width));
  const rows = Math.max(1, Math.floor(A4.height / height));
  const [left, top] = [(A4.width - columns * width) / 2, (A4.height - rows * height) / 2];
  return { width, height, sheet: { columns, rows, left, top, gapX: 0, gapY: 0 } };
}

/** Common papers: rolls of Brother, Dymo and thermal printers, a holder's card, self-adhesive sheets of 24 and 21. */
export const STOCKS = {
  '62x29': roll(62, 29),
  '89x36': roll(89, 36),
  '100x50': roll(100, 50),
  '90x55': roll(90, 55),
  a4x24: sheetOf(70, 36),
  a4x21: {
    width: 63.5,
    height: 38.1,
    sheet: { columns: 3, rows: 7, left: 7.25, top: 15.15, gapX: 2.5, gapY: 0 },
  },
} as const satisfies Readonly<Record<string, Stock>>;
export type StockName = keyof typeof STOCKS;

/** The name of a paper that is among the common ones. */
export const stockName = (stock: Stock): StockName | undefined =>
  (Object.keys(STOCKS) as StockName[]).find((name) => {
    const { width, height, sheet } = STOCKS[name];
    return width === stock.width && height === stock.height && (sheet === null) === (stock.sheet === null);
  });

export const FIRST_DESIGN: BadgeDesign = {
  ...STOCKS['62x29'],
  turn: 0,
  name: 'short',
  hasGroup: true,
  hasEvent: true,
  hasOrganisation: false,
  hasQr: false,
};

/** Whether the labels of a sheet stay on A4. */
export const fitsA4 = ({ width, height, sheet }: Stock): boolean =>
  sheet === null ||
  (sheet.left + sheet.columns * width + (sheet.columns - 1) * sheet.gapX <= A4.width + 0.01 &&
    sheet.top + sheet.rows * height + (sheet.rows - 1) * sheet.gapY <= A4.height + 0.01);

/** The page that a printer is told of. */
export const pageOf = ({
  width,
  height,
  sheet,
}: Stock): { readonly width: number; readonly height: number } => (sheet === null ? { width, height } : A4);

/** Where a label begins on its page, for the label's place (from 0) on the sheet. */
export const cornerOf = (
  { width, height, sheet }: Stock,
  place: number,
): { readonly x: number; readonly y: number } =>
  sheet === null
    ? { x: 0, y: 0 }
    : {
        x: sheet.left + (place % sheet.columns) * (width + sheet.gapX),
        y: sheet.top + Math.floor(place / sheet.columns) * (height + sheet.gapY),
      };

/** How many labels a page has. */
export const perPage = ({ sheet }: Stock): number => (sheet === null ? 1 : sheet.columns * sheet.rows);

const FLAGS = ['hasGroup', 'hasEvent', 'hasOrganisation', 'hasQr'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A design as it was kept in a window; the first design where what was kept is none. */
export function readDesign(kept: string | undefined): BadgeDesign {
  try {
    const found: unknown = JSON.parse(kept ?? '');
    if (!isRecord(found)) return FIRST_DESIGN;
    const turn = TURNS.find((known) => known === found['turn']) ?? 0;
    const name = found['name'] === 'full' ? 'full' : 'short';
    const flags = Object.fromEntries(FLAGS.map((flag) => [flag, found[flag] === true]));
    const words = { ...FIRST_DESIGN, ...flags, turn, name } as const;
    const common = (Object.keys(STOCKS) as StockName[]).find((known) => known === found['stock']);
    if (common !== undefined) return { ...words, ...STOCKS[common] };
    const { width, height } = found;
    const isSize = typeof width === 'number' && typeof height === 'number' && isOwnSize(width, height);
    if (!isSize) return { ...words, ...STOCKS['62x29'] };
    return { ...words, ...(found['stock'] === 'sheet' ? sheetOf(width, height) : roll(width, height)) };
  } catch {
    return FIRST_DESIGN;
  }
}

/** Whether a label may have this size. */
export const isOwnSize = (width: number, height: number): boolean =>
  width >= LEAST.width && width <= A4.width && height >= LEAST.height && height <= A4.height;

/** A design in a form that `readDesign` takes. */
export function keptDesign(design: BadgeDesign): string {
  const { sheet, ...rest } = design;
  return JSON.stringify({ ...rest, stock: stockName(design) ?? (sheet === null ? 'roll' : 'sheet') });
}
