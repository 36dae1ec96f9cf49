import { useQuery } from '@tanstack/react-query';
import { reasonInWords } from '../../../src-core/messages/reasons.texts.ts';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { messagesTexts } from './messages.texts.ts';

export type Message = Outputs['messages']['list'][number];
export type Channel = NonNullable<Message['channels']>[number];

export const CHANNELS: readonly Channel[] = ['bot', 'page', 'email', 'sms'];

/** What a message, its people and its troubles are called. */
export const useMessageWords = () => {
  const t = useTexts(messagesTexts);
  const { language } = useLanguage();
  const clubs = useQuery(api.clubs.list.queryOptions());

  /** Its text in the language of the screen, or in another that there is. */
  const textOf = ({ texts }: Message): string =>
    texts[language] ?? texts.ru ?? texts.kk ?? texts.en ?? t('noText');

  return {
    textOf,
    /** What somebody wrote begins with says most; what a plan sends is called by what it is. */
    titleOf: (message: Message): string => {
      if (message.kind !== 'broadcast' && message.isPlanned) return t(`k_${message.kind}`);
      const [line = ''] = textOf(message).split('\n');
      return (
        line
          .replaceAll('{event}', message.event?.title ?? '')
          .replaceAll(/\{\w+\}/g, '…')
          // A line that ends with the day and the hour ends with its words.
          .replace(/(\P{L}{1,4}(\p{L}{1,5}\s)?…)+\P{L}*$/u, '')
      );
    },
    audienceOf: ({ audience }: Message): string => {
      if (audience === null) return t('unknownAudience');
      if (audience.kind === 'persons') return t('toPersons', { count: audience.count });
      if (audience.kind === 'event') return t(`w_${audience.who}`);
      if (audience.kind === 'club')
        return t('toClub', { club: clubs.data?.find(({ id }) => id === audience.clubId)?.name ?? '' });
      const { studyGroups } = audience;
      return studyGroups === undefined ? t('toEveryone') : t('toGroups', { groups: studyGroups.join(', ') });
    },
    reasonOf: (reason: string | null): string => reasonInWords(reason, language),
  };
};
