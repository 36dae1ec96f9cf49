import { expect, test } from 'vitest';
import { externalAddress, isOwnAddress, isPermitted } from './guard.ts';

const origin = 'http://127.0.0.1:4780';

test.each([
  'http://127.0.0.1:4781/',
  'http://localhost:4780/',
  'http://127.0.0.1.evil.example:4780/',
  'http://127.0.0.1:4780@evil.example/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:alert(1)',
  'about:blank',
  'not an address',
])('the window does not go to %s', (address) => {
  expect(isOwnAddress(address, origin)).toBe(false);
});

test('the window goes through its own desk', () => {
  expect(isOwnAddress(`${origin}/people/1?tab=2#x`, origin)).toBe(true);
});

test.each([
  'http://example.org/',
  'file:///etc/passwd',
  'smb://host/share',
  'ms-msdt:/id',
  'https://a:b@c.example/',
  'x',
])('%s is not handed to the system', (address) => {
  expect(externalAddress(address)).toBeUndefined();
});

test('a page on https opens in the user’s browser', () => {
  expect(externalAddress('https://t.me/orda')).toBe('https://t.me/orda');
});

const own = { address: `${origin}/`, isMainFrame: true };

test.each([
  { ...own, permission: 'geolocation' },
  { ...own, permission: 'notifications' },
  { ...own, permission: 'midi' },
  { ...own, permission: 'media' },
  { ...own, permission: 'media', media: ['audio'] },
  { ...own, permission: 'media', media: ['video', 'audio'] },
  { permission: 'media', media: ['video'], address: 'https://evil.example/', isMainFrame: true },
  { permission: 'media', media: ['video'], address: `${origin}/`, isMainFrame: false },
])('%j is denied', (asked) => {
  expect(isPermitted(asked, origin)).toBe(false);
});

test('the camera, the whole screen and the clipboard are the desk’s', () => {
  expect(isPermitted({ ...own, permission: 'media', media: ['video'] }, origin)).toBe(true);
  expect(isPermitted({ ...own, permission: 'fullscreen' }, origin)).toBe(true);
  expect(isPermitted({ ...own, permission: 'clipboard-sanitized-write' }, origin)).toBe(true);
});
