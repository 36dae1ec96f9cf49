import pg from 'pg';

export type Rows<Row> = { readonly rows: Row[]; readonly rowCount: number | null };

/** One connection, taken out of the pool until it is released; with an error it is closed instead of going back. */
export type Connection = {
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Rows<Row>>;
  release(error?: Error): void;
};

/** What the store needs of a PostgreSQL: connections, and word of what other processes commit. */
export type PostgresServer = {
  connect(): Promise<Connection>;
  /**
   * Hears notes on a channel over a connection of its own. `onGap` tells that some may have been missed: the connection was lost and is
   * there again. Out: how to stop.
   */
  listen(channel: string, onNote: (note: string) => void, onGap: () => void): Promise<() => Promise<void>>;
  end(): Promise<void>;
};

/** The database cannot be reached, or went away in the middle of a transaction, which was then not committed as far as anybody knows. */
export class DatabaseAwayError extends Error {
  constructor(cause: unknown) {
    super('the database cannot be reached', { cause });
    this.name = 'DatabaseAwayError';
  }
}

export type ServerOptions = {
  /** `postgres://…` */
  readonly url: string;
  /** Connections at most, the listening one not counted. */
  readonly connections?: number;
};

const CONNECT_MS = 10_000;
/** A transaction that does nothing for so long, in milliseconds, is ended by the server: its process hangs, and others wait for the log. */
const IDLE_IN_TRANSACTION_MS = 60_000;
const LISTEN_AGAIN_MS = [100, 200, 500, 1000, 2000, 5000];

const { INT8, NUMERIC } = pg.types.builtins;

/** Counts and numbers of lines are numbers here as they are on SQLite; none of them comes near to 2⁵³. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    format !== 'binary' && (type === INT8 || type === NUMERIC)
      ? Number
      : pg.types.getTypeParser(type, format),
};

/** Opens a pool of connections to a PostgreSQL server; it connects when it is asked first. */
export function connectPostgres({ url, connections = 8 }: ServerOptions): PostgresServer {
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'orda',
    keepAlive: true,
    types,
  };
  const pool = new pg.Pool({
    ...settings,
    max: connections,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    // Questions that do not wait for each other's answers share a way there and back.
    pipeline: true,
  } as pg.PoolConfig);
  // A connection that is lost while nobody uses it leaves the pool by itself; whoever asks next gets another.
  pool.on('error', () => undefined);
  return {
    async connect() {
      try {
        const client = await pool.connect();
        // One that is lost while it is used tells so through the query that waits.
        client.on('error', ignore);
        return {
          query: <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
            client.query(sql, [...parameters]) as unknown as Promise<Rows<Row>>,
          release(error) {
            client.off('error', ignore);
            client.release(error);
          },
        };
      } catch (error) {
        throw isAway(error) ? new DatabaseAwayError(error) : error;
      }
    },
    listen: (channel, onNote, onGap) => listen(settings, channel, onNote, onGap),
    end: () => pool.end(),
  };
}

const ignore = (): void => undefined;

async function listen(
  settings: pg.ClientConfig,
  channel: string,
  onNote: (note: string) => void,
  onGap: () => void,
): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let isStopped = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    const next = new pg.Client(settings);
    let isLost = false;
    const lost = (): void => {
      if (isLost) return;
      isLost = true;
      void next.end().catch(ignore);
      if (!isStopped && client === next) again();
    };
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', ({ payload }) => onNote(payload ?? ''));
    await next.connect();
    await next.query(`LISTEN ${channel}`);
    client = next;
    failures = 0;
    if (isStopped) await next.end();
    else if (isLost) again();
  };
  const again = (): void => {
    const pause = LISTEN_AGAIN_MS[Math.min(failures, LISTEN_AGAIN_MS.length - 1)];
    failures += 1;
    timer = setTimeout(() => open().then(onGap, again), pause);
    timer.unref();
  };

  try {
    await open();
  } catch (error) {
    throw isAway(error) ? new DatabaseAwayError(error) : error;
  }
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end().catch(ignore);
  };
}

/** The SQLSTATE of what PostgreSQL refused, or the system's code; an empty text for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const AWAY = /^(08|57P0|ECONN|EPIPE|ENOTFOUND|ENOENT|ETIMEDOUT|EHOSTUNREACH|53300|25P03)/;

/** Whether the way to the database is what failed. */
export function isAway(error: unknown): boolean {
  if (error instanceof DatabaseAwayError || AWAY.test(codeOf(error))) return true;
  return (
    error instanceof Error &&
    /connection (terminated|timeout|error)|not queryable|timeout exceeded/i.test(error.message)
  );
}

/** Whether the same may succeed if it is done again: two transactions were in each other's way. */
export function isWorthRepeating(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(codeOf(error));
}

/** Asks several things that do not depend on each other's answers in one go. Throws what the first of them that failed says. */
export async function inOneGo(
  connection: Connection,
  ...questions: readonly (readonly [sql: string, ...parameters: unknown[]])[]
): Promise<Rows<Record<string, unknown>>[]> {
  const answers = await Promise.allSettled(
    questions.map(([sql, ...parameters]) => connection.query<Record<string, unknown>>(sql, parameters)),
  );
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
}
