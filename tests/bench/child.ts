import { readFileSync, writeFileSync } from 'node:fs';

/** The process that `inChild` starts: prepares, then measures the time and the peak memory of one piece of work. */
const [, , script = '', name = '', args = '[]'] = process.argv;

/**
 * The highest resident memory so far, in bytes. `maxRSS` of a child starts at what its parent had when it forked, so on Linux the
 * kernel's own mark of this process is read.
 */
function peak(): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

/** Lowers the mark to the present memory, where the system can: preparation is not the work's. */
function resetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Without it the peak of the preparation counts too.
  }
}

const module: Record<string, (...args: unknown[]) => Promise<() => unknown>> = await import(script);
const prepare = module[name];
if (!prepare) throw new Error(`${script} exports no ${name}`);
const parsed: unknown[] = JSON.parse(args);
const work = await prepare(...parsed);
resetPeak();
const before = process.memoryUsage.rss();
const start = performance.now();
const answer = await work();
const ms = performance.now() - start;
const extraBytes = Math.max(0, peak() - before);
process.stdout.write(`\n${JSON.stringify({ ms, extraBytes, answer: answer ?? null })}\n`);
