import { parseArgs } from 'node:util';

export type DeskArgs = {
  readonly window: boolean;
  /** 0 takes a free port. */
  readonly port: number;
  readonly data: string | undefined;
  readonly demo: boolean;
  readonly help: boolean;
};

export const USAGE = `npm start -- [--no-window] [--port <number>] [--data <folder>] [--demo]

  --no-window      serve only, and print the address
  --port <number>  listen on this port of 127.0.0.1 instead of a free one
  --data <folder>  keep the data here instead of the user's own folder (also: ORDA_DATA)
  --demo           open the demo data, which lives in a database of its own`;

/** Reads the command line; the sentence of what is wrong where it cannot be read. */
export const readArgs = (argv: readonly string[]): DeskArgs | { readonly problem: string } => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      allowNegative: true,
      options: {
        window: { type: 'boolean', default: true },
        port: { type: 'string', default: '0' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535) return { problem: `--port: ${values.port}` };
    return { window: values.window, port, data: values.data, demo: values.demo, help: values.help };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
