/**
 * Holds: whatever code a scanner types under whichever layout, with Caps Lock or without, fast or with Enter, arrives
 * intact; and fingers are not taken for a scanner.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LAYOUTS, readings, typedUnder, untype } from './scan.rules.ts';
import { hearKey, hearSilence, NO_BURST, SCAN_END_MS } from './scanTiming.rules.ts';
import type { Burst } from './scanTiming.rules.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const code = fc.string({ unit: fc.constantFrom(...Array.from(ALPHABET)), minLength: 11, maxLength: 11 });
const cardNumber = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789ABCXYZ-')),
  minLength: 6,
  maxLength: 14,
});
const layout = fc.constantFrom(...LAYOUTS);

describe('layouts', () => {
  test('any code typed under any layout, in either case, is among its readings', () => {
    fc.assert(
      fc.property(code, layout, fc.boolean(), fc.boolean(), (text, under, isSmall, isCapsLock) => {
        const sent = isSmall ? text.toLowerCase() : text;
        expect(readings(typedUnder(sent, under, isCapsLock))).toContain(text);
      }),
    );
  });

  test('a student card with hyphens arrives too', () => {
    fc.assert(
      fc.property(cardNumber, layout, fc.boolean(), (text, under, isCapsLock) => {
        expect(readings(typedUnder(text, under, isCapsLock))).toContain(text);
      }),
    );
  });

  test('the digits of the Kazakh layout are its letters', () => {
    expect(typedUnder('1234567890-=', 'kk')).toBe('"әіңғ,.үұқөһ');
    expect(untype('"әіңғ,.үұқөһ', 'kk')).toBe('1234567890-=');
    expect(untype('ӘІҢҒҮҰҚ', 'kk')).toBe('2345890');
  });

  test('line ends and blanks around a code are dropped', () => {
    expect(readings(' 7KQ2\r\n')).toContain('7KQ2');
    expect(readings('\t \n')).toEqual([]);
  });
});

const feed = (keys: readonly string[], gap: number, from: Burst = NO_BURST) => {
  let burst = from;
  let at = 1000;
  const scans: string[] = [];
  for (const key of keys) {
    const heard = hearKey(burst, key, (at += gap));
    burst = heard.burst;
    if (heard.scan !== undefined) scans.push(heard.scan);
  }
  const heard = hearSilence(burst, at + SCAN_END_MS);
  if (heard.scan !== undefined) scans.push(heard.scan);
  return scans;
};

describe('timing', () => {
  test('a scan is heard with Enter, with Tab, and without either', () => {
    for (const gap of [1, 8, 40]) {
      expect(feed([...Array.from('7KQ2M0XW3TD'), 'Enter'], gap)).toEqual(['7KQ2M0XW3TD']);
      expect(feed([...Array.from('7KQ2M0XW3TD'), 'Tab'], gap)).toEqual(['7KQ2M0XW3TD']);
      expect(feed(Array.from('7KQ2M0XW3TD'), gap)).toEqual(['7KQ2M0XW3TD']);
    }
  });

  test('the Shift that a scanner sends for capitals is no character', () => {
    expect(feed(['Shift', 'A', 'Shift', 'B', ...Array.from('CDEF'), 'Enter'], 5)).toEqual(['ABCDEF']);
  });

  test('two scans in a row are two', () => {
    const twice = [...Array.from('7KQ2M0XW3TD'), 'Enter', ...Array.from('0123456789A'), 'Enter'];
    expect(feed(twice, 6)).toEqual(['7KQ2M0XW3TD', '0123456789A']);
  });

  test('typing, even fast, and a roll of a few keys are no scan', () => {
    expect(feed([...Array.from('абдрахманов'), 'Enter'], 70)).toEqual([]);
    expect(feed([...Array.from('айг'), 'Enter'], 20)).toEqual([]);
    expect(feed([...Array.from('ким'), 'ArrowDown', ...Array.from('кдш'), 'Enter'], 20)).toEqual([]);
  });
});
