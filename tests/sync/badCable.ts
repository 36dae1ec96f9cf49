import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What a cable does: carries; carries late; nothing gets in (and what is under way ends); each connection ends after so many bytes. */
export type Cable =
  | { readonly kind: 'whole' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'pulled' }
  | { readonly kind: 'brittle'; readonly bytes: number };

export type BadCable = {
  readonly port: number;
  readonly set: (cable: Cable) => void;
  /** Connections that were ended in the middle. */
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
};

/** Listens on loopback and carries every connection to another port of it, as well as it is told. */
export async function openCable(targetPort: () => number): Promise<BadCable> {
  let cable: Cable = { kind: 'whole' };
  let cuts = 0;
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    if (cable.kind === 'pulled') {
      near.destroy();
      return;
    }
    const far = connect(targetPort(), '127.0.0.1');
    let carried = 0;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', end);
      from.on('close', () => {
        open.delete(from);
        end();
      });
      from.on('data', (chunk: Buffer) => {
        carried += chunk.length;
        if (cable.kind === 'brittle' && carried > cable.bytes) {
          // Half of what came last gets through: a cut in the middle of a message.
          to.write(chunk.subarray(0, Math.floor(chunk.length / 2)), end);
          cuts += 1;
          return;
        }
        if (cable.kind === 'slow') setTimeout(() => to.write(chunk), cable.delayMs);
        else to.write(chunk);
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      cable = next;
      if (next.kind !== 'pulled') return;
      cuts += open.size / 2;
      for (const socket of open) socket.destroy();
    },
    cuts: () => Math.round(cuts),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
