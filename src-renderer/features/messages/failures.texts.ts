import { defineTexts } from '../../i18n/texts.ts';

/** What is said where a message or a post is refused. */
export const messageFailureTexts = defineTexts('messageFailures', {
  en: {
    MESSAGE_NOT_FOUND: 'This message no longer exists.',
    MESSAGE_EXPIRES_EARLY: 'The message would be out of date before it is sent.',
    NOBODY_TO_TELL: 'There is nobody to send this to.',
    TOO_MANY_TO_TELL: 'One message goes to {{most}} people at most. Narrow the filter.',
    CHANNEL_NOT_FOUND: 'This channel no longer exists.',
    POST_NOT_FOUND: 'This post no longer exists.',
  },
  ru: {
    MESSAGE_NOT_FOUND: 'Такого сообщения больше нет.',
    MESSAGE_EXPIRES_EARLY: 'Сообщение устареет раньше, чем будет отправлено.',
    NOBODY_TO_TELL: 'Отправлять некому.',
    TOO_MANY_TO_TELL: 'Одно сообщение — не больше чем {{most}} людям. Уточните фильтр.',
    CHANNEL_NOT_FOUND: 'Такого канала больше нет.',
    POST_NOT_FOUND: 'Такой записи больше нет.',
  },
  kk: {
    MESSAGE_NOT_FOUND: 'Мұндай хабарлама енді жоқ.',
    MESSAGE_EXPIRES_EARLY: 'Хабарлама жіберілмей тұрып ескіреді.',
    NOBODY_TO_TELL: 'Жіберетін ешкім жоқ.',
    TOO_MANY_TO_TELL: 'Бір хабарлама ең көбі {{most}} адамға барады. Сүзгіні тарылтыңыз.',
    CHANNEL_NOT_FOUND: 'Мұндай арна енді жоқ.',
    POST_NOT_FOUND: 'Мұндай жазба енді жоқ.',
  },
});
