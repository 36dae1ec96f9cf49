/** Work that comes round: backups, checks. */
export type ScheduledJob = {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
};

/** Runs jobs on their schedule; where several processes serve one database, each round of a job runs in one of them. */
export type Jobs = {
  readonly schedule: (job: ScheduledJob) => Promise<void>;
  /** Starts no more and waits for what runs. */
  readonly close: () => Promise<void>;
};

/** Hears how each round ended. */
export type JobEnded = (name: string, failure: unknown) => void;
