import { expect, test } from 'vitest';
import { joinTextOf } from '../../../src-core/laptops/pairing.rules.ts';
import { addressesIn, fieldsOf, isWholePhrase } from './joinFields.rules.ts';

test('the line of an invitation fills both fields, with every address', () => {
  const invitation = {
    addresses: ['https://relay.example', 'http://192.168.0.10:7788'],
    phrase: 'bako turi meno sila dufo',
  };
  const fields = fieldsOf(` ${joinTextOf(invitation)}\n`);
  expect(fields?.phrase).toBe(invitation.phrase);
  expect(addressesIn(fields?.address ?? '')).toEqual(invitation.addresses);
});

test('anything else is no invitation', () => {
  for (const text of ['', 'bako turi', 'orda-join:', 'orda-join:!!!', 'https://relay.example'])
    expect(fieldsOf(text)).toBeUndefined();
});

test('five words are whole, however they are typed', () => {
  expect(isWholePhrase('  Bako-turi  MENO, sila dufo ')).toBe(true);
  expect(isWholePhrase('bako turi meno sila')).toBe(false);
  expect(isWholePhrase('')).toBe(false);
});
