/** Holds: whatever a stranger sends, the relay answers shortly, tells nothing, and goes on serving. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { startRelay } from './relay.ts';
import type { RelayProcess } from './relay.ts';

let relay: RelayProcess;
beforeAll(async () => {
  relay = await startRelay({ env: { ORDA_METRICS_TOKEN: 'figures-for-the-operator' } });
});
afterAll(() => relay.stop());

const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(relay.url + path, init);

/** Sends bytes as they are; out: all that came back until the other side closed. */
const raw = async (bytes: string): Promise<string> => {
  const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
};

describe('methods and paths', () => {
  test.each([
    ['DELETE', '/sync', 405],
    ['PUT', '/sync', 405],
    ['GET', '/sync', 405],
    ['POST', '/sync/wait', 405],
    ['PATCH', '/kept', 405],
    ['GET', '/claim', 405],
    ['GET', '/leave', 405],
    ['POST', '/seen', 405],
    ['GET', '/seen', 401],
    ['POST', '/', 405],
    ['OPTIONS', '/pair', 405],
    ['DELETE', '/2222222', 405],
    ['GET', '/../../etc/passwd', 404],
    ['GET', '/%2e%2e/%2e%2e/etc/passwd', 404],
    ['GET', '/relay.db', 404],
    ['GET', '/backups/', 404],
    ['GET', '/sync/../relay.db', 404],
    ['GET', '/%00', 404],
    ['GET', '/%E0%A4%A', 404],
    ['GET', '/__proto__', 404],
    ['GET', `/${'x'.repeat(8000)}`, 404],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const answer = await ask(path, { method });
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/at .*\.ts|node_modules|SQLITE/);
  });

  test('every answer carries the protecting headers', async () => {
    for (const path of ['/', '/zzzzzzz', '/health', '/sync']) {
      const { headers } = await ask(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('bodies', () => {
  test.each([
    ['/sync', 25 * 1024 * 1024],
    ['/pair', 100_000],
    ['/claim', 100_000],
  ])('of %s that are too large are refused', async (path, size) => {
    // The connection may be closed before all of it was sent.
    const status = await ask(path, { method: 'POST', body: new Uint8Array(size) }).then(
      (answer) => answer.status,
      () => 'cut',
    );
    expect(['cut', 401, 413]).toContain(status);
    expect((await ask('/health')).status).toBe(200);
  });

  test('a body that says it is larger than it may be is not waited for', async () => {
    const answer = await raw(
      'POST /claim HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n{',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test.each(['', '{', '[]', '{"code":1}', '{"__proto__":{"node":"abcdefgh"}}'])(
    'of %j a way in makes nothing',
    async (body) => {
      const answer = await ask('/claim', { method: 'POST', body });
      expect([400, 429]).toContain(answer.status);
    },
  );
});

test('guessing codes is held to a few tries a minute', async () => {
  const guess = async (): Promise<Response> =>
    ask('/claim', { method: 'POST', body: JSON.stringify({ code: 'abcd-efgh-jkmn', node: 'abcdefgh' }) });
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1) statuses.push((await guess()).status);
  expect(statuses.at(-1)).toBe(429);
  expect(Number((await guess()).headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a forged X-Forwarded-For opens no more tries', async () => {
  const answer = await ask('/claim', {
    method: 'POST',
    headers: { 'x-forwarded-for': '203.0.113.9' },
    body: JSON.stringify({ code: 'abcd-efgh-jkmn', node: 'abcdefgh' }),
  });
  expect(answer.status).toBe(429);
});

test('figures are for this machine and for whoever has their token', async () => {
  const status = async (headers: Readonly<Record<string, string>>): Promise<number> =>
    (await ask('/metrics', { headers })).status;
  expect(await status({})).toBe(200);
  // Through a proxy on the same machine everybody comes from it.
  const outside = { 'x-forwarded-for': '203.0.113.9' };
  expect(await status(outside)).toBe(404);
  expect(await status({ ...outside, authorization: 'Bearer wrong' })).toBe(404);
  expect(await status({ ...outside, authorization: 'Bearer figures-for-the-operator' })).toBe(200);
});

test('figures count by patterns, never by what was asked for', async () => {
  await ask('/secret-word-in-a-path');
  await ask('/234z2fz');
  const figures = await (await ask('/metrics')).text();
  expect(figures).not.toContain('secret-word');
  expect(figures).toMatch(/orda_requests_total\{route="\/:code",method="GET",status="404"\} \d+/);
  for (const name of ['orda_log_lines', 'orda_laptops', 'orda_waiting_polls', 'nodejs_eventloop_lag_seconds'])
    expect(figures).toContain(`\n${name}`);
});

test('whoever sends a header a minute is cut off, and others are served meanwhile', async () => {
  const started = performance.now();
  const slow = raw('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  expect((await ask('/health')).status).toBe(200);
  await slow;
  expect(performance.now() - started).toBeLessThan(25_000);
});

test.each(['GARBAGE\r\n\r\n', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`])(
  'what is no request is answered with a refusal',
  async (bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await ask('/health')).status).toBe(200);
  },
);
