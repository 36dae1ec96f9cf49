import { strToU8, zipSync } from 'fflate';

/** Packs parts into a zip. */
export function packed(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(parts).map(
    ([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part] as const,
  );
  return zipSync(Object.fromEntries(entries));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

type HandMade = {
  /** What stands within `<worksheet>`. */
  readonly sheet: string;
  /** What stands within `<sst>`. */
  readonly strings?: string;
  /** What stands within `<styleSheet>`. */
  readonly styles?: string;
  /** Attributes of `<workbookPr>`. */
  readonly workbookPr?: string;
  /** Parts to add or to put in place of others. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
};

/** The parts of a small xlsx package written by hand, so that a test can show the very markup it is about. */
export function xlsxParts({
  sheet,
  strings = '',
  styles = '',
  workbookPr = '',
  parts,
}: HandMade): Record<string, string | Uint8Array> {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr ${workbookPr}/>` +
      '<sheets><sheet name="Лист" sheetId="1" r:id="s1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}">${relation('s1', 'worksheet', 'worksheets/sheet1.xml')}` +
      `${relation('s2', 'sharedStrings', 'sharedStrings.xml')}${relation('s3', 'styles', 'styles.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="${MAIN}">${strings}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?>\n<worksheet xmlns="${MAIN}">${sheet}</worksheet>`,
    ...parts,
  };
}

export function xlsx(made: HandMade): Uint8Array {
  return packed(xlsxParts(made));
}

/** The parts of a small OpenDocument spreadsheet; `body` stands within `<office:spreadsheet>`. */
export function ods(body: string, automaticStyles = ''): Uint8Array {
  return packed({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml':
      '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c">' +
      `<office:automatic-styles>${automaticStyles}</office:automatic-styles>` +
      `<office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`,
  });
}
