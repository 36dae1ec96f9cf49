/** The steps of an import as long work: each runs in a thread of its own and leaves its result in the import's folder. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail } from '../../access/index.ts';
import type { JobTools, JobWork } from '../../access/index.ts';
import { readPastedCells, readWorkbook } from '../../documents/workbook/workbook.ts';
import type { ReadResult } from '../../documents/workbook/workbook.ts';
import type { Reading } from '../../store/index.ts';
import { analyse, describeTable, framesOf } from './analyse.ts';
import { commitImport, lastChange, undoImport } from './commit.ts';
import { dryRun } from './dryRun.ts';
import { layoutsToRemember, withRemembered } from './layouts.ts';
import type { Analysis } from './plan.ts';
import { answersInput, decisionsInput, mappingInput } from './plan.schema.ts';
import {
  keepAnalysis,
  keepPlan,
  keepWorkbook,
  makeFolder,
  readKeptAnalysis,
  readKeptPlan,
  readKeptWorkbook,
  readWholePlan,
} from './session.ts';

const readInput = z.object({ folder: z.string(), path: z.string(), name: z.string(), isPasted: z.boolean() });

/** `people.import.read`: reads a file (or pasted cells), finds its tables, keeps both. Fails with FILE_REFUSED and why. */
export const readImport: JobWork = async (input, tools) => {
  const { folder, path, name, isPasted } = readInput.parse(input);
  const bytes = readFileSync(path);
  const workbook = isPasted
    ? readPastedCells(bytes.toString('utf8'))
    : workbookOf(
        await readWorkbook(bytes, name, {
          signal: tools.signal,
          onProgress: (rows) => tools.progress(rows, null),
        }),
      );
  tools.signal.throwIfAborted();
  makeFolder(folder);
  keepWorkbook(folder, workbook);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const found = withRemembered(tools.store, analyse(workbook, { name, sha256 }));
  if (found.tables.length === 0) throw fail('invalid', 'FILE_REFUSED', { refusal: 'not-a-table' });
  keepAnalysis(folder, { ...found, importedBefore: importedBefore(tools.store, sha256) });
  return null;
};

function workbookOf(result: ReadResult) {
  if (result.ok) return result.workbook;
  throw fail('invalid', 'FILE_REFUSED', { refusal: result.refusal, ...result.detail });
}

function importedBefore(reading: Reading, sha256: string): string | null {
  const [row] = reading.localRows<{ at: string }>(
    'SELECT at FROM import_batch WHERE sha256 = ? AND undone_at IS NULL AND deleted_at IS NULL ORDER BY at DESC LIMIT 1',
    sha256,
  );
  return row?.at ?? null;
}

const headerInput = z.object({ folder: z.string(), table: z.string(), headerRow: z.int().nullable() });

/** `people.import.header`: the user has said where a table's header is; its columns are guessed anew. */
export const moveHeader: JobWork = async (input) => {
  const { folder, table, headerRow } = headerInput.parse(input);
  const analysis = readKeptAnalysis(folder);
  const frame = framesOf(readKeptWorkbook(folder)).find(({ id }) => id === table);
  if (!frame) throw fail('not-found', 'TABLE_NOT_FOUND');
  const described = describeTable(frame, headerRow);
  const tables = analysis.tables.map((one) => (one.id === table ? described : one));
  keepAnalysis(folder, { ...analysis, tables } satisfies Analysis);
  return null;
};

const dryRunInput = z.object({ folder: z.string(), mapping: mappingInput, answers: answersInput });

/** `people.import.dryRun`: compares every row with the roster and keeps the plan. */
export const dryRunImport: JobWork = async (input, tools) => {
  const { folder, mapping, answers } = dryRunInput.parse(input);
  const basis = lastChange(tools.store);
  const today = new Date(tools.now()).toISOString().slice(0, 10);
  const plan = dryRun(
    tools.store,
    { workbook: readKeptWorkbook(folder), mapping, answers, today },
    { onProgress: (done: number, total: number) => tools.progress(done, total) },
  );
  keepPlan(folder, plan, basis);
  return null;
};

const commitInput = z.object({ folder: z.string(), mapping: mappingInput, decisions: decisionsInput });

/** `people.import.commit`: writes the plan in one transaction. */
export const commitPlan: JobWork = async (input, tools) => {
  const { folder, mapping, decisions } = commitInput.parse(input);
  const analysis = readKeptAnalysis(folder);
  return commitImport(
    tools.store,
    {
      rows: readWholePlan(folder),
      decisions: new Map(decisions.map(({ key, decision }) => [key, decision])),
      file: { name: analysis.fileName.slice(0, 255), sha256: analysis.sha256 },
      layouts: layoutsToRemember(analysis, mapping),
      basis: readKeptPlan(folder).basis,
    },
    writingTools(tools),
  );
};

/** `people.import.undo`: takes an import back. */
export const undoPlan: JobWork = async (input, tools) => {
  const { batch } = z.object({ batch: z.string() }).parse(input);
  return undoImport(tools.store, batch, writingTools(tools));
};

function writingTools(tools: JobTools) {
  return { actor: tools.actor.id, onProgress: (done: number, total: number) => tools.progress(done, total) };
}
