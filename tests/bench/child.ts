/** The process that `inChild` starts: prepares, then measures the time and the peak memory of one piece of work. */
const [, , script = '', name = '', args = '[]'] = process.argv;

const module: Record<string, (...args: unknown[]) => Promise<() => unknown>> = await import(script);
const prepare = module[name];
if (!prepare) throw new Error(`${script} exports no ${name}`);
const parsed: unknown[] = JSON.parse(args);
const work = await prepare(...parsed);
globalThis.gc?.();
const before = process.memoryUsage.rss();
const start = performance.now();
const answer = await work();
const ms = performance.now() - start;
const extraBytes = Math.max(0, process.resourceUsage().maxRSS * 1024 - before);
process.stdout.write(`\n${JSON.stringify({ ms, extraBytes, answer: answer ?? null })}\n`);
