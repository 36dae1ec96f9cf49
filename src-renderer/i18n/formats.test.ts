import { describe, expect, it } from 'vitest';
import { formatsFor } from './formats.ts';

const AT = '2026-11-20T20:30:00Z';

describe('dates and numbers', () => {
  it('shows a moment by the clock of the organisation, not of the machine', () => {
    expect(formatsFor('ru', 'Asia/Almaty').dateTime(AT)).toBe('21.11.2026, 01:30');
    expect(formatsFor('en', 'America/New_York').dateTime(AT)).toBe('20.11.2026, 15:30');
  });

  it('keeps a plain date on its day in every zone', () => {
    expect(formatsFor('kk', 'America/New_York').date('2026-11-21')).toBe('21.11.2026');
  });

  it('knows Kazakh months and days where the browser does not', () => {
    const kazakh = formatsFor('kk', 'Asia/Almaty');
    expect(kazakh.shortDay('2026-10-05')).toBe('2026 ж. 5 қаз.');
    expect(kazakh.day('2020-05-09')).toBe('2020 ж. 9 мамыр, сенбі');
  });

  it('says how long ago something was', () => {
    const now = Date.parse(AT);
    expect(formatsFor('kk', 'UTC').ago('2026-11-20T18:30:00Z', now)).toBe('2 сағат бұрын');
    expect(formatsFor('ru', 'UTC').ago('2026-11-20T20:25:00Z', now)).toBe('5 минут назад');
    expect(formatsFor('en', 'UTC').ago(AT, now)).toBe('just now');
  });

  it('writes numbers and sizes', () => {
    expect(formatsFor('kk', 'UTC').number(1234567).replaceAll(/\s/g, ' ')).toBe('1 234 567');
    expect(formatsFor('ru', 'UTC').size(12_400_000)).toBe('12,4 МБ');
  });
});
