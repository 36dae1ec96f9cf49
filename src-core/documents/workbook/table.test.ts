import { describe, expect, it } from 'vitest';
import { columnLetter } from './workbook.ts';

describe('column letters', () => {
  it('are those above a sheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
  });
});
