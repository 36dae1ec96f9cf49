import { defineTexts } from '../../i18n/texts.ts';

/** The page that a day begins with. */
export const todayTexts = defineTexts('today', {
  en: {
    title: 'Today',
    importTitle: 'Bring in your roster',
    importText: 'Drop an Excel file anywhere on this window: you will see what comes in before it does.',
    importAction: 'Choose a file',
    eventTitle: 'Make an event',
    eventText: 'From a template or as a copy of the last one: half a minute, and the door can open.',
    eventAction: 'New event',
    personTitle: 'Add a person',
    personText: 'One card for everything: events, certificates, lessons.',
    personAction: 'Add',
  },
  ru: {
    title: 'Сегодня',
    importTitle: 'Принесите свой список',
    importText: 'Бросьте файл Excel в любое место окна: вы увидите, что войдёт, ещё до того, как оно войдёт.',
    importAction: 'Выбрать файл',
    eventTitle: 'Создайте мероприятие',
    eventText: 'Из шаблона или как копию прошлого: полминуты — и можно открывать двери.',
    eventAction: 'Новое мероприятие',
    personTitle: 'Добавьте человека',
    personText: 'Одна карточка на всё: мероприятия, сертификаты, занятия.',
    personAction: 'Добавить',
  },
  kk: {
    title: 'Бүгін',
    importTitle: 'Тізіміңізді әкеліңіз',
    importText: 'Excel файлын терезенің кез келген жеріне тастаңыз: не енетінін алдын ала көресіз.',
    importAction: 'Файл таңдау',
    eventTitle: 'Іс-шара құрыңыз',
    eventText: 'Үлгіден немесе өткеннің көшірмесінен: жарты минут — есікті ашуға болады.',
    eventAction: 'Жаңа іс-шара',
    personTitle: 'Адам қосыңыз',
    personText: 'Бәріне бір карточка: іс-шаралар, сертификаттар, сабақтар.',
    personAction: 'Қосу',
  },
});
