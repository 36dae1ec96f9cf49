import type { DateKind } from './serialDate.ts';
import type { XmlScanner } from './xml.ts';

/** What the styles of an OpenDocument spreadsheet mean for its tables. */
export type OdsStyles = {
  /** Looks at an element just opened before the tables. */
  readonly take: (xml: XmlScanner) => void;
  readonly isHidden: (tableStyle: string | undefined) => boolean;
  /** How numbers of a cell style are shown: some writers leave a date a number and give it the look of a date only. */
  readonly dateKind: (cellStyle: string | undefined) => DateKind;
};

export function createOdsStyles(): OdsStyles {
  const hidden = new Set<string>();
  const dataStyles = new Map<string, string>();
  const kinds = new Map<string, DateKind>();
  let style = '';
  let dataStyle = '';

  function take(xml: XmlScanner): void {
    const element = xml.name();
    if (element === 'style') {
      style = xml.attribute('style:name') ?? '';
      const data = xml.attribute('style:data-style-name');
      if (data !== undefined) dataStyles.set(style, data);
    } else if (element === 'table-properties') {
      if (xml.attribute('table:display') === 'false') hidden.add(style);
    } else if (element === 'date-style' || element === 'time-style') {
      dataStyle = xml.attribute('style:name') ?? '';
      const isElapsed = xml.attribute('number:truncate-on-overflow') === 'false';
      kinds.set(dataStyle, element === 'date-style' ? 'date' : isElapsed ? 'elapsed' : 'time');
    }
  }

  return {
    take,
    isHidden: (tableStyle) => tableStyle !== undefined && hidden.has(tableStyle),
    dateKind: (cellStyle) => kinds.get(dataStyles.get(cellStyle ?? '') ?? '') ?? 'none',
  };
}
