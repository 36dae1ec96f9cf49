import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { Action } from '../store/index.ts';
import { createLexicon, readingOf } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import type { Batch, SentChange } from './wire.ts';

const numbers = z.array(z.number());

/**
 * A batch as it travels: columns instead of rows, each word, id and clock named once. Changes that write the same columns of
 * the same table stand together, so that brotli meets like beside like.
 */
export const packedShape = z.strictObject({
  /** Words by number: nodes, actors, tables, procedures. */
  words: z.array(z.string()),
  /** Row ids by number; a UUID as its 16 bytes in base64url. */
  ids: z.array(z.string()),
  /** Clock readings by number, of transactions and of bases from before this batch. */
  clocks: z.tuple([numbers, numbers, numbers]),
  groups: z.array(
    z.strictObject({
      table: z.number(),
      isInsert: z.boolean(),
      columns: z.array(z.string()),
      schema: numbers,
      /** The changes' own clocks; the times as differences. */
      ms: numbers,
      counter: numbers,
      node: numbers,
      tx: numbers,
      actor: numbers,
      row: numbers,
      /** By column, then by change. */
      values: z.array(z.array(z.unknown())),
      /** The same; `LAST`, or the clock's number + 1. An insert has none. */
      bases: z.array(numbers),
    }),
  ),
  /** Changes whose text would not come back to the letter otherwise. */
  odd: z.array(z.unknown()),
  actions: z.strictObject({
    id: numbers,
    name: numbers,
    actor: numbers,
    node: numbers,
    /** Milliseconds after the transaction's clock, or the text where it is no such moment. */
    at: z.array(z.union([z.number(), z.string()])),
    /** The clock's number + 1; 0 for none. */
    undoes: numbers,
  }),
});
export type Packed = z.output<typeof packedShape>;
type Group = Packed['groups'][number];

/** A base that is the cell's last writing before this one in the batch. */
export const LAST = 0;

/** What each cell was last written by, as both sides see it while they go through a batch in the order of the clocks. */
export function lastWritings() {
  const cells = new Map<string, string>();
  return {
    /** The clock of the cell's last writing, undefined where the batch has none. */
    of: (row: string, column: string): string | undefined => cells.get(`${row} ${column}`) ?? cells.get(row),
    inserted: (row: string, hlc: string): void => void cells.set(row, hlc),
    written: (row: string, column: string, hlc: string): void => void cells.set(`${row} ${column}`, hlc),
  };
}

/** Joins a batch into columns. `unpack` gives the same changes back, each to the letter. */
export function pack({ changes, actions }: Batch): Packed {
  const lexicon = createLexicon();
  const groups = new Map<string, OpenGroup>();
  const odd: SentChange[] = [];
  const last = lastWritings();
  for (const change of changes.toSorted((a, b) => (a.hlc < b.hlc ? -1 : a.hlc > b.hlc ? 1 : 0))) {
    const cells = cellsOf(change);
    if (cells === undefined) {
      odd.push(change);
      continue;
    }
    const key = `${change.table_name} ${change.kind} ${cells.columns.join(' ')}`;
    let open = groups.get(key);
    if (!open) groups.set(key, (open = { group: emptyGroup(lexicon, change, cells.columns), lastMs: 0 }));
    put(lexicon, open, change, cells, last);
  }
  return {
    actions: packActions(actions, lexicon),
    groups: Array.from(groups.values(), ({ group }) => group),
    odd,
    ...lexicon.tables(),
  };
}

type OpenGroup = { readonly group: Group; lastMs: number };

type Cells = {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
  readonly bases: readonly string[];
};

/** Takes a change's JSON apart; undefined where putting it together again would not give the same text. */
function cellsOf({ patch, base }: SentChange): Cells | undefined {
  try {
    const values: unknown = JSON.parse(patch);
    const bases: unknown = base === null ? {} : JSON.parse(base);
    if (!isRecord(values) || !isRecord(bases)) return undefined;
    const columns = Object.keys(values);
    const written = Object.values(bases).filter((clock) => typeof clock === 'string');
    if (columns.some((column) => column.includes(' ')) || patchText(columns, Object.values(values)) !== patch)
      return undefined;
    if (base !== null && patchText(columns, written) !== base) return undefined;
    return { columns, values: Object.values(values), bases: written };
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON of an object, written without making one: a column named like a part of every object is a name as any other. */
export function patchText(columns: readonly string[], values: readonly unknown[]): string {
  const parts = columns.map((column, at) => `${JSON.stringify(column)}:${JSON.stringify(values[at])}`);
  return `{${parts.join(',')}}`;
}

function emptyGroup(lexicon: Lexicon, change: SentChange, columns: readonly string[]): Group {
  const isInsert = change.kind === 'insert';
  return {
    table: lexicon.word(change.table_name),
    isInsert,
    columns: [...columns],
    schema: [],
    ms: [],
    counter: [],
    node: [],
    tx: [],
    actor: [],
    row: [],
    values: columns.map(() => []),
    bases: isInsert ? [] : columns.map(() => []),
  };
}

function put(
  lexicon: Lexicon,
  open: OpenGroup,
  change: SentChange,
  { columns, values, bases }: Cells,
  last: ReturnType<typeof lastWritings>,
): void {
  const { group } = open;
  const { hlc, row_id: row } = change;
  const { ms, counter, node } = readingOf(hlc);
  group.ms.push(ms - open.lastMs);
  open.lastMs = ms;
  group.counter.push(counter);
  group.node.push(lexicon.word(node));
  group.tx.push(lexicon.clock(change.tx));
  group.actor.push(lexicon.word(change.actor));
  group.row.push(lexicon.id(row));
  group.schema.push(change.schema);
  if (group.isInsert) last.inserted(row, hlc);
  for (const [at, column] of columns.entries()) {
    group.values[at]?.push(values[at]);
    if (group.isInsert) continue;
    const base = bases[at] ?? '';
    group.bases[at]?.push(last.of(row, column) === base ? LAST : lexicon.clock(base) + 1);
    last.written(row, column, hlc);
  }
}

function packActions(actions: readonly Action[], lexicon: Lexicon): Packed['actions'] {
  const packed: Packed['actions'] = { id: [], name: [], actor: [], node: [], at: [], undoes: [] };
  for (const { id, name, actor, node, at, undoes } of actions) {
    const { ms } = readingOf(id);
    const after = Date.parse(at) - ms;
    packed.id.push(lexicon.clock(id));
    packed.name.push(lexicon.word(name));
    packed.actor.push(lexicon.word(actor));
    packed.node.push(lexicon.word(node));
    packed.at.push(momentAfter(ms, after) === at ? after : at);
    packed.undoes.push(undoes === null ? 0 : lexicon.clock(undoes) + 1);
  }
  return packed;
}

/** The moment so many milliseconds after a clock's time, ISO; an empty text where there is none. */
export function momentAfter(ms: number, after: number): string {
  const moment = new Date(ms + after);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}

/** Of brotli's eleven: this one gives nearly all that the slow ones do, in a tenth of their time. */
const QUALITY = 5;
/** Characters below which a message is packed more plainly: of so few a better packing spares some ten bytes, for thrice the time. */
const SMALL = 4096;
const SMALL_QUALITY = 2;

/** A message's bytes. */
export function compress(message: unknown): Uint8Array {
  const text = JSON.stringify(message);
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: text.length < SMALL ? SMALL_QUALITY : QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });
}

/** Reads a message's bytes. Throws where they are none, or where they would grow beyond `limit` bytes. */
export function decompress(bytes: Uint8Array, limit: number): unknown {
  return JSON.parse(brotliDecompressSync(bytes, { maxOutputLength: limit }).toString('utf8'));
}
