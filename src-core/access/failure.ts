import { TRPCError } from '@trpc/server';

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

const OF_SQLITE: readonly (readonly [prefix: string, code: string])[] = [
  ['SQLITE_FULL', 'DISK_FULL'],
  ['SQLITE_BUSY', 'DATABASE_BUSY'],
  ['SQLITE_READONLY', 'DISK_REFUSES'],
  ['SQLITE_IOERR', 'DISK_REFUSES'],
  ['SQLITE_CORRUPT', 'DATABASE_DAMAGED'],
  ['SQLITE_NOTADB', 'DATABASE_DAMAGED'],
];

/** The failure behind an error: our own, or what the disk said by way of SQLite; undefined for anything unforeseen. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const said = String(error.code);
  const known = OF_SQLITE.find(([prefix]) => said.startsWith(prefix));
  return known && fail('unavailable', known[1]);
}
