import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPaperCode, paperCode, pastedCodes, readPaperCode, shownPaperCode } from './paperCode.rules.ts';
import { typedUnder } from './scan.rules.ts';

const DIGITS = Array.from('0123456789');
const shortCodes = Array.from({ length: 9000 }, (_, drawn) => paperCode(drawn, 0));
const anyCode = fc
  .tuple(fc.nat(), fc.constantFrom(0, 50))
  .map(([drawn, attempt]) => paperCode(drawn, attempt));

test('every drawn number gives a code of five digits, and every five digits are used once', () => {
  expect(new Set(shortCodes).size).toBe(9000);
  expect(shortCodes.every((code) => isPaperCode(code) && code.length === 5)).toBe(true);
  expect(paperCode(7, 50)).toHaveLength(6);
});

test('no wrong digit and no swap of two neighbours makes another code of any code there is', () => {
  const slips = shortCodes.flatMap((code) =>
    Array.from(code).flatMap((own, at) => [
      ...DIGITS.filter((digit) => digit !== own).map(
        (digit) => code.slice(0, at) + digit + code.slice(at + 1),
      ),
      ...(at + 1 < code.length && code[at + 1] !== own
        ? [`${code.slice(0, at)}${code[at + 1]}${own}${code.slice(at + 2)}`]
        : []),
    ]),
  );
  expect(slips.filter(isPaperCode)).toEqual([]);
});

test('a missing or an added digit is no code of the same length', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      expect(readPaperCode(code.slice(1, 5).slice(0, 4))).toBeNull();
      expect(readPaperCode(`${code}12`)).toBeNull();
    }),
  );
});

test('a code is read under every keyboard layout, with Caps Lock, with blanks and hyphens', () => {
  fc.assert(
    fc.property(anyCode, fc.constantFrom('us', 'ru', 'kk'), fc.boolean(), (code, layout, isCapsLock) => {
      const typed = typedUnder(code, layout, isCapsLock);
      expect(readPaperCode(` ${typed.slice(0, 2)} ${typed.slice(2)} `)).toBe(code);
      expect(readPaperCode(shownPaperCode(code).replace(' ', '-'))).toBe(code);
    }),
  );
});

test('letters taken for digits are read as the digits', () => {
  const code = shortCodes.find((one) => one.includes('0') && one.includes('1') && one.includes('3')) ?? '';
  expect(readPaperCode(code.replaceAll('0', 'О').replaceAll('1', 'l').replaceAll('3', 'З'))).toBe(code);
});

test('a pasted text is taken apart at its lines, commas, semicolons, and between whole codes', () => {
  expect(pastedCodes('48 271\r\n10002;  55555 ,, 66666\n12345 23456\nабв где\n')).toEqual([
    '48 271',
    '10002',
    '55555',
    '66666',
    '12345',
    '23456',
    'абв где',
  ]);
});

test('no text, however odd, is read as anything but a whole code', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      const code = readPaperCode(typed);
      expect(code === null || isPaperCode(code)).toBe(true);
    }),
  );
});
