/** A mail server for tests: it takes letters, or answers as it is told. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type FakeSmtp = {
  readonly port: number;
  /** What was handed over, as it came on the wire. */
  readonly letters: readonly string[];
  readonly close: () => void;
};

/** Starts a mail server of a few lines on this machine. In: its answer to a command, by the command's first word; null for silence. */
export const startFakeSmtp = async (
  answers: Readonly<Record<string, string | null>> = {},
): Promise<FakeSmtp> => {
  const sockets = new Set<Socket>();
  const letters: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    let isLetter = false;
    let read = '';
    const say = (word: string, usual: string): void => {
      const answer = word in answers ? answers[word] : usual;
      if (answer != null) socket.write(`${answer}\r\n`);
    };
    socket.on('error', () => undefined);
    socket.write('220 test ESMTP\r\n');
    socket.on('data', (chunk) => {
      read += chunk.toString();
      for (;;) {
        const end = read.indexOf(isLetter ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const line = read.slice(0, end);
        read = read.slice(end + (isLetter ? 5 : 2));
        if (isLetter) {
          isLetter = false;
          letters.push(line);
          say('LETTER', '250 taken');
          continue;
        }
        const word = line.split(/[\s:]/)[0]?.toUpperCase() ?? '';
        if (word === 'DATA') {
          isLetter = !('DATA' in answers);
          say('DATA', '354 go on');
        } else say(word, word === 'QUIT' ? '221 bye' : '250 ok');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    letters,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};
