import { expect, test } from 'vitest';
import { readChatName } from './chatName.rules.ts';

test('a channel is understood however it was copied', () => {
  for (const typed of [
    '@it_club',
    'it_club',
    ' t.me/it_club ',
    'https://t.me/it_club',
    'https://t.me/it_club/42?single',
    'http://telegram.me/it_club',
  ])
    expect(readChatName(typed)).toBe('@it_club');
  for (const typed of ['-1001234567890', '−1001234567890'])
    expect(readChatName(typed)).toBe('-1001234567890');
});

test('what is no channel is refused: an invitation, a person’s number, a name that Telegram cannot have', () => {
  for (const typed of [
    '',
    'https://t.me/+AbCdEf',
    '123456',
    '@клуб',
    'it',
    'it club',
    'https://example.org/it_club',
  ])
    expect(readChatName(typed)).toBeNull();
});
