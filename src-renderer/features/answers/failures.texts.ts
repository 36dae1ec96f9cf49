import { defineTexts } from '../../i18n/texts.ts';

/** What is said where an answer, a place or a mark of a member is refused. */
export const answerFailureTexts = defineTexts('answerFailures', {
  en: {
    EVENT_CANCELLED: 'This event has been called off.',
    EVENT_OVER: 'This event is over.',
    OFFER_OVER: 'This place is no longer held. It has been offered to the next in the queue.',
    NOT_WAITING: 'This person is not in the queue any more.',
    NO_PLACE_FREE: 'All {{capacity}} places are taken or held for somebody.',
    COURSE_NOT_FOUND: 'This course has no classes ahead.',
    CODE_UNKNOWN: 'No event has this code. Check the letters.',
    CHECK_IN_CODE_PUBLIC:
      'This code is the one from the link or the poster. Marking needs the code that is shown at the event itself.',
    CHECK_IN_TOO_EARLY: 'Marking begins an hour before the start.',
    CHECK_IN_TOO_LATE: 'This event is over, and nobody is marked any more.',
    PROFILE_NOT_FOUND: 'No member is known by this.',
  },
  ru: {
    EVENT_CANCELLED: 'Это мероприятие отменено.',
    EVENT_OVER: 'Это мероприятие закончилось.',
    OFFER_OVER: 'Это место больше не держат: его предложили следующему в листе ожидания.',
    NOT_WAITING: 'Этого человека уже нет в листе ожидания.',
    NO_PLACE_FREE: 'Все места ({{capacity}}) заняты или обещаны.',
    COURSE_NOT_FOUND: 'У этого курса нет предстоящих занятий.',
    CODE_UNKNOWN: 'Такого кода нет ни у одного мероприятия. Проверьте буквы.',
    CHECK_IN_CODE_PUBLIC:
      'Этот код с афиши или из ссылки. Чтобы отметиться, нужен код, который показывают на самом мероприятии.',
    CHECK_IN_TOO_EARLY: 'Отметиться можно за час до начала.',
    CHECK_IN_TOO_LATE: 'Мероприятие закончилось, отметиться уже нельзя.',
    PROFILE_NOT_FOUND: 'Такого участника нет.',
  },
  kk: {
    EVENT_CANCELLED: 'Бұл іс-шара болмайды: ол тоқтатылды.',
    EVENT_OVER: 'Бұл іс-шара аяқталды.',
    OFFER_OVER: 'Бұл орын енді сақталмайды: ол күту тізіміндегі келесі адамға ұсынылды.',
    NOT_WAITING: 'Бұл адам күту тізімінде енді жоқ.',
    NO_PLACE_FREE: 'Барлық орын ({{capacity}}) алынған немесе уәде етілген.',
    COURSE_NOT_FOUND: 'Бұл курстың алдағы сабақтары жоқ.',
    CODE_UNKNOWN: 'Мұндай код бірде-бір іс-шарада жоқ. Әріптерін тексеріңіз.',
    CHECK_IN_CODE_PUBLIC:
      'Бұл код хабарландырудан не сілтемеден. Белгілену үшін іс-шараның өзінде көрсетілген код керек.',
    CHECK_IN_TOO_EARLY: 'Белгілену басталуға бір сағат қалғанда ашылады.',
    CHECK_IN_TOO_LATE: 'Іс-шара аяқталды, енді белгіленуге болмайды.',
    PROFILE_NOT_FOUND: 'Мұндай қатысушы жоқ.',
  },
});
