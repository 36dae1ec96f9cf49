import { TRPCError } from '@trpc/server';
import { isWriteFailure } from '../documents/output/writeFailure.ts';
import type { WriteFailureCode } from '../documents/output/writeFailure.ts';

/** What a failure may tell a screen: numbers, words, lists of words; never SQL, never a stack. */
export type FailureFields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export type FailureKind = 'invalid' | 'not-found' | 'refused' | 'conflict' | 'unavailable';

/** A failure with a code that the screens have a sentence for. */
export class Failure extends Error {
  readonly code: string;
  readonly kind: FailureKind;
  readonly fields: FailureFields;
  constructor(kind: FailureKind, code: string, fields: FailureFields) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.kind = kind;
    this.fields = fields;
  }
}

/** Makes the error value to throw: `throw fail('not-found', 'EVENT_NOT_FOUND', { id })`. */
export function fail(kind: FailureKind, code: string, fields: FailureFields = {}): Failure {
  return new Failure(kind, code, fields);
}

const STATUS = {
  invalid: 'BAD_REQUEST',
  'not-found': 'NOT_FOUND',
  refused: 'FORBIDDEN',
  conflict: 'CONFLICT',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<FailureKind, TRPCError['code']>;

/** The same failure as tRPC carries it. */
export function toTrpcError(failure: Failure): TRPCError {
  return new TRPCError({ code: STATUS[failure.kind], message: failure.code, cause: failure });
}

/** What a disk or a database says no with, by the beginning of its code. */
const OF_DISK: readonly (readonly [prefix: string, failure: () => Failure])[] = [
  ['SQLITE_FULL', () => fail('unavailable', 'DISK_FULL')],
  ['SQLITE_BUSY', () => fail('unavailable', 'DATABASE_BUSY')],
  ['SQLITE_READONLY', () => fail('unavailable', 'DISK_REFUSES')],
  ['SQLITE_IOERR', () => fail('unavailable', 'DISK_REFUSES')],
  ['SQLITE_CORRUPT', () => fail('unavailable', 'DATABASE_DAMAGED')],
  ['SQLITE_NOTADB', () => fail('unavailable', 'DATABASE_DAMAGED')],
];

const OF_WRITING: Readonly<Record<Exclude<WriteFailureCode, 'CANCELLED'>, () => Failure>> = {
  DISK_FULL: () => fail('unavailable', 'DISK_FULL'),
  NO_ACCESS: () => fail('unavailable', 'DISK_REFUSES'),
  FOLDER_MISSING: () => fail('unavailable', 'DISK_REFUSES'),
  CANNOT_WRITE: () => fail('unavailable', 'DISK_REFUSES'),
  TOO_LARGE: () => fail('unavailable', 'DOCUMENT_TOO_LARGE'),
};

/**
 * The failure behind an error: our own, what the disk said by way of SQLite, or why a document could not be written;
 * undefined for anything unforeseen.
 */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (isWriteFailure(error)) return error.code === 'CANCELLED' ? undefined : OF_WRITING[error.code]();
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const said = String(error.code);
  return OF_DISK.find(([prefix]) => said.startsWith(prefix))?.[1]();
}
