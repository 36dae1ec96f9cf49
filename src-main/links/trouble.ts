import type { LinkProblem } from '../../src-core/access/index.ts';

/** Why a message did not get through, or was turned away, in the words of the status. */
export class LinkTrouble extends Error {
  readonly problem: LinkProblem;
  /** What the other side said: a code such as `INVITATION_USED`; empty where it said nothing that is understood. */
  readonly code: string;
  /** Milliseconds that the other side wants to be left alone for; null where it did not say. */
  readonly retryAfterMs: number | null;
  constructor(problem: LinkProblem, code: string, retryAfterMs: number | null = null) {
    super(code === '' ? problem : code);
    this.name = 'LinkTrouble';
    this.problem = problem;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const OF_CODE: Readonly<Record<string, LinkProblem>> = {
  LAPTOP_REVOKED: 'revoked',
  OTHER_PROTOCOL: 'protocol',
  OTHER_KEY: 'noKey',
  NOT_UNDERSTOOD: 'notUnderstood',
};

const OF_STATUS: Readonly<Record<number, LinkProblem>> = {
  401: 'refused',
  403: 'refused',
  413: 'full',
  426: 'protocol',
  429: 'unreachable',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
  507: 'full',
};

/** The trouble behind a status that is not 2xx. In: the code of the body, where it has one. */
export const troubleOfStatus = (
  status: number,
  code: string,
  retryAfterMs: number | null = null,
): LinkTrouble => {
  const isServers = status >= 500;
  const problem = OF_CODE[code] ?? OF_STATUS[status] ?? (isServers ? 'broken' : 'notUnderstood');
  return new LinkTrouble(problem, code, retryAfterMs);
};

/** The trouble behind anything that a round threw: the network's, the other side's, or this laptop's own. */
export const troubleOf = (error: unknown): LinkTrouble => {
  if (error instanceof LinkTrouble) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'OTHER_PROTOCOL') return new LinkTrouble('protocol', code);
  if (code === 'NOT_UNDERSTOOD') return new LinkTrouble('notUnderstood', code);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return new LinkTrouble('full', code);
  return new LinkTrouble('broken', '');
};
