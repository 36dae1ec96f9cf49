import { parseArgs } from 'node:util';

/** What the relay is started for. */
export type RelayErrand =
  | { readonly kind: 'serve' }
  | { readonly kind: 'help' }
  /** Print a new one-time code for a laptop. */
  | { readonly kind: 'code' }
  | { readonly kind: 'restore'; readonly file: string }
  | { readonly kind: 'move'; readonly to: string }
  /** Make a backup now and check it. */
  | { readonly kind: 'backup' };

export type RelayArgs = {
  readonly errand: RelayErrand;
  readonly data: string | undefined;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
};

const DEFAULT_PORT = 8484;

export const USAGE = `npm run relay -- [--data <folder>] [--host <address>] [--port <number>]

  --data <folder>     keep the data here instead of the system's own place (also: ORDA_RELAY_DATA)
  --host <address>    listen on this address instead of 127.0.0.1
  --port <number>     listen on this port instead of ${DEFAULT_PORT}; 0 takes a free one

  --code              print a new one-time code that connects a laptop, and end
  --backup            make a backup now, check it, and end
  --restore <file>    put a backup in the place of the data (the relay must be stopped), and end
  --move-to <url>     move the data from its folder to PostgreSQL (the relay must be stopped), and end

  ORDA_DATABASE_URL   postgres://… keeps the data in PostgreSQL instead of the folder
  ORDA_PUBLIC_URL     the address that links and QR codes name, such as https://orda.example.org
  ORDA_TRUST_PROXY    addresses of the proxy in front, whose X-Forwarded-For is believed: 127.0.0.1,::1
  ORDA_METRICS_TOKEN  lets whoever has it read /metrics from another machine
  ORDA_DUMP_FOLDER    where pg_dump's files lie that the relay is to look after
  ORDA_LOG_LEVEL      info (default), debug, warn, error, silent`;

/** Reads the command line; the sentence of what is wrong where it cannot be read. */
export const readArgs = (argv: readonly string[]): RelayArgs | { readonly problem: string } => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        code: { type: 'boolean', default: false },
        backup: { type: 'boolean', default: false },
        restore: { type: 'string' },
        'move-to': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535) return { problem: `--port: ${values.port}` };
    const errands: readonly (RelayErrand | false)[] = [
      values.help && { kind: 'help' },
      values.code && { kind: 'code' },
      values.backup && { kind: 'backup' },
      values.restore !== undefined && { kind: 'restore', file: values.restore },
      values['move-to'] !== undefined && { kind: 'move', to: values['move-to'] },
    ];
    const [errand = { kind: 'serve' }, another] = errands.filter((one) => one !== false);
    if (another !== undefined)
      return { problem: `one thing at a time: --${errand.kind} or --${another.kind}` };
    return { errand, data: values.data, host: values.host, port };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
