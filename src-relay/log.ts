/**
 * What the relay says about its work, one JSON object a line. Never a value of a field, a name, an address of a person, a token or a
 * query: an event has a fixed word, and what goes with it is one of the few things below.
 */
import { pino } from 'pino';

/** All that a line may carry besides its word. */
export type LogFields = {
  readonly requestId?: string;
  /** The route's pattern, never the path that was asked for. */
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly ms?: number;
  /** The id of a laptop: eight letters that say nothing about whose it is. */
  readonly node?: string | undefined;
  readonly port?: number;
  readonly database?: 'sqlite' | 'postgres';
  readonly job?: string;
  readonly bytes?: number;
  readonly count?: number;
  readonly error?: DescribedError;
};

export type Log = {
  readonly debug: (word: string, fields?: LogFields) => void;
  readonly info: (word: string, fields?: LogFields) => void;
  readonly warn: (word: string, fields?: LogFields) => void;
  readonly error: (word: string, error: unknown, fields?: LogFields) => void;
};

type DescribedError = {
  readonly kind: string;
  readonly code: string | null;
  /** Where in the program, innermost first. */
  readonly at: readonly string[];
};

/** Frames of a stack that are worth a line. */
const FRAMES = 6;

/**
 * An error without its message: databases put rows and values into theirs. Its kind, its code and the places in the program tell as much
 * as anyone needs to find it.
 */
const describeError = (error: unknown): DescribedError => {
  if (!(error instanceof Error)) return { kind: typeof error, code: null, at: [] };
  const code = 'code' in error && /^[\w-]{1,40}$/.test(String(error.code)) ? String(error.code) : null;
  const at = (error.stack ?? '')
    .split('\n')
    .map((line) => /^\s+at (?:.*[\\/])?((?:src-\w+|node_modules|migrations)[\\/].+?:\d+:\d+)\)?$/.exec(line))
    .flatMap((found) => (found?.[1] === undefined ? [] : [found[1]]))
    .slice(0, FRAMES);
  return { kind: error.constructor.name, code, at };
};

/** In: a pino level, and where lines go (the terminal where it is left out). */
export const createLog = (level: string, to?: { readonly write: (line: string) => void }): Log => {
  const options = {
    level,
    // Neither the machine's name nor the process is anybody's matter but the system's own log.
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = to === undefined ? pino(options) : pino(options, to);
  return {
    debug: (word, fields = {}) => logger.debug(fields, word),
    info: (word, fields = {}) => logger.info(fields, word),
    warn: (word, fields = {}) => logger.warn(fields, word),
    error: (word, error, fields = {}) => logger.error({ ...fields, error: describeError(error) }, word),
  };
};
