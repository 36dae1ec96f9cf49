/** Holds: what people type leads to one address, and nothing but http and https is ever asked. */
import { expect, test } from 'vitest';
import { addressIn, isNear } from './address.ts';

test.each([
  ['relay.club.kz', 'https://relay.club.kz'],
  [' https://relay.club.kz/ ', 'https://relay.club.kz'],
  ['https://club.kz/orda//', 'https://club.kz/orda'],
  ['192.168.1.7:7440', 'http://192.168.1.7:7440'],
  ['https://192.168.1.7', 'https://192.168.1.7'],
  ['127.0.0.1:80', 'http://127.0.0.1'],
  ['192.168.1.7:443', 'http://192.168.1.7:443'],
  ['http://relay.club.kz:8080', 'http://relay.club.kz:8080'],
  ['РЕЛЕ.рф', 'https://xn--e1aars.xn--p1ai'],
])('%s is %s', (typed, address) => {
  expect(addressIn(typed)).toBe(address);
});

test.each([
  '',
  '   ',
  'file:///etc/passwd',
  'ftp://club.kz',
  'javascript:alert(1)',
  'https://user:word@club.kz',
  'http://',
])('nothing is asked at "%s"', (typed) => {
  expect(addressIn(typed)).toBeUndefined();
});

test('only addresses that no router passes on are near', () => {
  expect(
    ['10.0.0.1', '172.16.0.1', '192.168.0.1', '127.0.0.1', '[fe80::1]', 'desk.local'].every(isNear),
  ).toBe(true);
  expect(['8.8.8.8', '172.32.0.1', '[2001:db8::1]', 'club.kz', '10.club.kz'].some(isNear)).toBe(false);
});
