import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a slash at its end. */
export const root: string = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** The environment of every child: the Node and the tools of node_modules come before the machine's own. */
export const childEnvironment = (extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  ...extra,
});

/** The Node 24 of node_modules, or the running one where the package is absent. */
export const nodeBinary = (): string => {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(own) ? own : process.execPath;
};

export type Outcome = { readonly code: number; readonly output: string; readonly seconds: number };

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Hand the output on as it comes; otherwise it is only collected. */
  readonly live?: boolean;
  /** Milliseconds after which the child is ended with code 124. */
  readonly limit?: number;
};

/** Runs a Node program (a file and its arguments) in the root folder; never throws, the code tells. */
export const runNode = (args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(nodeBinary(), [...args], {
      cwd: root,
      env: childEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    let late = false;
    const timer =
      options.limit === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            child.kill('SIGKILL');
          }, options.limit);
    const collect = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (options.live === true) to.write(chunk);
    };
    child.stdout.on('data', collect(process.stdout));
    child.stderr.on('data', collect(process.stderr));
    const finish = (code: number): void => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : code, output, seconds: (performance.now() - started) / 1000 });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
