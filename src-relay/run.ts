/** The composition of the relay: database, sync service, pages, figures, jobs, listener; and its orderly end. */
import type { Admission } from '../src-core/sync/index.ts';
import { releaseNameless } from '../src-core/forms/index.ts';
import { turnOffers } from '../src-core/members/index.ts';
import { createSyncService } from '../src-core/sync/index.ts';
import { watchBackups } from './backups/watch.ts';
import { runBot } from './bot/runBot.ts';
import { queuedByChannel } from '../src-core/messages/index.ts';
import type { RelayDatabase } from './database/database.ts';
import { openDatabase } from './database/open.ts';
import { checkHealth, freeBytes } from './health.ts';
import { createJobs } from './jobs/createJobs.ts';
import { keptByReason } from './kept.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createAnswerMessage } from './messages.ts';
import { runOutbox } from './outbox/runOutbox.ts';
import { portalOver } from './portal/portal.ts';
import { createServer } from './server.ts';
import { createObserve, spans } from './spans.ts';
import type { RelaySettings } from './settings.ts';

export type RunOptions = {
  readonly settings: RelaySettings;
  readonly log: Log;
  readonly now: () => number;
  /** Who has the work done that comes round; timers or a queue where nobody says otherwise. */
  readonly makeJobs?: typeof createJobs;
};

export type RunningRelay = {
  /** Where it is reached on this machine, without a slash at its end. */
  readonly url: string;
  readonly kind: RelayDatabase['kind'];
  /** The one-time code of the first laptop; null where there are laptops already. */
  readonly firstCode: string | null;
  /** Takes no new requests, ends what waits, lets running transactions finish. */
  readonly close: () => Promise<void>;
};

/** Milliseconds for requests under way when the relay is told to stop; systemd's and Podman's patience is ten seconds. */
const PATIENCE = 8_000;

/** Files that were begun and left for a week are looked for this often, milliseconds. */
const SWEEP_EVERY = 6 * 3_600_000;

/** Nameless answers that are enough together go into the log this often, milliseconds. */
const RELEASE_EVERY = 60_000;

/** Queues for places are looked at this often, milliseconds; whoever gives a place back has it offered to the next at once. */
const TURN_EVERY = 15_000;

/** The same admission; the laptop of a request is noted for the log, by its node alone. */
const noting = (admission: Admission): Admission => ({
  ...admission,
  authorise: async (token) => {
    const admitted = await admission.authorise(token);
    const span = spans.getStore();
    if (span !== undefined && admitted.kind !== 'unknown') span.node = admitted.node;
    return admitted;
  },
});

const urlOf = (address: string, port: number): string => {
  const host = address === '::' || address === '0.0.0.0' ? '127.0.0.1' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** Starts the relay. Throws CannotOpen, and what the listener says where it cannot have the port. */
export const runRelay = async ({
  settings,
  log,
  now,
  makeJobs = createJobs,
}: RunOptions): Promise<RunningRelay> => {
  const database = await openDatabase(settings, {
    now,
    onTaken: (applied) => metrics.changes(applied),
    onError: (error) => log.error('database', error),
  });
  const backups = watchBackups({ settings, database, log, now });
  const metrics = createMetrics(async () => ({
    lines: (await database.service.head())?.seq ?? 0,
    laptops: await database.counts(),
    keptAside: keptByReason(await database.service.kept.list()),
    lastBackupMs: await backups.lastMs(),
    freeBytes: await freeBytes(settings.folder),
    queued: await queuedByChannel(database.store),
  }));
  const sync = createSyncService({
    ...database.service,
    admission: noting(database.service.admission),
    onError: (error) => log.error('sync', error, { requestId: spans.getStore()?.requestId ?? '' }),
  });
  const bot = await runBot({ settings, database, log, now });
  const outbox = runOutbox({ settings, database, bot, metrics, log, now });
  const portal = portalOver({ store: database.store, now, botToken: settings.telegram?.token, log });
  const isSecure = settings.publicUrl?.startsWith('https:') === true;
  const observe = createObserve({ metrics, log });
  let isStopping = false;
  let ownUrl = '';
  const server = createServer({
    settings,
    ownUrl: () => ownUrl,
    sync: sync.handle,
    pages: { reading: database.reading, now },
    portal,
    health: () =>
      checkHealth({
        ask: database.service.head,
        folder: settings.folder,
        isStopping: () => isStopping,
      }),
    onTelegram: bot?.onWebhook,
    isStopping: () => isStopping,
    isSecure,
    observe,
    metrics,
    log,
  });
  const messages = createAnswerMessage({
    exchange: sync.exchange,
    observe,
    isStopping: () => isStopping,
    isSecure,
  });
  const jobs = await makeJobs(settings, (name, failure) => {
    if (failure === undefined) log.info('job done', { job: name });
    else log.error('job failed', failure, { job: name });
    metrics.jobEnded(name, failure === undefined);
  });
  const closeAll = async (): Promise<void> => {
    await jobs.close();
    await outbox.close();
    await bot?.close();
    await database.close();
  };
  try {
    const sweep = {
      name: 'blobSweep',
      everyMs: SWEEP_EVERY,
      run: async () => void (await database.sweepBlobs()),
    };
    const turn = {
      name: 'turnOffers',
      everyMs: TURN_EVERY,
      run: async () => void (await turnOffers(database.store, now())),
    };
    const release = {
      name: 'releaseNameless',
      everyMs: RELEASE_EVERY,
      run: async () => void (await releaseNameless(database.store, now())),
    };
    const ended = { name: 'memberSessions', everyMs: SWEEP_EVERY, run: portal.sessions.sweep };
    for (const job of [...backups.jobs, sweep, turn, release, ended]) await jobs.schedule(job);
    const listening = await listen({ host: settings.host, port: settings.port, fetch: server, messages });
    ownUrl = urlOf(listening.address, listening.port);
    const { active, revoked } = await database.counts();
    const isFresh = active + revoked === 0;
    log.info('started', { database: database.kind, port: listening.port });
    return {
      url: ownUrl,
      kind: database.kind,
      firstCode: isFresh ? await database.issueCode() : null,
      close: async () => {
        isStopping = true;
        log.info('stopping');
        sync.stop();
        await listening.close(PATIENCE);
        await closeAll();
        log.info('stopped');
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
};
