/** Why a document could not be written; the screen turns the code into a sentence. */
export type WriteFailureCode =
  'CANCELLED' | 'DISK_FULL' | 'NO_ACCESS' | 'FOLDER_MISSING' | 'TOO_LARGE' | 'CANNOT_WRITE';

export type WriteFailure = Error & { readonly name: 'WriteFailure'; readonly code: WriteFailureCode };

const CODES: Readonly<Record<string, WriteFailureCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'DISK_FULL',
  EACCES: 'NO_ACCESS',
  EPERM: 'NO_ACCESS',
  EROFS: 'NO_ACCESS',
  EBUSY: 'NO_ACCESS',
  ENOENT: 'FOLDER_MISSING',
  ENOTDIR: 'FOLDER_MISSING',
};

/** An error with a code of its own; `cause` keeps what the system said, for the log. */
export function writeFailure(code: WriteFailureCode, cause?: unknown): WriteFailure {
  return Object.assign(new Error(`document not written: ${code}`, { cause }), {
    name: 'WriteFailure' as const,
    code,
  });
}

/** True for the errors that this folder's writers throw. */
export function isWriteFailure(error: unknown): error is WriteFailure {
  return error instanceof Error && error.name === 'WriteFailure';
}

/** The system's error as a write failure; errors that are no system errors (a bug, a failed query) stay as they are. */
export function asWriteFailure(error: unknown): unknown {
  if (isWriteFailure(error) || !(error instanceof Error) || !('code' in error)) return error;
  if (typeof error.code !== 'string') return error;
  const isSystem = 'syscall' in error || error.code in CODES || error.code.startsWith('ERR_STREAM');
  if (!isSystem) return error;
  return writeFailure(CODES[error.code] ?? 'CANNOT_WRITE', error);
}

/** Throws CANCELLED when the user has stopped the work. */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw writeFailure('CANCELLED', signal.reason);
}
