import { describe, expect, it } from 'vitest';
import { readTyped } from './typed.ts';

const NOW = Date.UTC(2026, 10, 21);

describe('what is typed into a form', () => {
  it('is kept as the card keeps it', () => {
    const typed = {
      family_name: '  Мұхаметжанов ',
      phone: '8 (701) 234-56-78',
      guardian_phone: '+7 999 123 45 67',
      telegram: 'https://t.me/Aigerim_K',
      email: ' Aigerim@Example.KZ ',
      birth_date: '5.3.2005',
      kind: 'student',
    };
    expect(readTyped(typed, NOW)).toEqual({
      family_name: 'Мұхаметжанов',
      phone: '+77012345678',
      guardian_phone: '+79991234567',
      telegram: 'aigerim_k',
      email: 'aigerim@example.kz',
      birth_date: '2005-03-05',
      kind: 'student',
    });
  });

  it('may be what is kept already', () => {
    const kept = { phone: '+77012345678', telegram: 'aigerim_k', birth_date: '2005-03-05' };
    expect(readTyped(kept, NOW)).toEqual(kept);
  });

  it('empties a field where nothing is left', () => {
    expect(readTyped({ phone: null, birth_date: null }, NOW)).toEqual({ phone: null, birth_date: null });
  });

  it.each([
    ['phone', '123', 'PHONE_UNREADABLE'],
    ['telegram', 'два слова', 'TELEGRAM_UNREADABLE'],
    ['email', 'нет', 'EMAIL_UNREADABLE'],
    ['birth_date', '31.02.2005', 'DATE_UNREADABLE'],
    ['iin', '12', 'IIN_UNREADABLE'],
  ])('is refused by name where %s cannot be %s', (field, text, code) => {
    expect(() => readTyped({ [field]: text }, NOW)).toThrow(
      expect.objectContaining({ code, fields: { text } }),
    );
  });
});
