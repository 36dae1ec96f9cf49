import { refuse } from './refusal.ts';
import { builtInDateKind, dateKindOfCode, type DateKind, type DateSystem } from './serialDate.ts';
import { scanXml } from './xml.ts';
import type { Zip } from './zip.ts';

export type SheetEntry = { readonly name: string; readonly hidden: boolean; readonly path: string };

/** What the small parts of an xlsx package say about the large ones. */
export type XlsxParts = {
  readonly sheets: readonly SheetEntry[];
  readonly system: DateSystem;
  /** By cell style. */
  readonly dateKinds: readonly DateKind[];
  readonly sharedStrings: string | undefined;
};

type Relation = { readonly id: string; readonly type: string; readonly path: string };

/** The path of the workbook part, undefined where the zip is no spreadsheet package. */
export function workbookPath(zip: Zip): string | undefined {
  const relation = readRelations(zip, '').find(({ type }) => type === 'officeDocument');
  return zip.find(relation?.path ?? '') ?? zip.find('xl/workbook.xml') ?? zip.find('xl/workbook.bin');
}

export function readXlsxParts(zip: Zip, path: string): XlsxParts {
  const relations = readRelations(zip, path);
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const seen = new Set<string>();
  const { entries, system } = readWorkbookPart(zip.read(path) ?? refuse('damaged'));
  const sheets: SheetEntry[] = [];
  for (const entry of entries) {
    const relation = byId.get(entry.relation);
    if (!relation) return refuse('damaged', { sheet: entry.name });
    // Charts and macro sheets stand among the sheets too, but hold no table.
    if (relation.type !== 'worksheet') continue;
    const part = zip.find(relation.path) ?? refuse('damaged');
    // Many sheets that are one large part would make a small file take hours.
    if (seen.has(part)) refuse('hostile', { part });
    seen.add(part);
    sheets.push({ name: entry.name, hidden: entry.hidden, path: part });
  }
  const pathOf = (type: string): string | undefined =>
    zip.find(relations.find((relation) => relation.type === type)?.path ?? '');
  const styles = pathOf('styles');
  return {
    sheets,
    system,
    dateKinds: styles === undefined ? [] : readDateKinds(zip.read(styles) ?? refuse('damaged')),
    sharedStrings: pathOf('sharedStrings'),
  };
}

/** The relations of a part, with the last word of their type: the transitional and the strict standard differ before it. */
function readRelations(zip: Zip, path: string): Relation[] {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash + 1);
  const part = zip.read(`${folder}_rels/${path.slice(slash + 1)}.rels`);
  if (!part) return [];
  const relations: Relation[] = [];
  const xml = scanXml(part);
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token !== 'open' || xml.name() !== 'Relationship') continue;
    if (xml.attribute('TargetMode') === 'External') continue;
    const type = xml.attribute('Type') ?? '';
    relations.push({
      id: xml.attribute('Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      path: resolvePath(folder, xml.attribute('Target') ?? ''),
    });
  }
  return relations;
}

function resolvePath(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split(/[/\\]/)) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

type WorkbookEntry = { readonly name: string; readonly hidden: boolean; readonly relation: string };

function readWorkbookPart(part: Buffer): { entries: WorkbookEntry[]; system: DateSystem } {
  const entries: WorkbookEntry[] = [];
  let system: DateSystem = 1900;
  let isInSheets = false;
  const xml = scanXml(part);
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (xml.name() === 'sheets' && token !== 'text') isInSheets = token === 'open';
    else if (token !== 'open') continue;
    else if (xml.name() === 'workbookPr') {
      if (/^(1|true)$/.test(xml.attribute('date1904') ?? '')) system = 1904;
    } else if (isInSheets && xml.name() === 'sheet') {
      const state = xml.attribute('state') ?? 'visible';
      // The sheet's own `id` has no prefix and another name (`sheetId`), so the local name finds the relation under any prefix.
      entries.push({
        name: xml.attribute('name') ?? '',
        hidden: state !== 'visible',
        relation: xml.attribute('id') ?? '',
      });
    }
  }
  return { entries, system };
}

function readDateKinds(part: Buffer): DateKind[] {
  const custom = new Map<number, DateKind>();
  const kinds: DateKind[] = [];
  let isInCellStyles = false;
  const xml = scanXml(part);
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    const name = xml.name();
    if (name === 'cellXfs' && token !== 'text') isInCellStyles = token === 'open';
    else if (token !== 'open') continue;
    else if (name === 'numFmt')
      custom.set(Number(xml.attribute('numFmtId')), dateKindOfCode(xml.attribute('formatCode') ?? ''));
    else if (isInCellStyles && name === 'xf') {
      const id = Number(xml.attribute('numFmtId') ?? 0);
      kinds.push(custom.get(id) ?? builtInDateKind(id));
    }
  }
  return kinds;
}
