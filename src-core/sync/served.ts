import type { Action, Soon } from '../store/index.ts';
import type { Span } from './intake.ts';
import type { SentChange } from './wire.ts';

export type Head = { readonly seq: number; readonly hlc: string };

/** A line of the log with its number. */
export type Line = SentChange & { readonly seq: number };

/** Lines between two numbers, neither of them included. */
export type Gap = { readonly after: number; readonly below: number };

/** Where a log stands, as far as one asker is concerned. */
export type Standing = {
  /** The log's last line, or null where it is empty. */
  readonly head: Head | null;
  /** The id of the line that the asker saw last. */
  readonly seenHlc: string | null;
  /** The lines that the asker brought itself, in order. */
  readonly brought: readonly Span[];
  /** How many changes are kept aside. */
  readonly kept: number;
};

/** Who asks: its node, the line up to which it has all, and the one that it saw last. */
export type Asker = { readonly node: string; readonly after: number; readonly seen: number };

/**
 * What serving a log asks of a database. The log only grows and its numbers are in the order of the commits: whatever is asked up to a head
 * that was seen stays as it is, so that no two questions need to be of one moment.
 */
export type ServedLog = {
  standing(asker: Asker): Soon<Standing>;
  /** The first lines in the gaps that are not of `node`; the gaps are in order. */
  lines(gaps: readonly Gap[], node: string, limit: number): Soon<readonly Line[]>;
  actions(ids: readonly string[]): Soon<readonly Action[]>;
  /** Numbers and ids of the lines after `after`, in order. */
  ids(after: number, upTo: number, limit: number): Soon<readonly Head[]>;
};
