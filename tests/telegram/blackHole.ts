/** A port that lets no connection come about: packets go in and nothing comes back, as where Telegram is blocked. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

// The thread listens and then sleeps, so that nobody accepts; once its short queue is full, the kernel leaves every further knock unanswered.
const SLEEPER = `
const { createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const server = createServer();
server.listen({ port: workerData.port, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage('listening');
  setImmediate(() => Atomics.wait(new Int32Array(workerData.wake), 0, 0));
});
`;

/** More knocks than the queue of one holds. */
const FILLERS = 4;

/** Turns the free port into a black hole; out: what ends it. */
export const digBlackHole = async (port: number): Promise<() => Promise<void>> => {
  const worker = new Worker(SLEEPER, {
    eval: true,
    workerData: { port, wake: new SharedArrayBuffer(4) },
  });
  await once(worker, 'message');
  const fillers: Socket[] = [];
  for (let index = 0; index < FILLERS; index += 1) {
    const filler = connect({ port, host: '127.0.0.1' });
    filler.on('error', () => undefined);
    fillers.push(filler);
    if (index === 0) await once(filler, 'connect');
  }
  return async () => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  };
};
