import { defineTexts } from '../../i18n/texts.ts';

/** What writing to people can be refused for. */
export const broadcastFailureTexts = defineTexts('broadcastFailures', {
  en: {
    NOBODY_TO_WRITE: 'There is nobody to write to: choose other people or a later time.',
    SEND_TIME_PAST: 'This time has passed already: choose a later one.',
    MESSAGE_NOT_FOUND: 'There is no such message: it was taken back.',
    MESSAGE_LEFT: 'The message is on its way already: its time cannot be changed any more.',
  },
  ru: {
    NOBODY_TO_WRITE: 'Писать некому: выберите других людей или время позже.',
    SEND_TIME_PAST: 'Это время уже прошло: выберите более позднее.',
    MESSAGE_NOT_FOUND: 'Такого сообщения нет: его отменили.',
    MESSAGE_LEFT: 'Сообщение уже в пути: его время изменить нельзя.',
  },
  kk: {
    NOBODY_TO_WRITE: 'Жазатын адам жоқ: басқа адамдарды немесе кейінгі уақытты таңдаңыз.',
    SEND_TIME_PAST: 'Бұл уақыт өтіп кетті: кейінгісін таңдаңыз.',
    MESSAGE_NOT_FOUND: 'Мұндай хабар жоқ: ол қайтарып алынған.',
    MESSAGE_LEFT: 'Хабар жолға шықты: уақытын өзгертуге болмайды.',
  },
});
