/** What the bot says when something cannot be done: by the code of a failure, and by the answer of the door. */
import type { Language } from '../../src-core/access/index.ts';

export type BotRefusals = {
  readonly failures: Readonly<Record<string, string>> & { readonly OTHER: string };
  readonly notLetIn: Readonly<Record<string, string>>;
};

export const BOT_REFUSALS: Readonly<Record<Language, BotRefusals>> = {
  ru: {
    failures: {
      LINK_CODE_UNKNOWN:
        'Такого кода нет. Проверьте буквы; новый код начинает работать, когда ноутбук организатора выйдет на связь.',
      LINK_CODE_USED: 'Этот код уже использован. Попросите новый у организатора.',
      LINK_CODE_EXPIRED: 'Срок кода истёк. Попросите новый у организатора.',
      EVENT_NOT_FOUND: 'Такого мероприятия нет.',
      EVENT_CANCELLED: 'Мероприятие отменено.',
      EVENT_OVER: 'Мероприятие уже прошло.',
      OFFER_OVER: 'Место больше не держится за вами.',
      CODE_UNKNOWN: 'Такого кода мероприятия нет.',
      CHECK_IN_CODE_PUBLIC:
        'Этот код с афиши или из ссылки. Чтобы отметиться, нужен код, который показывают на самом мероприятии.',
      CHECK_IN_TOO_EARLY: 'Отметиться можно за час до начала.',
      CHECK_IN_TOO_LATE: 'Мероприятие уже закончилось.',
      COURSE_NOT_FOUND: 'У этого курса больше нет встреч.',
      FORM_CLOSED: 'Этот опрос уже закрыт.',
      FORM_NOT_FOUND: 'Такого опроса нет.',
      FORM_NOT_ASKED: 'Этот опрос для тех, кто был на мероприятии.',
      OTHER: 'Не получилось. Попробуйте ещё раз.',
    },
    notLetIn: {
      notOnList: 'Вход по списку, а вас в нём нет. Подойдите к организатору.',
      full: 'Мест больше нет. Подойдите к организатору.',
      annulled: 'Отметка снята организатором. Подойдите к нему.',
    },
  },
  kk: {
    failures: {
      LINK_CODE_UNKNOWN:
        'Мұндай код жоқ. Әріптерін тексеріңіз; жаңа код ұйымдастырушының ноутбугі байланысқа шыққанда іске қосылады.',
      LINK_CODE_USED: 'Бұл код қолданылып қойған. Ұйымдастырушыдан жаңасын сұраңыз.',
      LINK_CODE_EXPIRED: 'Кодтың мерзімі өтті. Ұйымдастырушыдан жаңасын сұраңыз.',
      EVENT_NOT_FOUND: 'Мұндай іс-шара жоқ.',
      EVENT_CANCELLED: 'Іс-шара болмайды.',
      EVENT_OVER: 'Іс-шара өтіп кетті.',
      OFFER_OVER: 'Орын енді сіз үшін сақталып тұрған жоқ.',
      CODE_UNKNOWN: 'Мұндай іс-шара коды жоқ.',
      CHECK_IN_CODE_PUBLIC:
        'Бұл код хабарландырудан не сілтемеден. Белгілену үшін іс-шараның өзінде көрсетілген код керек.',
      CHECK_IN_TOO_EARLY: 'Белгілену басталуға бір сағат қалғанда ашылады.',
      CHECK_IN_TOO_LATE: 'Іс-шара аяқталды.',
      COURSE_NOT_FOUND: 'Бұл курста енді кездесу жоқ.',
      FORM_CLOSED: 'Бұл сауалнама жабылды.',
      FORM_NOT_FOUND: 'Мұндай сауалнама жоқ.',
      FORM_NOT_ASKED: 'Бұл сауалнама іс-шарада болғандарға арналған.',
      OTHER: 'Болмады. Қайталап көріңіз.',
    },
    notLetIn: {
      notOnList: 'Кіру тізім бойынша, сіз онда жоқсыз. Ұйымдастырушыға барыңыз.',
      full: 'Орын қалмады. Ұйымдастырушыға барыңыз.',
      annulled: 'Белгіні ұйымдастырушы алып тастаған. Оған барыңыз.',
    },
  },
  en: {
    failures: {
      LINK_CODE_UNKNOWN:
        'There is no such code. Check the letters; a new code works once the organizer’s laptop has been online.',
      LINK_CODE_USED: 'This code has been used. Ask an organizer for a new one.',
      LINK_CODE_EXPIRED: 'This code has run out. Ask an organizer for a new one.',
      EVENT_NOT_FOUND: 'There is no such event.',
      EVENT_CANCELLED: 'The event is called off.',
      EVENT_OVER: 'The event is over.',
      OFFER_OVER: 'The place is no longer held for you.',
      CODE_UNKNOWN: 'There is no event with such a code.',
      CHECK_IN_CODE_PUBLIC:
        'This code is the one from the link or the poster. To check in, use the code that is shown at the event itself.',
      CHECK_IN_TOO_EARLY: 'Check-in opens an hour before the start.',
      CHECK_IN_TOO_LATE: 'The event is over.',
      COURSE_NOT_FOUND: 'This course has no meetings ahead.',
      FORM_CLOSED: 'These questions are closed.',
      FORM_NOT_FOUND: 'There are no such questions.',
      FORM_NOT_ASKED: 'These questions are for those who came.',
      OTHER: 'That did not work. Please try again.',
    },
    notLetIn: {
      notOnList: 'Entry is by a list, and you are not on it. Please see an organizer.',
      full: 'There are no places left. Please see an organizer.',
      annulled: 'An organizer took your mark back. Please see them.',
    },
  },
};

/** The sentence for a failure's code, in the reader's language. */
export const sayFailure = ({ language }: { readonly language: Language }, code: string): string => {
  const { failures } = BOT_REFUSALS[language];
  return failures[code] ?? failures.OTHER;
};
