/** Holds: what two laptops say on the network of a hall is open to those who have the key, once, and as an answer to this request alone. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SyncService } from '../../src-core/sync/index.ts';
import { createLanClient, createLanService, tokenOfLan } from './envelope.ts';
import { codeIn } from './transport.ts';

const KEY = randomBytes(32);
const ADDRESS = 'http://192.168.1.5:7440';
const TOKEN = 'a-token-that-nobody-may-see';

const service = (): SyncService & { readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    handle: async (request) => {
      const { pathname, search } = new URL(request.url);
      asked.push(`${request.method} ${pathname}${search} ${request.headers.get('authorization')}`);
      if (pathname === '/pair') return Response.json({ token: TOKEN, wrappedKey: 'wrapped' });
      return new Response(`Оспанов ${await request.text()}`, { status: 200 });
    },
    stop: () => undefined,
  };
};

/** Everything that went over the network, in both directions. */
const wire = (key = KEY) => {
  const behind = service();
  const lan = createLanService(behind, key);
  const caught: Buffer[] = [];
  const carry = async (request: Request): Promise<Response> => {
    const sent = Buffer.from(await request.arrayBuffer());
    const answer = await lan.handle(
      new Request(request.url, { method: request.method, body: sent }),
      '192.168.1.7',
    );
    const back = Buffer.from(await answer.arrayBuffer());
    caught.push(sent, back);
    return new Response(back, { status: answer.status, headers: answer.headers });
  };
  return { asked: behind.asked, caught, carry, lan };
};

const ask = () =>
  new Request(`${ADDRESS}/sync?x=1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: 'Сейтқали',
  });

test('N1: a request and its answer come through whole, and neither path, token nor names are seen on their way', async () => {
  const { asked, caught, carry } = wire();
  const answer = await createLanClient(ADDRESS, KEY, carry)(ask());
  expect(await answer.text()).toBe('Оспанов Сейтқали');
  expect(asked).toEqual([`POST /sync?x=1 Bearer ${TOKEN}`]);
  for (const word of ['/sync', TOKEN, 'Сейтқали', 'Оспанов'])
    expect(caught.some((bytes) => bytes.includes(word))).toBe(false);
});

test('N1: whoever has another key learns nothing and reaches nothing', async () => {
  const { asked, carry } = wire();
  const answer = await createLanClient(ADDRESS, randomBytes(32), carry)(ask());
  expect([answer.status, codeIn(new Uint8Array(await answer.arrayBuffer()))]).toEqual([401, 'TOKEN_UNKNOWN']);
  expect(asked).toEqual([]);
});

test('N2: an envelope is good once, and one that was touched is good for nothing', async () => {
  const { asked, caught, carry, lan } = wire();
  await createLanClient(ADDRESS, KEY, carry)(ask());
  const send = (body: Buffer) => lan.handle(new Request(`${ADDRESS}/lan`, { method: 'POST', body }), 'x');
  for (const sent of caught.filter((_, at) => at % 2 === 0)) {
    await send(sent);
    for (const at of [0, 20, sent.length - 1]) {
      const touched = Buffer.from(sent);
      touched[at] = (touched[at] ?? 0) ^ 1;
      expect((await send(touched)).status).toBe(401);
    }
  }
  expect(asked).toHaveLength(1);
});

test('N2: an answer that was caught before is no answer to another request', async () => {
  const { caught, carry } = wire();
  const client = createLanClient(ADDRESS, KEY, carry);
  await client(ask());
  const old = caught.at(-1) ?? Buffer.alloc(0);
  const lying = createLanClient(ADDRESS, KEY, async () => new Response(old));
  expect((await lying(ask())).status).toBe(502);
});

test('N3: the token of a newcomer is open to whoever has unwrapped the key, and not on the network', async () => {
  const { lan } = wire();
  const told = await lan.handle(new Request(`${ADDRESS}/pair`, { method: 'POST', body: '{}' }), 'x');
  const text = await told.text();
  expect(text).not.toContain(TOKEN);
  const { sealedToken } = JSON.parse(text);
  expect(tokenOfLan(sealedToken, KEY)).toBe(TOKEN);
  expect(tokenOfLan(sealedToken, randomBytes(32))).toBeUndefined();
});

test.each(['/sync', '/kept', '/claim', '/'])(
  'outside of an envelope nothing but the way in is served: %s',
  async (path) => {
    const { asked, lan } = wire();
    const request = new Request(`${ADDRESS}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: '{}',
    });
    expect((await lan.handle(request, 'x')).status).toBe(404);
    expect(asked).toEqual([]);
  },
);
