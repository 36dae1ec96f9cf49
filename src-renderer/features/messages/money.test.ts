/** Holds: amounts are whole minor units on the way in and out, whatever the currency. */
import { expect, test } from 'vitest';
import { moneyOf, readMoney, typedMoney } from './money.ts';

test('what is typed is read to the last minor unit', () => {
  expect(readMoney('15', 'KZT')).toBe(1500);
  expect(readMoney('1 500,5', 'KZT')).toBe(150_050);
  expect(readMoney('0.29', 'KZT')).toBe(29);
  expect(readMoney('15', 'JPY')).toBe(15);
  expect(readMoney('  ', 'KZT')).toBeNull();
  for (const wrong of ['abc', '1.234', '-5', '1e3', '1.5.2']) expect(readMoney(wrong, 'KZT')).toBeUndefined();
  expect(readMoney('1.5', 'JPY')).toBeUndefined();
});

test('what was saved stands in the field again', () => {
  for (const minor of [0, 5, 29, 1500, 150_050])
    expect(readMoney(typedMoney(minor, 'KZT'), 'KZT')).toBe(minor);
  expect(typedMoney(150_000, 'KZT')).toBe('1500');
  expect(typedMoney(null, 'KZT')).toBe('');
});

test('an amount is written with its currency, with decimals only where there are some', () => {
  const plain = (text: string): string => text.replaceAll(/\s/g, ' ');
  expect(plain(moneyOf(150_000, 'KZT', 'ru'))).toBe('1 500 ₸');
  expect(plain(moneyOf(150_050, 'KZT', 'kk'))).toBe('1 500,50 ₸');
  expect(plain(moneyOf(150_050, 'EUR', 'en'))).toBe('€1,500.50');
});
