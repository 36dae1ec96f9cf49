/** A PostgreSQL of the tests' own, where one is installed: in a folder that goes afterwards, on a socket that nobody else finds. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { connectPostgres } from '../../../src-core/store/index.ts';

export type Cluster = {
  /** Makes an empty database; out: its address. */
  readonly database: () => Promise<string>;
  /** Asks as the server's owner. */
  readonly ask: (sql: string, url?: string) => Promise<readonly Record<string, unknown>[]>;
  readonly stop: () => Promise<void>;
};

const OWNER = 'orda';

/** The folder of PostgreSQL's programs, or why there is none. */
export function findPrograms(): { readonly folder: string } | { readonly reason: string } {
  const debian = '/usr/lib/postgresql';
  const folders = [
    ...(existsSync(debian)
      ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
      : []
    ).toReversed(),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const folder = folders.find((one) => existsSync(join(one, 'initdb')) && existsSync(join(one, 'postgres')));
  if (folder === undefined) return { reason: 'no initdb and postgres here' };
  if (userInfo().uid === 0 && otherUser() === undefined)
    return { reason: 'postgres refuses root, and there is no other user to run it' };
  return { folder };
}

/** Whom postgres runs as where the tests run as root. */
function otherUser(): { readonly name: string; readonly uid: number; readonly gid: number } | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** Starts a server on a fresh folder. In: where its programs are. */
export async function startCluster(programs: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-pg-'));
  const user = userInfo().uid === 0 ? otherUser() : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  const data = join(folder, 'data');
  const quiet = { ...as, cwd: folder, stdio: 'ignore' as const };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', OWNER, '-A', 'trust', '-E', 'UTF8', '-N'], quiet);
  // No port at all; what a power cut would do to it does not matter here.
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'max_connections=60',
  ];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...settings.flatMap((one) => ['-c', one])],
    quiet,
  );
  const urlOf = (name: string): string =>
    `postgres://${OWNER}@localhost/${name}?host=${encodeURIComponent(folder)}`;
  const ask: Cluster['ask'] = async (sql, url = urlOf('postgres')) => {
    const one = connectPostgres({ url, connections: 1 });
    try {
      const connection = await one.connect();
      const { rows } = await connection.query<Record<string, unknown>>(sql);
      connection.release();
      return rows;
    } finally {
      await one.end();
    }
  };
  await answering(server, () => ask('SELECT 1'));
  let made = 0;
  return {
    ask,
    async database() {
      const name = `orda_${(made += 1)}`;
      await ask(`CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // Fast: connections that a killed process left are ended.
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const START_MS = 60_000;

async function answering(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
