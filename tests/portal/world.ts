/** A relay's real server over a real database with a club in it, for tests of the phone page. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { openClub } from '../../src-core/members/members.test-support.ts';
import type { Club } from '../../src-core/members/members.test-support.ts';
import { makeLinkCode } from '../../src-core/reach/index.ts';
import type { LinkPurpose } from '../../src-core/reach/index.ts';
import { defineTable, openStore } from '../../src-core/store/index.ts';
import type { DomainStore, TableDef } from '../../src-core/store/index.ts';
import type { createSyncService } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { relayTables } from '../../src-core/sync/index.ts';
import { listen } from '../../src-relay/listen.ts';
import { createLog } from '../../src-relay/log.ts';
import { portalOver } from '../../src-relay/portal/portal.ts';
import { createServer } from '../../src-relay/server.ts';
import { plainParts } from '../relay/plainParts.ts';

const BOT_TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';

export type PortalWorld = Club & {
  readonly url: string;
  /** All that the relay logged. */
  readonly logged: () => string;
  readonly makeCode: (personId: string, purpose?: LinkPurpose) => Promise<string>;
  /** Stops answering, as a relay without a network; and is started again at the same address. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens an empty database with these tables; `drop` takes it away. */
export type OpenDatabase = (parts: {
  readonly tables: readonly TableDef[];
  readonly now: () => number;
}) => Promise<{ readonly store: DomainStore; readonly drop: () => Promise<void> }>;

/** One file of SQLite, as a relay without PostgreSQL has it. */
export const onSqlite: OpenDatabase = async ({ tables, now }) => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-portal-'));
  const path = join(folder, 'relay.db');
  return {
    store: openStore({ path, tables, migrations, isRelay: true, now }),
    drop: async () => rmSync(folder, { recursive: true }),
  };
};

/** The tables with every column open, and with nothing following from a row, as on a relay. */
const openTables = (): readonly TableDef[] =>
  allTables.map(({ name, columns, relay, insertOnly, travels, circumstances }) =>
    defineTable({
      name,
      columns,
      relay,
      insertOnly,
      circumstances,
      ...(travels !== undefined && { travels }),
    }),
  );

type WorldOptions = {
  /** Where the clock stands, milliseconds; the machine's own where it is left out. */
  readonly nowMs?: number;
  readonly publicUrl?: string;
  /** A database in which even the columns lie open that a relay only carries sealed. */
  readonly isUnsealed?: boolean;
  /** Where the built page lies, where it is not this program's own. */
  readonly pageFolder?: string;
  readonly database?: OpenDatabase;
};

/** Opens it on a free port of this machine. */
export const openPortalWorld = async ({
  nowMs,
  publicUrl,
  isUnsealed = false,
  pageFolder,
  database = onSqlite,
}: WorldOptions = {}): Promise<PortalWorld> => {
  let standing = nowMs;
  let logged = '';
  const now = (): number => standing ?? Date.now();
  const tables = isUnsealed ? openTables() : relayTables(allTables);
  const { store, drop } = await database({ tables, now });
  const club = await openClub(store, { now, setNow: (ms) => void (standing = ms) });
  const log = createLog('debug', { write: (line) => void (logged += line) });
  const none = async (): Promise<Response> => new Response(null, { status: 404 });
  const serve = () =>
    createServer({
      ...plainParts(log),
      settings: { publicUrl, trustedProxies: new Set(), metricsToken: undefined },
      sync: none satisfies ReturnType<typeof createSyncService>['handle'],
      pages: { reading: store, now },
      portal: {
        ...portalOver({ store, now, botToken: BOT_TOKEN, log }),
        ...(pageFolder !== undefined && { folder: pageFolder }),
      },
    });
  const open = (port: number) => listen({ host: '127.0.0.1', port, fetch: serve() });
  let listening = await open(0);
  const { port } = listening;
  return {
    ...club,
    url: `http://127.0.0.1:${port}`,
    logged: () => logged,
    makeCode: async (personId, purpose = 'self') =>
      (
        await store.write({ actor: 'test', action: 'reach.makeCode' }, (tx) =>
          makeLinkCode(tx, { personId, purpose }),
        )
      ).value,
    cut: () => listening.close(0),
    mend: async () => {
      listening = await open(port);
    },
    close: async () => {
      await listening.close(0);
      await store.close();
      await drop();
    },
  };
};

/** What Telegram would hand over to whoever opens the page there, written a second time from its documentation. */
export const initDataOf = (
  telegramId: number,
  atMs: number,
  { token = BOT_TOKEN, more = {} }: { readonly token?: string; readonly more?: Record<string, string> } = {},
): string => {
  const fields = {
    auth_date: String(Math.floor(atMs / 1000)),
    user: JSON.stringify({ id: telegramId }),
    ...more,
  };
  const lines = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', secret).update(lines.join('\n')).digest('hex');
  return new URLSearchParams({ ...fields, hash }).toString();
};

/** A phone that speaks to the API as the page does, and keeps its cookie. In: one that it has already. */
export const openPhone = (url: string, first = '') => {
  let cookie = first;
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${url}/me/api/${path}`, {
      ...init,
      headers: {
        'x-orda-page': '1',
        'content-type': 'application/json',
        cookie,
        ...(init.method === 'POST' && { origin: url }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    const set = answer.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    ask(path, { method: 'POST', body: JSON.stringify(body), headers });
  return {
    ask,
    post,
    cookie: () => cookie,
    key: (): string => crypto.randomUUID(),
    signIn: (code: string) => post('sign-in', { code }),
  };
};
