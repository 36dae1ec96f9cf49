import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted while the relay runs. No label has a value that came from outside. */
export type Metrics = {
  readonly request: (route: string, method: string, status: number, seconds: number) => void;
  /** Changes that a message brought: taken in, known already, or kept aside for a reason. */
  readonly changes: (came: Taken) => void;
  readonly waiting: (more: 1 | -1) => void;
  readonly jobEnded: (job: string, isDone: boolean) => void;
  /** A request of the outbox, by its channel and what came of it. */
  readonly messageTried: (channel: string, outcome: string) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

export type Taken = {
  readonly applied: number;
  readonly known: number;
  readonly kept: Readonly<Record<string, number>>;
};

/** What is asked for only when somebody reads the figures. */
export type Standing = {
  /** Lines in the log. */
  readonly lines: number;
  readonly laptops: { readonly active: number; readonly revoked: number };
  readonly keptAside: Readonly<Record<string, number>>;
  readonly lastBackupMs: number | null;
  readonly freeBytes: number | null;
  /** Messages that wait to be sent, by channel. */
  readonly queued: Readonly<Record<string, number>>;
};

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const createMetrics = (standing: () => Promise<Standing>): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  // Among them the lag of the event loop, memory and open files.
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'orda_requests_total',
    help: 'Requests answered',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'orda_request_seconds',
    help: 'Time from a request to its answer; long polls are left out',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const changes = new Counter({
    name: 'orda_changes_total',
    help: 'Changes brought by laptops: taken in, or known already',
    labelNames: ['outcome'],
    registers,
  });
  const kept = new Counter({
    name: 'orda_changes_kept_aside_total',
    help: 'Changes brought by laptops that were kept aside, by reason',
    labelNames: ['reason'],
    registers,
  });
  const waiting = new Gauge({ name: 'orda_waiting_polls', help: 'Long polls that wait now', registers });
  const jobs = new Counter({
    name: 'orda_jobs_total',
    help: 'Scheduled jobs that ended, by outcome',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const messages = new Counter({
    name: 'orda_messages_total',
    help: 'Requests that carried a message to somebody, by channel and outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const queued = new Gauge({
    name: 'orda_outbox_queued',
    help: 'Messages that wait to be sent',
    labelNames: ['channel'],
    registers,
  });
  const lines = new Gauge({ name: 'orda_log_lines', help: 'Lines in the log of changes', registers });
  const laptops = new Gauge({
    name: 'orda_laptops',
    help: 'Laptops that are known',
    labelNames: ['state'],
    registers,
  });
  const keptNow = new Gauge({
    name: 'orda_kept_aside',
    help: 'Changes that are kept aside now, by reason',
    labelNames: ['reason'],
    registers,
  });
  const backup = new Gauge({
    name: 'orda_last_backup_timestamp_seconds',
    help: 'When the last checked backup was made',
    registers,
  });
  const free = new Gauge({ name: 'orda_disk_free_bytes', help: 'Free space where the data is', registers });

  const read = async (): Promise<void> => {
    const now = await standing();
    lines.set(now.lines);
    laptops.set({ state: 'active' }, now.laptops.active);
    laptops.set({ state: 'revoked' }, now.laptops.revoked);
    keptNow.reset();
    for (const [reason, count] of Object.entries(now.keptAside)) keptNow.set({ reason }, count);
    queued.reset();
    for (const [channel, count] of Object.entries(now.queued)) queued.set({ channel }, count);
    if (now.lastBackupMs !== null) backup.set(now.lastBackupMs / 1000);
    if (now.freeBytes !== null) free.set(now.freeBytes);
  };

  return {
    request: (route, method, status, seconds) => {
      requests.inc({ route, method, status: String(status) });
      if (route !== '/sync/wait') durations.observe({ route }, seconds);
    },
    changes: (came) => {
      changes.inc({ outcome: 'taken' }, came.applied);
      changes.inc({ outcome: 'known' }, came.known);
      for (const [reason, count] of Object.entries(came.kept)) kept.inc({ reason }, count);
    },
    waiting: (more) => waiting.inc(more),
    jobEnded: (job, isDone) => jobs.inc({ job, outcome: isDone ? 'done' : 'failed' }),
    messageTried: (channel, outcome) => messages.inc({ channel, outcome }),
    contentType: registry.contentType,
    text: async () => {
      await read();
      return registry.metrics();
    },
  };
};
