import { expect, test } from 'vitest';
import { scannedText } from './scanned.rules.ts';

test('a scanner under the Russian layout is put right', () => {
  expect(scannedText('ЩКВФ1Ж04К8ЯЙ')).toBe('ORDA1:04R8ZQ');
});

test('a text with a code in it stays as it is, and so does anything else', () => {
  expect(scannedText('https://club.kz/v#orda1:04K8')).toBe('https://club.kz/v#orda1:04K8');
  expect(scannedText('Сертификат')).toBe('Сертификат');
});
