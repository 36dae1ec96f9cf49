/** A bad network between a laptop and a server, over real sockets. */
import { createHash } from 'node:crypto';
import { createServer, request as ask, type IncomingMessage } from 'node:http';

/** What the network does to the next message. */
export type Fault = 'well' | 'lost' | 'answerLost' | 'cut' | 'doubled' | 'slow' | 'garbage';

/** A message that is held back until `go`. */
export type Held = {
  /** It has been sent. */
  readonly asked: Promise<void>;
  /** The server has answered it. */
  readonly answered: Promise<void>;
  readonly go: () => void;
};

export type BadWay = {
  /** Where to ask instead of the server's own address. */
  readonly address: string;
  /** In order, one for each message but those that wait for news; when they are used up, all goes well. */
  readonly faults: Fault[];
  /** Holds a message back, after `skip` others of its kind: its answer; with `path` the message to such a path; `isLost`: it never arrives. */
  readonly hold: (what?: {
    readonly skip?: number;
    readonly path?: RegExp;
    readonly isLost?: boolean;
  }) => Held;
  readonly seen: () => number;
  /** Cuts the cable, for as long as it is true. */
  isCut: boolean;
  readonly close: () => void;
};

type Holding = {
  skip: number;
  readonly path: RegExp | undefined;
  readonly isLost: boolean;
  readonly asked: PromiseWithResolvers<void>;
  readonly answered: PromiseWithResolvers<void>;
  readonly go: PromiseWithResolvers<void>;
};

/** A network between a laptop and a server that does what it is told. */
export const openBadWay = async (target: string): Promise<BadWay> => {
  const to = new URL(target);
  const faults: Fault[] = [];
  let seen = 0;
  const holds: Holding[] = [];
  /** The hold that is meant for this message. */
  const heldNow = (path: string): Holding | undefined => {
    const at = holds.findIndex((hold) => (hold.path?.test(path) ?? true) && (hold.skip -= 1) < 0);
    return at < 0 ? undefined : holds.splice(at, 1)[0];
  };
  const forward = (request: IncomingMessage, body: Buffer) =>
    new Promise<{ status: number; type: string; body: Buffer }>((resolve, reject) => {
      const forwarded = ask(
        {
          hostname: to.hostname,
          port: to.port,
          path: request.url,
          method: request.method,
          headers: { ...request.headers, host: to.host, connection: 'close' },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              body: Buffer.concat(parts),
            }),
          );
          response.on('error', reject);
        },
      );
      forwarded.on('error', reject);
      request.once('close', () => {
        if (request.destroyed && !request.complete) forwarded.destroy();
      });
      forwarded.end(body);
    });
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const carry = async (): Promise<void> => {
        if (way.isCut) return void response.destroy();
        const isWait = request.url?.startsWith('/sync/wait') === true;
        const fault = isWait ? 'well' : (faults.shift() ?? 'well');
        seen += isWait ? 0 : 1;
        const held = isWait ? undefined : heldNow(request.url ?? '');
        const sent = Buffer.concat(parts);
        held?.asked.resolve();
        if (held?.isLost === true || held?.path !== undefined) await held.go.promise;
        if (held?.isLost === true) return void response.destroy();
        if (fault === 'lost') return void response.destroy();
        if (fault === 'doubled') await forward(request, sent);
        const answer = await forward(request, sent);
        held?.answered.resolve();
        await held?.go.promise;
        if (fault === 'answerLost' || way.isCut) return void response.destroy();
        const body = fault === 'garbage' ? createHash('sha512').update(answer.body).digest() : answer.body;
        response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': body.length });
        if (fault === 'cut') {
          response.write(body.subarray(0, body.length / 2));
          setTimeout(() => response.destroy(), 20);
          return;
        }
        if (fault === 'slow') {
          for (const byte of body.subarray(0, 20)) {
            response.write(Buffer.from([byte]));
            await new Promise((resolve) => {
              setTimeout(resolve, 20);
            });
          }
          return void response.end(body.subarray(20));
        }
        response.end(body);
      };
      carry().catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const way: BadWay = {
    address: `http://127.0.0.1:${port}`,
    faults,
    hold: ({ skip = 0, path, isLost = false } = {}) => {
      const [asked, answered, go] = [
        Promise.withResolvers<void>(),
        Promise.withResolvers<void>(),
        Promise.withResolvers<void>(),
      ];
      holds.push({ skip, path, isLost, asked, answered, go });
      return { asked: asked.promise, answered: answered.promise, go: () => go.resolve() };
    },
    seen: () => seen,
    isCut: false,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return way;
};
