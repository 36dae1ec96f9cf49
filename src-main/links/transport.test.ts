/** Holds: whatever a server does, a message ends with an answer or with a problem that the status can tell, and in time. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createTransport, type Patience, type Transport } from './transport.ts';
import { LinkTrouble } from './trouble.ts';

const opened: (Server | SocketServer)[] = [];
const transports: Transport[] = [];
afterEach(() => {
  for (const transport of transports.splice(0)) transport.close();
  for (const server of opened.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

const listening = async (server: Server | SocketServer): Promise<string> => {
  opened.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const bound = server.address();
  return `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
};
const serving = (handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> =>
  listening(createServer(handle));

const quick: Patience = { connectMs: 200, idleMs: 200, wholeMs: 400 };
const ask = (address: string, patience = quick) => {
  const transport = createTransport(address);
  transports.push(transport);
  return transport.ask({ method: 'GET', path: '/sync', token: 'a-token' }, { patience });
};
const troubleFrom = async (asked: Promise<unknown>): Promise<LinkTrouble> => {
  const error: unknown = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LinkTrouble)) throw new Error(`no trouble: ${String(error)}`);
  return error;
};

test('an answer comes with its bytes, and the server has seen the token', async () => {
  const address = await serving((request, response) => response.end(request.headers.authorization));
  const { status, body } = await ask(address);
  expect({ status, text: Buffer.from(body).toString() }).toEqual({ status: 200, text: 'Bearer a-token' });
});

test.each([
  [401, '{"code":"TOKEN_UNKNOWN","fields":{}}', 'refused'],
  [403, '{"code":"LAPTOP_REVOKED","fields":{}}', 'revoked'],
  [403, 'go away', 'refused'],
  [404, 'no such page', 'notUnderstood'],
  [413, '', 'full'],
  [426, '{"code":"OTHER_PROTOCOL","fields":{}}', 'protocol'],
  [429, '{"code":"TOO_MANY"}', 'unreachable'],
  [500, '<h1>Internal</h1>', 'broken'],
  [502, 'Bad gateway', 'unreachable'],
  [301, '', 'notUnderstood'],
])('%i %s is told as %s', async (status, body, problem) => {
  let asked = 0;
  const address = await serving((_request, response) => {
    asked += 1;
    response.writeHead(status, { location: '/elsewhere', 'retry-after': '7' }).end(body);
  });
  const trouble = await troubleFrom(ask(address));
  expect(trouble).toMatchObject({ problem, retryAfterMs: 7000 });
  // A redirect is not followed: the token goes to the address that was given, and nowhere else.
  expect(asked).toBe(1);
});

test('a server that is not there, hangs before it answers, or stops in the middle is unreachable', async () => {
  const gone = await serving(() => undefined);
  await new Promise((resolve) => opened.pop()?.close(resolve));
  expect((await troubleFrom(ask(gone))).problem).toBe('unreachable');

  const silent = await listening(createSocketServer(() => undefined));
  expect((await troubleFrom(ask(silent))).code).toBe('TOO_SLOW');

  const halting = await serving((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
  });
  expect((await troubleFrom(ask(halting))).code).toBe('TOO_SLOW');

  const cutting = await serving((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.destroy(), 20);
  });
  expect((await troubleFrom(ask(cutting))).problem).toBe('unreachable');
});

test('a server that drips for ever is left after the whole patience', async () => {
  const address = await serving((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const sinceMs = performance.now();
  expect((await troubleFrom(ask(address))).code).toBe('TOO_SLOW');
  expect(performance.now() - sinceMs).toBeLessThan(2000);
});

test('an answer without an end is left when it is longer than any answer of ours', async () => {
  const address = await serving((_request, response) => {
    const portion = Buffer.alloc(1024 * 1024);
    const pour = (): void => {
      while (!response.destroyed && response.write(portion));
    };
    response.on('drain', pour);
    pour();
  });
  const trouble = await troubleFrom(ask(address, { connectMs: 5000, idleMs: 5000, wholeMs: 20_000 }));
  expect(trouble).toMatchObject({ problem: 'notUnderstood', code: 'TOO_LONG' });
});

test('what speaks no HTTP is no server', async () => {
  const address = await listening(createSocketServer((socket) => socket.end('220 mail.example ESMTP\r\n')));
  expect((await troubleFrom(ask(address))).problem).toBe('unreachable');
});

test('a kept connection that the server has let go is no failure', async () => {
  const server = createServer((_request, response) => response.end('well'));
  const address = await listening(server);
  const transport = createTransport(address);
  transports.push(transport);
  for (let round = 0; round < 5; round += 1) {
    const { status } = await transport.ask({ method: 'GET', path: '/', token: null });
    expect(status).toBe(200);
    server.closeAllConnections();
  }
});

test('closing breaks off what waits', async () => {
  const address = await serving(() => undefined);
  const transport = createTransport(address);
  const asked = troubleFrom(transport.ask({ method: 'GET', path: '/', token: null }));
  transport.close();
  expect((await asked).problem).toBe('unreachable');
});

test('the proxies of the environment are not asked', async () => {
  let asked = 0;
  const proxy = await serving((_request, response) => {
    asked += 1;
    response.end('proxy');
  });
  const address = await serving((_request, response) => response.end('server'));
  process.env['HTTP_PROXY'] = proxy;
  process.env['http_proxy'] = proxy;
  try {
    expect(Buffer.from((await ask(address)).body).toString()).toBe('server');
  } finally {
    delete process.env['HTTP_PROXY'];
    delete process.env['http_proxy'];
  }
  expect(asked).toBe(0);
});
