/** Holds: e-mail and SMS over real sockets, and what is known after each way in which they can fail. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Outgoing } from '../../src-core/messages/index.ts';
import { startFakeSmtp } from '../../tests/mail/fakeSmtp.ts';
import { createMailSender } from './mail.ts';
import type { Sender } from './sender.ts';
import { createSmsSender } from './sms.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const listening = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

const startSmtp: typeof startFakeSmtp = async (answers) => {
  const smtp = await startFakeSmtp(answers);
  endings.push(smtp.close);
  return smtp;
};

const letter: Outgoing = {
  id: 'row',
  messageId: 'm',
  personId: 'p',
  recipientId: 'p',
  channel: 'email',
  address: 'aidana@example.org',
  kind: 'broadcast',
  language: 'ru',
  text: 'Митап в пятницу\nПриходите!',
  buttons: [],
  eventId: null,
  formUseId: null,
  external: null,
};

const mailTo = (port: number): Sender =>
  createMailSender({ url: `smtp://127.0.0.1:${port}`, from: 'Клуб <club@example.org>' });
const send = (sender: Sender, ms = 5_000, over: Partial<Outgoing> = {}) =>
  sender.send({ ...letter, ...over }, AbortSignal.timeout(ms));

test('a letter arrives with its text, its subject and an id that is the same each time', async () => {
  const { port, letters } = await startSmtp();
  expect(await send(mailTo(port))).toEqual({ kind: 'sent', external: null });
  const [got = ''] = letters;
  expect(got).toContain('To: aidana@example.org');
  expect(got).toContain('Message-ID: <row@example.org>');
  expect(got).toContain('Content-Language: ru');
  expect(got).toMatch(/Subject: =\?UTF-8\?/);
  const body = got.split('\r\n\r\n').slice(1).join('');
  expect(Buffer.from(body.replaceAll(/\s/g, ''), 'base64').toString()).toContain('Приходите!');
});

test.each([
  ['a mailbox that is not there', { RCPT: '550 no such user' }, { kind: 'refused', reason: 'gone' }],
  ['a mailbox that is full', { RCPT: '452 full' }, { kind: 'retry', afterMs: 60_000, isGlobal: false }],
  ['a letter that is not taken', { LETTER: '554 spam' }, { kind: 'refused', reason: 'rejected' }],
  [
    'a server that closes for today',
    { MAIL: '421 too much' },
    { kind: 'retry', afterMs: 300_000, isGlobal: true },
  ],
  ['silence before the letter', { DATA: null }, { kind: 'notSent' }],
  ['silence after the letter', { LETTER: null }, { kind: 'unsure' }],
])('%s', async (_, answers, outcome) => {
  const { port } = await startSmtp(answers);
  expect(await send(mailTo(port), 600)).toEqual(outcome);
});

test('a mail server that is not there was surely not told', async () => {
  const { port } = await startSmtp();
  for (const end of endings.splice(0)) await end();
  expect(await send(mailTo(port))).toEqual({ kind: 'notSent' });
});

type Asked = { readonly method: string; readonly url: string; readonly body: string; readonly token: string };

const startGateway = async (
  status: number,
  body = '{}',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: string; readonly asked: readonly Asked[] }> => {
  const asked: Asked[] = [];
  const server = createHttpServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const { method = '', url = '' } = request;
      asked.push({ method, url, body: text, token: request.headers.authorization ?? '' });
      // 0: it takes it and says nothing.
      if (status > 0) response.writeHead(status, headers).end(body);
    });
  });
  return { url: `http://127.0.0.1:${await listening(server)}`, asked };
};

const sms = { channel: 'sms', address: '+77010000001', text: 'Сегодня & завтра' } as const;
const gatewayAt = (url: string): Sender => {
  const sender = createSmsSender({ url, token: 'secret' });
  endings.push(() => sender.close?.());
  return sender;
};

test('a gateway gets a form, or the address as its template says', async () => {
  const { url, asked } = await startGateway(200, '{"id":42}');
  expect(await send(gatewayAt(`${url}/send`), 5_000, sms)).toEqual({ kind: 'sent', external: '42' });
  await send(gatewayAt(`${url}/get?to={phone}&msg={text}&key={token}`), 5_000, sms);
  expect(asked[0]).toMatchObject({ method: 'POST', url: '/send', token: 'Bearer secret' });
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
    phone: sms.address,
    text: sms.text,
    id: 'row',
  });
  const query = new URL(`http://x${asked[1]?.url ?? ''}`).searchParams;
  expect(Object.fromEntries(query)).toEqual({ to: sms.address, msg: sms.text, key: 'secret' });
});

test.each([
  [429, { kind: 'retry', afterMs: 7_000, isGlobal: true }],
  [401, { kind: 'retry', afterMs: 300_000, isGlobal: true }],
  [503, { kind: 'retry', afterMs: 30_000, isGlobal: false }],
  [422, { kind: 'refused', reason: 'rejected' }],
  [0, { kind: 'unsure' }],
])('a gateway that answers %i', async (status, outcome) => {
  const { url } = await startGateway(status, '{}', { 'retry-after': '7' });
  expect(await send(gatewayAt(`${url}/send`), 600, sms)).toEqual(outcome);
});

test('a gateway that is not there was surely not told', async () => {
  expect(await send(gatewayAt('http://127.0.0.1:1/send'), 5_000, sms)).toEqual({ kind: 'notSent' });
});
