import type { ColumnKind, OutCell } from '../sheetWriter/sheetShape.ts';

const DAY = /^(\d{4})-(\d\d)-(\d\d)/;

function shownDay(iso: string): string {
  return iso.replace(DAY, '$3.$2.$1');
}

/**
 * How values read on paper: days as 21.11.2026, times without seconds, money and numbers as the language writes them,
 * yes as «+» and no as nothing.
 */
export function cellReader(language: string): (kind: ColumnKind, value: OutCell) => string {
  const money = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 10, useGrouping: 'min2' });
  return (kind, value) => {
    if (value === null || value === undefined || value === false) return '';
    if (value === true) return '+';
    if (typeof value === 'number') {
      if (kind === 'money') return money.format(value / 100);
      return kind === 'number' ? number.format(value) : String(value);
    }
    if (kind === 'date') return shownDay(value);
    if (kind === 'dateTime') return shownDay(value).replace(/[T ](\d\d:\d\d)(?::[\d.]+)?$/, ' $1');
    return kind === 'time' ? value.replace(/^(\d\d:\d\d):[\d.]+$/, '$1') : value;
  };
}
