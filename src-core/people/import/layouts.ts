/** What is remembered of a layout: the columns of the next file with the same headers are taken as the user took these. */
import { createHash } from 'node:crypto';
import type { Reading } from '../../store/index.ts';
import type { TargetField } from './fields.rules.ts';
import { TARGET_FIELDS } from './fields.rules.ts';
import type { RememberedLayout } from './commit.ts';
import { foldHeader } from './headers.rules.ts';
import type { Analysis, FoundTable, Mapping } from './plan.ts';

type ByHeader = Readonly<Record<string, string>>;

/** The same for all files of one form: its headers. Null where a table has no header. */
function fingerprintOf(table: FoundTable): string | null {
  const headers = table.columns.map(({ header }) => foldHeader(header));
  if (headers.every((header) => header === '')) return null;
  return createHash('sha256').update(headers.join('\n')).digest('hex');
}

/** What the user settled for each layout of the file. */
export function layoutsToRemember(analysis: Analysis, mapping: Mapping): readonly RememberedLayout[] {
  return analysis.tables.flatMap((table) => {
    const chosen = mapping.tables.find((one) => one.table === table.id && one.use);
    const fingerprint = chosen ? fingerprintOf(table) : null;
    if (!chosen || fingerprint === null) return [];
    const byHeader: ByHeader = Object.fromEntries(
      table.columns.map(({ header, letter }) => [foldHeader(header), chosen.columns[letter] ?? 'ignore']),
    );
    return [{ fingerprint, mapping: JSON.stringify(byHeader) }];
  });
}

/** Puts what is remembered in the place of the guesses. */
export function withRemembered(reading: Reading, analysis: Analysis): Analysis {
  return { ...analysis, tables: analysis.tables.map((table) => recall(reading, table)) };
}

function recall(reading: Reading, table: FoundTable): FoundTable {
  const fingerprint = fingerprintOf(table);
  if (fingerprint === null) return table;
  const [row] = reading.localRows<{ mapping: string }>(
    'SELECT mapping FROM import_layout WHERE fingerprint = ? AND deleted_at IS NULL LIMIT 1',
    fingerprint,
  );
  if (!row) return table;
  const byHeader = JSON.parse(row.mapping) as ByHeader;
  const columns = table.columns.map((column) => {
    const field = byHeader[foldHeader(column.header)];
    if (!isTargetField(field) || (field === 'ignore' && column.guess.field === 'ignore')) return column;
    return { ...column, guess: { field, confidence: 1, reason: 'remembered' as const } };
  });
  return { ...table, columns };
}

function isTargetField(text: string | undefined): text is TargetField {
  return (TARGET_FIELDS as readonly (string | undefined)[]).includes(text);
}
