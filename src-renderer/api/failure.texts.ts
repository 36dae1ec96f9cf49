import { defineTexts } from '../i18n/texts.ts';

/** Sentences for the codes that any procedure may answer with; features add their own with `addFailureTexts`. */
export const failureTexts = defineTexts('failure', {
  en: {
    INTERNAL: 'Something went wrong inside the program. Nothing was changed. Try again.',
    NO_CONNECTION: 'The program does not answer. Check that Orda is still running.',
    NOT_PERMITTED: 'Your role does not allow this.',
    BAD_REQUEST: 'Some of the fields are filled in incorrectly.',
    ALREADY_SET_UP: 'The organisation has been set up already. Open the page again.',
    ALREADY_UNDONE: 'This has been undone already, or can no longer be undone.',
    REQUEST_TOO_LARGE: 'Too much at once. Import it as a file instead.',
    FILE_TOO_LARGE: 'The file is too large. The limit is 64 MB.',
    UPLOAD_UNREADABLE: 'The file could not be read. Choose it again.',
    UNKNOWN: 'That did not work ({{code}}). Nothing was changed.',
  },
  ru: {
    INTERNAL: 'Внутри программы что-то пошло не так. Ничего не изменено. Попробуйте ещё раз.',
    NO_CONNECTION: 'Программа не отвечает. Проверьте, что Orda запущена.',
    NOT_PERMITTED: 'Ваша роль этого не позволяет.',
    BAD_REQUEST: 'Некоторые поля заполнены неверно.',
    ALREADY_SET_UP: 'Организация уже создана. Откройте страницу заново.',
    ALREADY_UNDONE: 'Это уже отменено или больше не отменяется.',
    REQUEST_TOO_LARGE: 'Слишком много за один раз. Импортируйте это файлом.',
    FILE_TOO_LARGE: 'Файл слишком большой. Предел — 64 МБ.',
    UPLOAD_UNREADABLE: 'Файл не удалось прочитать. Выберите его ещё раз.',
    UNKNOWN: 'Не получилось ({{code}}). Ничего не изменено.',
  },
  kk: {
    INTERNAL: 'Бағдарлама ішінде қате шықты. Ештеңе өзгерген жоқ. Қайталап көріңіз.',
    NO_CONNECTION: 'Бағдарлама жауап бермейді. Orda іске қосулы екенін тексеріңіз.',
    NOT_PERMITTED: 'Сіздің рөліңіз бұған рұқсат бермейді.',
    BAD_REQUEST: 'Кейбір өрістер қате толтырылған.',
    ALREADY_SET_UP: 'Ұйым бұрын құрылған. Бетті қайта ашыңыз.',
    ALREADY_UNDONE: 'Бұл бұрын қайтарылған немесе енді қайтарылмайды.',
    REQUEST_TOO_LARGE: 'Бір жолға тым көп. Файл арқылы импорттаңыз.',
    FILE_TOO_LARGE: 'Файл тым үлкен. Шегі — 64 МБ.',
    UPLOAD_UNREADABLE: 'Файл оқылмады. Оны қайта таңдаңыз.',
    UNKNOWN: 'Орындалмады ({{code}}). Ештеңе өзгерген жоқ.',
  },
});
