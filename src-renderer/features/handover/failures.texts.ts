import { defineTexts } from '../../i18n/texts.ts';

/** Sentences for what handing an event over, and settling what two laptops wrote, refuse. */
export const handoverFailureTexts = defineTexts('handoverFailures', {
  en: {
    NOT_AN_EVENT_FILE: 'This is not a file of an event. Its name ends in .orda-event.',
    EVENT_FILE_NEWER: 'This file was made by a newer Orda. Update Orda on this laptop first.',
    WRONG_PHRASE: 'These words do not open the file. Check each of them with the first laptop.',
    EVENT_FILE_DAMAGED:
      'The file is damaged or not whole: nothing was taken from it. Copy it again, or take the one with “previous” in its name.',
    EVENT_FILE_TOO_LARGE: 'The file is too large for an event. The limit is 64 MB.',
    EVENT_FILE_FROM_FUTURE:
      'By this laptop’s clock the file will be made in {{hours}} h. Set the clock of the laptop that is wrong, then do it again.',
    OWNER_MISSING: 'Write who will sit at this laptop.',
    FOLDER_NOT_FOUND: 'There is no such folder. Is the stick in?',
    CONFLICT_CHANGED: 'Somebody has already settled this, or written again. Look at it once more.',
    WRITTEN_ONCE: 'This is a fact that is written once. It can only be kept as it is.',
  },
  ru: {
    NOT_AN_EVENT_FILE: 'Это не файл мероприятия. Его имя кончается на .orda-event.',
    EVENT_FILE_NEWER: 'Файл сделан более новой Ордой. Сначала обновите Орду на этом ноутбуке.',
    WRONG_PHRASE: 'Эти слова не открывают файл. Сверьте каждое с первым ноутбуком.',
    EVENT_FILE_DAMAGED:
      'Файл повреждён или неполный: из него ничего не взято. Скопируйте его заново или возьмите тот, где в имени «previous».',
    EVENT_FILE_TOO_LARGE: 'Файл слишком большой для мероприятия. Предел — 64 МБ.',
    EVENT_FILE_FROM_FUTURE:
      'По часам этого ноутбука файл будет сделан только через {{hours}} ч. Поправьте часы на том ноутбуке, где они врут, и повторите.',
    OWNER_MISSING: 'Напишите, кто будет за этим ноутбуком.',
    FOLDER_NOT_FOUND: 'Такой папки нет. Флешка вставлена?',
    CONFLICT_CHANGED: 'Это уже решено или записано заново. Посмотрите ещё раз.',
    WRITTEN_ONCE: 'Такие записи делаются один раз. Её можно только оставить как есть.',
  },
  kk: {
    NOT_AN_EVENT_FILE: 'Бұл іс-шара файлы емес. Оның аты .orda-event деп аяқталады.',
    EVENT_FILE_NEWER: 'Файл жаңарақ Ордада жасалған. Алдымен осы ноутбуктегі Орданы жаңартыңыз.',
    WRONG_PHRASE: 'Бұл сөздер файлды ашпайды. Әрқайсысын бірінші ноутбукпен салыстырыңыз.',
    EVENT_FILE_DAMAGED:
      'Файл бүлінген немесе толық емес: одан ештеңе алынған жоқ. Қайта көшіріңіз немесе атында «previous» бар файлды алыңыз.',
    EVENT_FILE_TOO_LARGE: 'Іс-шара файлы үшін тым үлкен. Шегі — 64 МБ.',
    EVENT_FILE_FROM_FUTURE:
      'Осы ноутбуктің сағаты бойынша файл {{hours}} сағаттан кейін ғана жасалады. Қате жүріп тұрған сағатты түзетіп, қайталаңыз.',
    OWNER_MISSING: 'Осы ноутбукте кім отыратынын жазыңыз.',
    FOLDER_NOT_FOUND: 'Мұндай қалта жоқ. Флешка салынған ба?',
    CONFLICT_CHANGED: 'Бұл шешіліп қойған немесе қайта жазылған. Тағы бір қараңыз.',
    WRITTEN_ONCE: 'Мұндай жазба бір рет қана жасалады. Оны сол күйінде қалдыруға ғана болады.',
  },
});
