import type { Cell } from '../../documents/workbook/workbook.ts';
import { readEmail, readIin } from '../cells.rules.ts';
import { readDateText } from '../dates.rules.ts';
import { isPatronymic } from '../fullName.rules.ts';
import { looksLikeGroup } from '../groups.rules.ts';
import { tidyText } from '../names.rules.ts';
import { readPhones } from '../phones.rules.ts';
import type { TargetField } from './fields.rules.ts';

/** A cell as a person reads it; '' where it is empty. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.kind === 'date' ? cell.iso : cell.code;
  return String(cell);
}

type Share = { readonly field: TargetField; readonly share: number };

const FAMILY = /(?:[оеё]ва?|[иы]на?|ск(?:ий|ая|ой)|енко|баева?|бекова?)$/i;

/**
 * What the values of a column look like, best first, each with the share of values that do. In: cells that are not empty.
 * A number alone proves little: a column of serial days needs a header.
 */
export function fieldsOfValues(cells: readonly Cell[]): readonly Share[] {
  const total = cells.length;
  if (total === 0) return [];
  const counts = new Map<TargetField, number>();
  for (const cell of cells) {
    const field = fieldOfValue(cell);
    if (field !== null) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  const texts = cells.map(textOf);
  // A code that nearly everybody has for himself is no group.
  const codes = counts.get('study_group');
  if (codes !== undefined && total > 5 && new Set(texts).size > total * 0.7) counts.delete('study_group');
  return [...counts]
    .map(([field, count]) => ({ field, share: count / total }))
    .toSorted((a, b) => b.share - a.share);
}

function fieldOfValue(cell: Cell): TargetField | null {
  if (cell === null || typeof cell === 'boolean') return null;
  if (typeof cell === 'object') return cell.kind === 'date' ? 'birth_date' : null;
  if (typeof cell === 'number') return fieldOfNumber(cell);
  const text = tidyText(cell);
  if (text.includes('@') && readEmail(text) !== null) return 'email';
  if (/^@[a-z]\w{3,}$|t\.me\//i.test(text)) return 'telegram';
  if (/^\d{12}$/.test(text)) return 'iin';
  const digits = text.replace(/\D/g, '').length;
  if (digits >= 10 && digits <= 26) {
    const phones = readPhones(text);
    if (phones.phone !== null || phones.guardian !== null) return 'phone';
  }
  if (digits >= 3 && /[./-]|\p{L}/u.test(text) && readDateText(text, 'dmy', 2100).is === 'date')
    return 'birth_date';
  if (looksLikeGroup(text)) return 'study_group';
  return fieldOfWords(text);
}

function fieldOfNumber(value: number): TargetField | null {
  const text = String(value);
  if (/^[78]\d{10}$|^7\d{9}$/.test(text) && readPhones(value).phone !== null) return 'phone';
  if (/^\d{11,12}$/.test(text) && readIin(value).is === 'iin') return 'iin';
  return null;
}

function fieldOfWords(text: string): TargetField | null {
  if (!/^[\p{L}\s.'’,-]+$/u.test(text) || text.length > 70) return null;
  const words = text.split(' ');
  if (words.length === 1) return isPatronymic(text) ? 'patronymic' : FAMILY.test(text) ? 'family_name' : null;
  const isName =
    words.length <= 5 && (words.every((word) => /^\p{Lu}/u.test(word)) || words.some(isPatronymic));
  return isName ? 'full_name' : null;
}
