/** A real relay in this process, over a folder of its own, by the week's clock: it listens, sends and answers by itself. */
import type { FakeBotApi } from '../../telegram/fakeBotApi.ts';
import type { Log } from '../../../src-relay/log.ts';
import type { ScheduledJob } from '../../../src-relay/jobs/jobs.ts';
import { runRelay } from '../../../src-relay/run.ts';
import { readSettings } from '../../../src-relay/settings.ts';
import type { WeekClock } from './clock.ts';

export type WeekRelay = {
  readonly url: string;
  /** The code of the first laptop. */
  readonly code: string;
  /** How many requests with messages to Telegram had this outcome since it was started. */
  readonly requests: (outcome: 'sent' | 'notSent') => Promise<number>;
  /** A round of the work that comes round, which the relay's timers would do within seconds of the machine's clock. */
  readonly round: (name: string) => Promise<void>;
  /** Stops it in order and starts it anew at the same address. */
  readonly restart: () => Promise<void>;
  /** What it logged as wrong, by the word of each. */
  readonly errors: () => readonly string[];
  readonly close: () => Promise<void>;
};

export const openWeekRelay = async (parts: {
  readonly folder: string;
  readonly telegram: FakeBotApi;
  readonly clock: WeekClock;
}): Promise<WeekRelay> => {
  const { folder, telegram, clock } = parts;
  const errors: string[] = [];
  const quiet = (): void => undefined;
  const log: Log = {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (word, error) => void errors.push(`${word}: ${String(error)}`),
  };
  const jobs = new Map<string, ScheduledJob>();
  const start = async (port: number) => {
    const env = { ORDA_TELEGRAM_TOKEN: telegram.token, ORDA_TELEGRAM_API: telegram.url };
    const settings = readSettings(
      { data: folder, host: '127.0.0.1', port, errand: { kind: 'serve' } },
      { platform: process.platform, env, home: folder },
    );
    if ('problem' in settings) throw new Error(settings.problem);
    return runRelay({
      settings,
      log,
      now: clock.now,
      makeJobs: async () => ({
        schedule: async (job) => void jobs.set(job.name, job),
        close: async () => jobs.clear(),
      }),
    });
  };
  let relay = await start(0);
  const { url, firstCode } = relay;
  return {
    url,
    code: firstCode ?? '',
    requests: async (outcome) => {
      const figures = await (await fetch(`${url}/metrics`)).text();
      const line = new RegExp(`^orda_messages_total\\{channel="bot",outcome="${outcome}"\\} (\\d+)$`, 'm');
      return Number(line.exec(figures)?.[1] ?? 0);
    },
    round: async (name) => {
      const job = jobs.get(name);
      if (job === undefined) throw new Error(`the relay has no work called ${name}`);
      await job.run();
    },
    restart: async () => {
      await relay.close();
      relay = await start(Number(new URL(url).port));
    },
    errors: () => errors,
    close: () => relay.close(),
  };
};
