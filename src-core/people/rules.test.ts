/** Holds: the rules of names, telephones, dates, groups and codes, on tables of cases and on random input. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIin } from './cells.rules.ts';
import { codeFromDigest, isCode, readScannedCode } from './code.rules.ts';
import { isoDate, readDateText } from './dates.rules.ts';
import { splitFullName } from './fullName.rules.ts';
import { groupKey } from './groups.rules.ts';
import { distance } from './import/likeness.rules.ts';
import { foldText, mendLookalikes, sortKey } from './names.rules.ts';
import { readPhones, toE164 } from './phones.rules.ts';

const LETTERS = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcdefghijklmnopqrstuvwxyz';
const letter = fc.constantFrom(...Array.from(LETTERS));
const name = fc.string({ unit: letter, minLength: 1, maxLength: 8 });
const written = fc.oneof(
  name,
  fc.tuple(name, name).map(([a, b]) => `${a}-${b}`),
);

test('the sort key stands in the order of the Kazakh collator', () => {
  const collator = new Intl.Collator('kk');
  fc.assert(
    fc.property(written, written, (a, b) => {
      const byKey = sortKey(a) < sortKey(b) ? -1 : Number(sortKey(a) > sortKey(b));
      expect(byKey).toBe(Math.sign(collator.compare(a, b)));
    }),
    { numRuns: 2000 },
  );
});

test('folding twice is folding once, and case, ё and Kazakh letters do not matter', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: fc.constantFrom(...Array.from(LETTERS.slice(0, 42))), minLength: 1 }),
        fc.stringMatching(/^[a-z]{1,9}$/),
      ),
      (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(` ${text.toUpperCase()}\u00A0`)).toBe(foldText(text));
      },
    ),
  );
  expect(foldText('Ұлболсын  Қайратқызы')).toBe(foldText('улболсын кайраткызы'));
  expect(mendLookalikes('Сулейменoва')).toEqual({ text: 'Сулейменова', mended: 1 });
  expect(mendLookalikes('Smith Иван').mended).toBe(0);
});

test('a number of Kazakhstan or Russia is the same however it is written', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^7[0-9]{9}$/), (ten) => {
      const e164 = `+7${ten}`;
      const [a, b, c] = [ten.slice(0, 3), ten.slice(3, 6), ten.slice(6)];
      for (const text of [ten, `8${ten}`, `7${ten}`, `8 (${a}) ${b}-${c}`, `+7 ${a} ${b} ${c}`, `7${ten}.0`])
        expect(readPhones(text).phone).toBe(e164);
      expect(toE164(e164)).toBe(e164);
    }),
  );
});

test.each([
  ['8.7012E+10', null, null, 'rounded'],
  ['нет тел.', null, null, 'unreadable'],
  ['—', null, null, null],
  ['87010000001 мама', null, '+77010000001', null],
  ['87010000001, 87010000002 (мама)', '+77010000001', '+77010000002', null],
  ['555-0100', null, null, 'unreadable'],
] as const)('a cell with «%s»', (text, phone, guardian, trouble) => {
  expect(readPhones(text)).toMatchObject({ phone, guardian, trouble });
});

test('every day is read from every way of writing it, and no day that is not', () => {
  const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2025-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [y = '', m = '', d = ''] = iso.split('-');
      const ru = new Intl.DateTimeFormat('ru', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(date);
      for (const text of [iso, `${d}.${m}.${y}`, `${Number(d)}.${Number(m)}.${y} г.`, `${d}/${m}/${y}`, ru])
        expect([text, readDateText(text, 'dmy', 2026)]).toEqual([
          text,
          { is: 'date', iso, orderAssumed: false },
        ]);
      expect(readDateText(`${m}/${d}/${y}`, 'mdy', 2026)).toMatchObject({ iso });
    }),
  );
  expect(isoDate(2004, 2, 31)).toBeNull();
  expect(['31.02.2004', '09.2005', 'весна'].map((text) => readDateText(text, null, 2026).is)).toEqual([
    'impossible',
    'partial',
    'unreadable',
  ]);
  expect(readDateText('06/11/06', null, 2026)).toEqual({ is: 'date', iso: '2006-11-06', orderAssumed: true });
});

test('an IIN gets its zeros back, and its check digit is looked at', () => {
  expect(readIin(40303535269)).toMatchObject({ iin: '040303535269', zerosRestored: true });
  expect(readIin('99')).toEqual({ is: 'unreadable' });
});

test.each(['ИС-21-1', 'ис 21-1', 'ИC‑21‑1 ', 'ис211', '21-1 ИС', 'Группа ИС-21-1', 'ИС-21-1, 3 курс'])(
  '«%s» is one group',
  (text) => {
    expect(groupKey(text)).toBe('ис211');
  },
);

test.each([
  ['Жұмабаев Ә.Е.', 'family-first', ['Жұмабаев', 'Ә.', 'Е.']],
  ['Артём Петрович Иванов', 'family-first', ['Иванов', 'Артём', 'Петрович']],
  ['Сейітқазы Данияр оглы Вагиф', 'family-first', ['Сейітқазы', 'Данияр', 'оглы Вагиф']],
  ['Müller, Mary-Jane', 'given-first', ['Müller', 'Mary-Jane', null]],
  ['Ann Smith Jr.', 'given-first', ['Smith Jr.', 'Ann', null]],
  ['Mary-Jane St. John', 'given-first', ['St. John', 'Mary-Jane', null]],
  ['van der Berg, D’Arcy', 'given-first', ['van der Berg', 'D’Arcy', null]],
] as const)('the name «%s»', (text, order, [family_name, given_name, patronymic]) => {
  expect(splitFullName(text, order)).toEqual({ family_name, given_name, patronymic });
});

test('a code survives every layout, and no single slip and no swap of neighbours goes unnoticed', () => {
  const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(digest, fc.nat(10), fc.nat(30), (bytes, at, shift) => {
      const code = codeFromDigest(bytes);
      expect(readScannedCode(` ${code.toLowerCase()} `)).toBe(code);
      const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
      const other = alphabet[(alphabet.indexOf(code[at] ?? '') + 1 + shift) % 32] ?? '';
      expect(isCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      const [a = '', b = ''] = code.slice(at, at + 2);
      expect(a === b || b === '' || !isCode(code.slice(0, at) + b + a + code.slice(at + 2))).toBe(true);
    }),
  );
});

test('the distance of two names is symmetric, and zero for the same', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(distance(a, b, 3)).toBe(distance(b, a, 3));
      expect(distance(a, a, 3)).toBe(0);
    }),
  );
});
