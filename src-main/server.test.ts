/** Who is let in, what every answer carries, and what the desk refuses: the guards of a server that any page can reach. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createTestDesk, type TestDesk } from './deskForTests.test-support.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = createTestDesk();
});
afterEach(() => desk.remove());

const get = (path: string, headers: Readonly<Record<string, string>> = desk.headers): Promise<Response> =>
  desk.fetch(new Request(desk.origin + path, { headers }));

const post = (path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Response> =>
  desk.fetch(new Request(desk.origin + path, { method: 'POST', headers, body }));

const { cookie, origin } = { cookie: 'orda_4780=the-pass', origin: 'http://127.0.0.1:4780' };

describe('the way in', () => {
  test('the printed key becomes a cookie and a clean address', async () => {
    const response = await get('/people?key=the-key&view=1', { 'sec-fetch-site': 'none' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/people?view=1');
    expect(response.headers.get('set-cookie')).toBe('orda_4780=the-pass; HttpOnly; SameSite=Strict; Path=/');
  });

  test('a key followed from another program goes on by a step of the page itself', async () => {
    const response = await get('/?key=the-key', { 'sec-fetch-site': 'cross-site' });
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toContain('the-pass');
    expect(await response.text()).toContain('content="0;url=/"');
  });

  test('a redirect never leads to another host', async () => {
    const response = await desk.fetch(new Request(`${desk.origin}//evil.example/?key=the-key`));
    expect(response.headers.get('location')).toBe('/evil.example/');
  });

  test('a minted key opens once, and only for a minute', async () => {
    const key = desk.mintKey();
    expect((await get(`/?key=${key}`, {})).status).toBe(303);
    expect((await get(`/?key=${key}`, {})).status).toBe(403);
    const late = desk.mintKey();
    desk.later(61_000);
    expect((await get(`/?key=${late}`, {})).status).toBe(403);
  });

  test.each(['/?key=wrong', '/?key=', '/', '/api/x', '/assets/desk-Ab3dEf9h.js', '/download/a'])(
    'without the pass %s gets a page that says how to open Orda',
    async (path) => {
      const response = await get(path, {});
      expect(response.status).toBe(403);
      const page = await response.text();
      expect(page).toContain('Запустите Orda ещё раз');
      expect(page).toContain('қайта іске қосыңыз');
      expect(page).toContain('Start Orda again');
    },
  );

  test.each(['orda_4780=wrong', 'orda_4781=the-pass', 'orda_4780=', 'xorda_4780=the-pass'])(
    'the cookie %s is no pass',
    async (wrong) => {
      expect((await get('/', { cookie: wrong })).status).toBe(403);
    },
  );

  test('the pass is found among other cookies', async () => {
    expect((await get('/', { cookie: `theme=dark; ${cookie}; x=1` })).status).toBe(200);
  });
});

describe('foreign hosts and pages', () => {
  test.each([
    'evil.example:4780',
    'evil.example',
    '127.0.0.1:4781',
    '127.0.0.1',
    '0.0.0.0:4780',
    '[::1]:4780',
  ])('the host %s is refused, with the pass too', async (host) => {
    expect((await get('/', { cookie, host })).status).toBe(421);
    expect((await desk.fetch(new Request(`http://${host}/`, { headers: { cookie } }))).status).toBe(421);
  });

  test('localhost with the right port is the desk as well', async () => {
    expect((await desk.fetch(new Request('http://localhost:4780/', { headers: { cookie } }))).status).toBe(
      200,
    );
  });

  test.each([
    ['no word of where it comes from', {}],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['the origin null', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['a foreign site', { 'sec-fetch-site': 'cross-site', origin }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ])('a call with the pass, but with %s, is refused', async (_, headers) => {
    expect((await post('/api/people.add', { cookie, ...headers })).status).toBe(403);
    expect((await post('/upload', { cookie, ...headers })).status).toBe(403);
  });

  test.each<Readonly<Record<string, string>>>([
    { origin },
    { 'sec-fetch-site': 'same-origin' },
    { origin, 'sec-fetch-site': 'same-origin' },
  ])('a call of the desk’s own page %o is answered', async (headers) => {
    expect((await post('/api/people.add', { cookie, ...headers })).status).toBe(200);
  });

  test('the stream of events is closed to the pages of other programs on this machine', async () => {
    const headers = {
      cookie,
      accept: 'text/event-stream',
      'sec-fetch-mode': 'cors',
      'sec-fetch-dest': 'empty',
    };
    expect((await get('/api/live', { ...headers, 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await get('/api/live', { ...headers, origin: 'http://localhost:3000' })).status).toBe(403);
    expect((await get('/api/live', { ...headers, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('a picture or a frame of another page cannot show the desk', async () => {
    const headers = {
      cookie,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'iframe',
      'sec-fetch-site': 'same-site',
    };
    expect((await get('/', headers)).status).toBe(403);
    expect((await get('/favicon.svg', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  test('an address typed by hand opens the desk in the browser that has the pass', async () => {
    const headers = {
      cookie,
      'sec-fetch-site': 'none',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await get('/people', headers)).status).toBe(200);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is not spoken', async (method) => {
    const response = await desk.fetch(new Request(`${desk.origin}/api/x`, { method, headers: desk.headers }));
    expect(response.status).toBe(405);
  });
});

describe('every answer', () => {
  test.each(['/', '/assets/desk-Ab3dEf9h.js', '/none.js', '/api/x', '/api/broken', '/?key=the-key'])(
    '%s carries the protecting headers',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
      expect(headers.has('access-control-allow-origin')).toBe(false);
    },
  );

  test('a broken call tells a code, and no SQL', async () => {
    const response = await get('/api/broken');
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"code":"INTERNAL","fields":{}}');
  });
});

describe('screens', () => {
  test('hashed files are kept for ever, pages are asked for again', async () => {
    const script = await get('/assets/desk-Ab3dEf9h.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    const page = await get('/');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
  });

  test('an address inside the program opens the desk, an unknown file is not found', async () => {
    expect(await (await get('/people/42')).text()).toContain('<title>desk</title>');
    expect((await get('/assets/old-12345678.js')).status).toBe(404);
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  ])('%s does not lead out of the folder', async (path) => {
    writeFileSync(join(desk.folder, 'secret.txt'), 'secret');
    expect(await (await get(path)).text()).not.toContain('secret\n');
    expect((await get(path)).status).toBe(404);
  });
});

const upload = (body: string, name = 'Список группы.xlsx'): Promise<Response> =>
  post('/upload', { ...desk.headers, 'x-file-name': encodeURIComponent(name) }, body);

const temporary = (): readonly string[] => readdirSync(join(desk.folder, 'temporary'));

const uploadShape = z.object({ token: z.string(), name: z.string(), size: z.number() });

describe('files', () => {
  test('an upload is kept under a token with the user’s name for it', async () => {
    const { token, name, size } = uploadShape.parse(await (await upload('hello')).json());
    expect({ name, size }).toEqual({ name: 'Список группы.xlsx', size: 5 });
    const kept = desk.parcels.uploaded(token);
    expect(kept?.path.startsWith(join(desk.folder, 'temporary'))).toBe(true);
  });

  test('a name is only a name', async () => {
    const { name } = uploadShape.parse(await (await upload('x', '..\\..\\etc/pass\r\nwd')).json());
    expect(name).toBe('passwd');
  });

  test('a file above the limit is refused and leaves nothing behind, whatever length it declares', async () => {
    expect((await upload('x'.repeat(1001))).status).toBe(413);
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let part = 0; part < 20; part += 1) controller.enqueue(new Uint8Array(100));
        controller.close();
      },
    });
    const request = new Request(`${desk.origin}/upload`, {
      method: 'POST',
      headers: { ...desk.headers, 'x-file-name': 'a' },
      body: stream,
      duplex: 'half',
    });
    expect((await desk.fetch(request)).status).toBe(413);
    expect(temporary()).toEqual([]);
  });

  test('an upload that breaks off leaves nothing behind', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('cable pulled')),
    });
    const headers = { ...desk.headers, 'x-file-name': 'a' };
    const request = new Request(`${desk.origin}/upload`, {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    });
    expect((await desk.fetch(request)).status).toBe(400);
    expect(temporary()).toEqual([]);
  });

  test('a body above the limit of a call is refused', async () => {
    const body = 'x'.repeat(16 * 1024 * 1024 + 1);
    expect(
      (await post('/api/x', { ...desk.headers, 'content-length': String(body.length) }, body)).status,
    ).toBe(413);
  });

  test('a download is given away once, with its name, and then removed', async () => {
    const path = desk.parcels.temporary('.csv');
    writeFileSync(path, 'a,b');
    const token = desk.parcels.offer({ path, name: 'Явка "митап".csv', type: 'text/csv' });
    const response = await get(`/download/${token}`);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="_.csv"; filename*=UTF-8''${encodeURIComponent('Явка "митап".csv')}`,
    );
    expect(await response.text()).toBe('a,b');
    expect((await get(`/download/${token}`)).status).toBe(404);
    await expect.poll(() => existsSync(path)).toBe(false);
  });

  test.each(['/download/none', '/download/..%2f..%2fsecret'])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
