import type { Limits, ReadResult, WorkbookRefusal } from './table.ts';

type Detail = Record<string, string | number>;
type Refused = Error & { readonly refusal: WorkbookRefusal; readonly detail?: Detail };
type OddConstruct = Error & { readonly oddConstruct: string };

/** Leaves the reader with a reason; `asRefusal` turns it into the answer at the edge. */
export function refuse(refusal: WorkbookRefusal, detail?: Detail): never {
  throw Object.assign(new Error(refusal), { refusal, detail });
}

/** Leaves the lean reader at something it does not know, so that a full library reads the file instead of a guess. */
export function meetOddConstruct(what: string): never {
  throw Object.assign(new Error(what), { oddConstruct: what });
}

export function isOddConstruct(error: unknown): error is OddConstruct {
  return error instanceof Error && 'oddConstruct' in error;
}

function isRefused(error: unknown): error is Refused {
  return error instanceof Error && 'refusal' in error;
}

/** The answer for an error met while reading: the reason given, or `damaged` for whatever a broken file made fail. */
export function asRefusal(error: unknown): ReadResult {
  if (!isRefused(error)) return { ok: false, refusal: 'damaged' };
  return error.detail === undefined
    ? { ok: false, refusal: error.refusal }
    : { ok: false, refusal: error.refusal, detail: error.detail };
}

const MB = 1024 * 1024;

/** Generous for people, tight for attacks: the widest real roster is far below each of them. */
export const defaultLimits: Limits = {
  maxFileBytes: 100 * MB,
  maxEntries: 5_000,
  maxPartBytes: 600 * MB,
  maxUnpackedBytes: 1_000 * MB,
  maxRatio: 250,
  // 200,000 data rows, and room for titles and headers.
  maxRows: 201_000,
  maxColumns: 200,
  maxCells: 3_000_000,
  maxTextBytes: 100 * MB,
  maxLibraryMs: 7_000,
};
