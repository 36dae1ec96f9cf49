/** Holds: in whatever colours Telegram is, the page can be read. */
import { expect, test } from 'vitest';
import { coloursFrom, contrast } from './telegramColours.ts';

/** As the apps hand them over: iOS by day, Android by night, and somebody's own. */
const THEMES = {
  day: {
    bg_color: '#ffffff',
    secondary_bg_color: '#efeff3',
    text_color: '#000000',
    hint_color: '#999999',
    link_color: '#2481cc',
    button_color: '#40a7e3',
    button_text_color: '#ffffff',
  },
  night: {
    bg_color: '#17212b',
    secondary_bg_color: '#232e3c',
    text_color: '#f5f5f5',
    hint_color: '#708499',
    link_color: '#6ab3f3',
    button_color: '#5288c1',
    button_text_color: '#ffffff',
  },
  own: {
    bg_color: '#ffe4ec',
    text_color: '#ff8fab',
    hint_color: '#ffc2d1',
    button_color: '#ffe5b4',
    button_text_color: '#ffffff',
  },
};

test.each(Object.entries(THEMES))('%s: text, hints, links and buttons can be read', (_, theme) => {
  const { ours = {} } = coloursFrom(theme) ?? {};
  for (const ground of ['--ground', '--raised', '--tint'])
    for (const text of ['--ink', '--quiet', '--link'])
      expect([ground, text, contrast(ours[ground] ?? '', ours[text] ?? '') >= 4.5]).toEqual([
        ground,
        text,
        true,
      ]);
  expect(contrast(ours['--main'] ?? '', ours['--on-main'] ?? '')).toBeGreaterThanOrEqual(4.5);
});

test('what can be read already stays as it is, and without a ground nothing is taken', () => {
  expect(coloursFrom(THEMES.night)).toMatchObject({
    light: 'night',
    ours: { '--ground': '#17212b', '--ink': '#f5f5f5' },
  });
  expect(coloursFrom(THEMES.day)?.light).toBe('day');
  expect(coloursFrom({ text_color: '#000000' })).toBeUndefined();
});
