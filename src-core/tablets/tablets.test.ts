/** Holds: the rules by which a volunteer's device works, as pure as they are written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { can, PERMISSIONS } from '../access/index.ts';
import { foldedWords } from '../people/index.ts';
import { mayCall, TABLET_RIGHTS } from './tablets.rights.ts';
import { deviceName, END_GRACE, isNamed, momentOfScan, refusalOf, searchOf } from './tablets.rules.ts';
import { TABLET_LANGUAGES, TABLET_TEXTS } from './tabletPage.texts.ts';

const names = Object.keys(TABLET_RIGHTS) as (keyof typeof TABLET_RIGHTS)[];

test('each procedure names a right of the matrix that a volunteer has', () => {
  for (const name of names) {
    const { permission } = TABLET_RIGHTS[name];
    expect(Object.keys(PERMISSIONS)).toContain(permission);
    expect(can('volunteer', permission)).toBe(true);
  }
});

test('a steward has a part of what a supervisor has', () => {
  const of = (role: 'steward' | 'supervisor') => names.filter((name) => mayCall(role, name));
  expect(of('steward')).toEqual(['state', 'scan', 'leave', 'acknowledge', 'undo']);
  expect(of('supervisor')).toEqual(['state', 'scan', 'leave', 'acknowledge', 'undo', 'search', 'mark']);
});

test('a device works for its own event until an hour after its end', () => {
  const event = { id: 'e', endMs: 1_000_000 };
  const own = { eventId: 'e', isRevoked: false };
  expect([
    refusalOf(own, event, event.endMs + END_GRACE),
    refusalOf(own, event, event.endMs + END_GRACE + 1),
    refusalOf({ ...own, isRevoked: true }, event, 0),
    refusalOf({ ...own, eventId: 'other' }, event, 0),
    refusalOf(own, undefined, 0),
  ]).toEqual([undefined, 'ended', 'revoked', 'otherEvent', 'ended']);
});

describe('the search', () => {
  const asked = (text: string) => searchOf(foldedWords(text));

  test('looks at everyone from three letters on, and at digits never', () => {
    expect(asked('ос')).toEqual({ words: ['ос'], isWide: false });
    expect(asked('о д а')).toEqual({ words: ['о', 'д', 'а'], isWide: true });
    for (const probe of ['220017', '+7 701 111', 'ис221', '12 34']) expect(asked(probe).words).toEqual([]);
  });

  test('takes any text for words of letters', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const word of asked(text).words) expect(word).toMatch(/^\p{L}+$/u);
      }),
    );
  });

  test('finds a name by the beginning of a word, or by three letters of its middle', () => {
    const own = foldedWords('Оспанов Данияр Әлібекұлы');
    const isFound = (text: string) => isNamed(own, asked(text).words);
    expect(['о', 'дан', 'ния', 'алиб', 'оспанов дан'].map(isFound)).toEqual([true, true, true, true, true]);
    expect(['п', 'ни', 'иванов', 'оспанов иван'].map(isFound)).toEqual([false, false, false, false]);
  });
});

test('a scan that comes late is put neither before the device was handed out nor after now', () => {
  fc.assert(
    fc.property(fc.nat(1e12), fc.nat(1e9), fc.nat(1e9), (nowMs, agoMs, sincePairedMs) => {
      const at = momentOfScan(agoMs, nowMs, nowMs - sincePairedMs) ?? nowMs;
      expect(at).toBeLessThanOrEqual(nowMs);
      expect(at).toBeGreaterThanOrEqual(nowMs - sincePairedMs);
    }),
  );
  expect(momentOfScan(4_999, 1e9, 0)).toBeUndefined();
  expect(momentOfScan(60_000, 1e9, 0)).toBe(1e9 - 60_000);
});

test('a device is named by its kind', () => {
  expect([
    deviceName('Mozilla/5.0 (Linux; Android 7.0; SM-T585) SamsungBrowser/6.2 Chrome/56.0 Safari/537.36'),
    deviceName('Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) Version/12.1 Mobile Safari/604.1'),
    deviceName('curl/8'),
    deviceName(''),
  ]).toEqual(['Android · Samsung Internet', 'iPad · Safari', '', '']);
});

test('the page says the same things in every language', () => {
  const shapeOf = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, part]) => [key, shapeOf(part)])
      : typeof value;
  for (const language of TABLET_LANGUAGES)
    expect(shapeOf(TABLET_TEXTS[language])).toEqual(shapeOf(TABLET_TEXTS.ru));
});
