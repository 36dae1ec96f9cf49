import { statfs } from 'node:fs/promises';

export type Problem = 'database' | 'disk' | 'stopping';
export type Health = { readonly ok: boolean; readonly problems: readonly Problem[] };

/** Below this, in bytes, the disk is nearly full: the database's log alone may need as much in an evening. */
const LEAST_FREE = 100 * 1024 * 1024;
/** Milliseconds within which a database that is well answers. */
const PATIENCE = 3_000;

export type HealthParts = {
  /** Any small question to the database. */
  readonly ask: () => Promise<unknown>;
  readonly folder: string;
  readonly isStopping: () => boolean;
  /** Bytes; for tests. */
  readonly leastFree?: number;
};

/** Free bytes where the folder is; null where the system does not say. */
export const freeBytes = async (folder: string): Promise<number | null> => {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
};

const answers = async (ask: () => Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  try {
    return await Promise.race([ask().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};

/** Whether the relay can do its work, and what stands in its way. */
export const checkHealth = async ({
  ask,
  folder,
  isStopping,
  leastFree = LEAST_FREE,
}: HealthParts): Promise<Health> => {
  const free = await freeBytes(folder);
  const problems: readonly (Problem | false)[] = [
    isStopping() && 'stopping',
    !(await answers(ask)) && 'database',
    (free === null || free < leastFree) && 'disk',
  ];
  const found = problems.filter((problem) => problem !== false);
  return { ok: found.length === 0, problems: found };
};
