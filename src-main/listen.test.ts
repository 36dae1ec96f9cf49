/** The same guards over a real socket, where headers are raw bytes and nobody has parsed the address before. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDesk, type TestDesk } from './deskForTests.test-support.ts';
import { listen, type Listening } from './listen.ts';

let desk: TestDesk;
let listening: Listening;
beforeEach(async () => {
  listening = await listen({ port: 0, fetch: (request) => desk.fetch(request) });
  desk = createTestDesk({ port: listening.port });
});
afterEach(async () => {
  await listening.close();
  desk.remove();
});

const raw = async (lines: readonly string[]): Promise<string> => {
  const socket = connect(listening.port, '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return text(socket);
};

test('the key opens the desk and the cookie keeps it open', async () => {
  const first = await fetch(`${desk.origin}/?key=${desk.key}`, { redirect: 'manual' });
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(desk.origin, { headers: { cookie } });
  expect(await page.text()).toContain('<title>desk</title>');
});

test.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1'])(
  'the host %s is refused',
  async (host) => {
    const answer = await raw([
      'GET / HTTP/1.1',
      `Host: ${host}`,
      `Cookie: ${desk.headers['cookie']}`,
      'Connection: close',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  },
);

test('an absolute address in the request line does not stand in for the host', async () => {
  const answer = await raw([
    `GET ${desk.origin}/ HTTP/1.1`,
    'Host: evil.example',
    `Cookie: ${desk.headers['cookie']}`,
    'Connection: close',
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(answer).not.toContain('<title>desk</title>');
});

test.each([
  ['two hosts', ['Host: 127.0.0.1', 'Host: evil.example']],
  ['no host', []],
])('%s are refused', async (_, hosts) => {
  const answer = await raw([
    'GET / HTTP/1.1',
    ...hosts,
    `Cookie: ${desk.headers['cookie']}`,
    'Connection: close',
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
});

test('headers without end are refused', async () => {
  const answer = await raw([
    'GET / HTTP/1.1',
    `Host: 127.0.0.1:${listening.port}`,
    `X: ${'x'.repeat(20_000)}`,
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
});

test('a call without a body, and one whose length is not told, are answered', async () => {
  const head = ['Host', 'Cookie', 'Origin'].map(
    (name, index) =>
      `${name}: ${[`127.0.0.1:${listening.port}`, desk.headers['cookie'], desk.origin][index]}`,
  );
  const bare = await raw(['POST /api/x HTTP/1.1', ...head, 'Connection: close']);
  expect(bare).toMatch(/^HTTP\/1\.1 200 /);
  const parts = await raw([
    'POST /api/x HTTP/1.1',
    ...head,
    'Connection: close',
    'Transfer-Encoding: chunked',
    '',
    '2',
    '{}',
    '0',
    '',
  ]);
  expect(parts).toMatch(/^HTTP\/1\.1 200 /);
  expect(parts).toContain('"body":"{}"');
});

test('a body whose length is not told ends at the limit', async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
  });
  const answer = await fetch(`${desk.origin}/api/x`, {
    method: 'POST',
    headers: desk.headers,
    body,
    duplex: 'half',
  });
  expect(answer.status).toBe(413);
});

test('only this machine reaches it', async (context) => {
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  if (outside === undefined) {
    context.skip('this machine has no address but its own');
    return;
  }
  const socket = connect(listening.port, outside.address);
  const [error]: readonly unknown[] = await once(socket, 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});

test('a port that is taken is an error of the start, not of a later request', async () => {
  await expect(listen({ port: listening.port, fetch: desk.fetch })).rejects.toThrow(/EADDRINUSE/);
});
