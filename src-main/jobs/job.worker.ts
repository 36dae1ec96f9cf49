/** The program of a job's thread: opens its own connection when the work asks for it, runs one job, and ends. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { fail, failureOf, type JobTools } from '../../src-core/access/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { openSpace } from '../space.ts';
import type { FromWorker, JobOrder } from './messages.ts';
import { JOB_KINDS } from './registry.ts';

/** Milliseconds between two reports: a screen shows no more than that, and each report is a message to every screen. */
const REPORT_STEP = 80;

const port = parentPort;
if (port === null) throw new Error('this program runs as a worker thread');
const order: JobOrder = workerData;
const say = (message: FromWorker): void => port.postMessage(message);

const stop = new AbortController();
port.on('message', () => stop.abort());

let store: Store | undefined;
let reported = 0;

const tools: JobTools = {
  get store() {
    if (store === undefined) {
      store = openSpace(order.place.database, Date.now);
      store.onCommit(({ tx, tables }) => say({ kind: 'commit', tx, tables: [...tables] }));
    }
    return store;
  },
  place: { database: order.place.database, backups: order.place.backupFolder },
  actor: order.place.actor,
  now: Date.now,
  signal: stop.signal,
  temporary: (extension) => join(order.place.temporaryFolder, `${randomUUID()}${extension}`),
  progress: (done, total) => {
    // Work that never yields to the event loop hears of a cancel here.
    if (receiveMessageOnPort(port) !== undefined) stop.abort();
    stop.signal.throwIfAborted();
    const now = performance.now();
    if (now - reported < REPORT_STEP && done !== total) return;
    reported = now;
    say({ kind: 'progress', done, total });
  },
};

const answerTo = (error: unknown): FromWorker => {
  const failure = failureOf(error);
  if (failure) return { kind: 'failure', failure: { code: failure.code, fields: failure.fields } };
  say({ kind: 'crash', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return { kind: 'failure', failure: { code: 'JOB_BROKE', fields: {} } };
};

const run = async (): Promise<FromWorker> => {
  try {
    const load = JOB_KINDS[order.kind];
    if (load === undefined) throw fail('not-found', 'NO_SUCH_JOB', { kind: order.kind });
    const work = await load();
    return { kind: 'result', result: await work(order.input, tools) };
  } catch (error) {
    return stop.signal.aborted ? { kind: 'cancelled' } : answerTo(error);
  }
};

const ending = await run();
store?.close();
say(ending);
port.close();
