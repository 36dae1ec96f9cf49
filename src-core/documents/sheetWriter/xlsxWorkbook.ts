import { openZip } from '../output/zip.ts';
import { stopIfCancelled } from '../output/writeFailure.ts';
import { inBatches, type OutRow, type SheetOut, type WriteOptions } from './sheetShape.ts';
import { sheetName, xmlText } from './sheetXml.ts';
import { columnWidths, openSheetPart, type SheetPart, type SheetRange } from './xlsxSheet.ts';
import { stylesXml } from './xlsxStyles.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

type NamedRange = SheetRange & { readonly name: string };

export type WorkbookOptions = WriteOptions & {
  /** Who made the file, in its properties. */
  readonly creator?: string;
  /** The format's own limit; a smaller one is for tests. */
  readonly rowLimit?: number;
};

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;

function contentTypesXml(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`,
  );
  return [
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>`,
    ...sheets,
    `<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>`,
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    '</Types>',
  ].join('');
}

function definedNamesXml(sheets: readonly NamedRange[]): string {
  const names = sheets.map(({ name, headerRow, lastRow, lastColumn }, index) => {
    const quoted = `'${xmlText(name).replaceAll("'", "''")}'`;
    return (
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted}!$A$${headerRow}:$${lastColumn}$${lastRow}</definedName>` +
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted}!$${headerRow}:$${headerRow}</definedName>`
    );
  });
  return `<definedNames>${names.join('')}</definedNames>`;
}

function workbookXml(sheets: readonly NamedRange[]): string {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return [
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr defaultThemeVersion="124226"/>`,
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews>',
    `<sheets>${list.join('')}</sheets>${definedNamesXml(sheets)}</workbook>`,
  ].join('');
}

function workbookRelationsXml(count: number): string {
  const sheets = Array.from({ length: count }, (_, index) =>
    relation(`rId${index + 1}`, `${OFFICE}/worksheet`, `worksheets/sheet${index + 1}.xml`),
  );
  const styles = relation(`rId${count + 1}`, `${OFFICE}/styles`, 'styles.xml');
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join('')}${styles}</Relationships>`;
}

const rootRelationsXml =
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  relation('rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml') +
  relation('rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml') +
  '</Relationships>';

const corePropertiesXml = (creator: string) =>
  `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
  `<dc:creator>${xmlText(creator)}</dc:creator></cp:coreProperties>`;

/**
 * Writes a whole workbook to `write`, holding no more than one batch of rows. A table longer than a sheet goes on in a sheet
 * of the same name with a number.
 * @returns the number of table rows written
 */
export async function fillWorkbook(
  write: (chunk: Uint8Array) => Promise<void>,
  sheets: readonly SheetOut[],
  options: WorkbookOptions = {},
): Promise<number> {
  const { onProgress, signal, creator = 'Orda', rowLimit = 1_048_576 } = options;
  const zip = openZip(write);
  const written: NamedRange[] = [];
  const taken = new Set<string>();
  let rows = 0;

  const openPart = async (sheet: SheetOut, widths: readonly number[]) => {
    const name = sheetName(sheet.name, taken);
    taken.add(name.toLowerCase());
    const entry = await zip.open(`xl/worksheets/sheet${written.length + 1}.xml`);
    const part = openSheetPart(entry, sheet, widths, rowLimit);
    const end = async (withTotals: boolean) => {
      written.push({ name, ...(await part.end(withTotals)) });
    };
    return { ...part, end };
  };

  const addBatch = async (part: Pick<SheetPart, 'room' | 'addRow' | 'flush'>, batch: readonly OutRow[]) => {
    const fitting = Math.min(batch.length, part.room());
    for (const row of batch.slice(0, fitting)) part.addRow(row);
    rows += fitting;
    await part.flush();
    return batch.slice(fitting);
  };

  const addSheet = async (sheet: SheetOut) => {
    let widths: readonly number[] | undefined;
    let part: Awaited<ReturnType<typeof openPart>> | undefined;
    for await (const batch of inBatches(sheet.rows)) {
      stopIfCancelled(signal);
      widths ??= columnWidths(sheet.columns, batch);
      part ??= await openPart(sheet, widths);
      let rest = await addBatch(part, batch);
      while (rest.length > 0) {
        await part.end(false);
        part = await openPart(sheet, widths);
        rest = await addBatch(part, rest);
      }
      onProgress?.(rows);
    }
    await part?.end(true);
  };

  stopIfCancelled(signal);
  // First what programs look at that tell a file's type by its first bytes.
  await zip.add('_rels/.rels', rootRelationsXml);
  await zip.add('docProps/core.xml', corePropertiesXml(creator));
  await zip.add('xl/styles.xml', stylesXml);
  for (const sheet of sheets) await addSheet(sheet);
  await zip.add('xl/workbook.xml', workbookXml(written));
  await zip.add('xl/_rels/workbook.xml.rels', workbookRelationsXml(written.length));
  await zip.add('[Content_Types].xml', contentTypesXml(written.length));
  await zip.finish();
  return rows;
}
