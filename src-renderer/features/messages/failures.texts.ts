import { defineTexts } from '../../i18n/texts.ts';

/** What is said where a message or a post is refused. */
export const messageFailureTexts = defineTexts('messageFailures', {
  en: {
    SEND_TIME_PAST: 'This time has passed already: choose a later one.',
    MESSAGE_LEFT: 'The message is on its way already: its time cannot be changed any more.',
    MESSAGE_NOT_FOUND: 'This message no longer exists.',
    NOBODY_TO_TELL: 'There is nobody to send this to.',
    NOBODY_TO_CALL: 'There is nobody to call: everybody has got it by now.',
    CHANNEL_NOT_FOUND: 'This channel no longer exists.',
    POST_NOT_FOUND: 'This post no longer exists.',
    CHANNEL_KNOWN: 'This channel is on the list already: {{channel}}.',
    NOTHING_TO_SAY: 'A post without an event needs a text.',
  },
  ru: {
    SEND_TIME_PAST: 'Это время уже прошло: выберите более позднее.',
    MESSAGE_LEFT: 'Сообщение уже в пути: его время изменить нельзя.',
    MESSAGE_NOT_FOUND: 'Такого сообщения больше нет.',
    NOBODY_TO_TELL: 'Отправлять некому.',
    NOBODY_TO_CALL: 'Звонить некому: до всех уже дошло.',
    CHANNEL_NOT_FOUND: 'Такого канала больше нет.',
    POST_NOT_FOUND: 'Такой записи больше нет.',
    CHANNEL_KNOWN: 'Этот канал уже в списке: {{channel}}.',
    NOTHING_TO_SAY: 'Записи без мероприятия нужен текст.',
  },
  kk: {
    SEND_TIME_PAST: 'Бұл уақыт өтіп кетті: кейінгісін таңдаңыз.',
    MESSAGE_LEFT: 'Хабар жолға шықты: уақытын өзгертуге болмайды.',
    MESSAGE_NOT_FOUND: 'Мұндай хабарлама енді жоқ.',
    NOBODY_TO_TELL: 'Жіберетін ешкім жоқ.',
    NOBODY_TO_CALL: 'Қоңырау шалатын ешкім жоқ: бәріне жетіп болды.',
    CHANNEL_NOT_FOUND: 'Мұндай арна енді жоқ.',
    POST_NOT_FOUND: 'Мұндай жазба енді жоқ.',
    CHANNEL_KNOWN: 'Бұл арна тізімде бар: {{channel}}.',
    NOTHING_TO_SAY: 'Іс-шарасыз жазбаға мәтін керек.',
  },
});
