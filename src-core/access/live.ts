import type { DeskContext, JobState } from './context.ts';
import type { LinksState } from './links.ts';

/** What a screen hears of: tables that a commit touched, a job that went on, links that changed. */
export type LiveEvent =
  | { readonly kind: 'commit'; readonly tables: readonly string[] }
  | { readonly kind: 'job'; readonly job: JobState }
  | { readonly kind: 'links'; readonly links: LinksState };

/** All that happens from now until the signal, in order. Slow listeners get commits joined, never lost. */
export async function* liveEvents(
  ctx: DeskContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<LiveEvent> {
  const touched = new Set<string>();
  const jobs = new Map<string, JobState>();
  let areLinksNew = false;
  let wake: () => void = () => undefined;
  const stopCommits = ctx.store.onCommit(({ tables }) => {
    for (const table of tables) touched.add(table);
    wake();
  });
  const stopJobs = ctx.jobs.onChange((job) => {
    jobs.set(job.id, job);
    wake();
  });
  const stopLinks = ctx.links.onChange(() => {
    areLinksNew = true;
    wake();
  });
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      if (touched.size === 0 && jobs.size === 0 && !areLinksNew) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const tables = [...touched];
      const changed = [...jobs.values()];
      const isLinksNew = areLinksNew;
      touched.clear();
      jobs.clear();
      areLinksNew = false;
      if (tables.length > 0) yield { kind: 'commit', tables };
      for (const job of changed) yield { kind: 'job', job };
      if (isLinksNew) yield { kind: 'links', links: ctx.links.state() };
    }
  } finally {
    stopCommits();
    stopJobs();
    stopLinks();
    signal?.removeEventListener('abort', onAbort);
  }
}
