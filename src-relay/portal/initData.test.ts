import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readInitData } from './initData.ts';

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
const NOW = Date.UTC(2026, 8, 4, 12);

/** What Telegram would sign, written a second time from its documentation. */
const signed = (fields: Readonly<Record<string, string>>, token = TOKEN): string => {
  const lines = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', secret).update(lines.join('\n')).digest('hex');
  return new URLSearchParams({ ...fields, hash }).toString();
};
const good = {
  query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
  user: JSON.stringify({ id: 279058397, first_name: 'Айдана', language_code: 'kk' }),
  auth_date: String(NOW / 1000 - 30),
  signature: 'is-signed-too',
};

describe('the proof of a Mini App', () => {
  test('that Telegram signed says who opened it', () => {
    expect(readInitData(signed(good), TOKEN, NOW)).toMatchObject({ kind: 'good', telegramId: '279058397' });
  });

  test.each([
    ['another bot’s', signed(good, '1:other')],
    ['a changed user', signed(good).replace('279058397', '279058398')],
    ['a field too many', `${signed(good)}&start_param=x`],
    ['a user twice', `${signed(good)}&user=%7B%22id%22%3A1%7D`],
    ['no hash', new URLSearchParams(good).toString()],
    ['a short hash', `${new URLSearchParams(good).toString()}&hash=00`],
    ['no user', signed({ auth_date: good.auth_date })],
    ['a bot', signed({ ...good, user: '{"id":5,"is_bot":true}' })],
    ['nothing', ''],
    ['a very long text', signed({ ...good, more: 'x'.repeat(9000) })],
  ])('is refused with %s', (_, text) => {
    expect(readInitData(text, TOKEN, NOW)).toEqual({ kind: 'forged' });
  });

  test.each([
    ['an hour and a second old', NOW / 1000 - 3601],
    ['from the time to come', NOW / 1000 + 120],
  ])('is refused when %s', (_, seconds) => {
    expect(readInitData(signed({ ...good, auth_date: String(seconds) }), TOKEN, NOW)).toEqual({
      kind: 'old',
    });
  });

  test('has one fingerprint for each opening, whatever order its fields come in', () => {
    const text = signed(good);
    const turned = text.split('&').toReversed().join('&');
    const [one, other, later] = [text, turned, signed({ ...good, auth_date: String(NOW / 1000 - 10) })].map(
      (each) => readInitData(each, TOKEN, NOW),
    );
    expect(one).toEqual(other);
    expect(later).not.toMatchObject({ fingerprint: one?.kind === 'good' ? one.fingerprint : '' });
  });
});
