/** What the messages of an event say by themselves, and what stands on their buttons. */
import type { Language } from '../access/index.ts';
import type { RsvpAnswer } from '../answers/index.ts';
import type { LocalTime } from '../events/index.ts';
import type { Texts } from './texts.rules.ts';

/** The messages that an event's plan makes, and those that follow from a change of the event. */
export type PlannedText =
  'poll' | 'reminder' | 'feedback' | 'draw' | 'moved' | 'placeChanged' | 'cancelled' | 'held';

export const PLANNED_TEXTS: Readonly<Record<PlannedText, Required<Texts>>> = {
  poll: {
    ru: '{event}\n{date}, {time}\n{place}\n\nПридёте?',
    kk: '{event}\n{date}, {time}\n{place}\n\nКелесіз бе?',
    en: '{event}\n{date}, {time}\n{place}\n\nAre you coming?',
  },
  reminder: {
    ru: 'Напоминаем: {event}\n{date}, {time}\n{place}\n\nЕсли не получится прийти, скажите сейчас: место достанется тому, кто ждёт.',
    kk: 'Еске саламыз: {event}\n{date}, {time}\n{place}\n\nКеле алмасаңыз, қазір айтыңыз: орын кезекте тұрған адамға беріледі.',
    en: 'A reminder: {event}\n{date}, {time}\n{place}\n\nIf you cannot come, say so now: somebody is waiting for a place.',
  },
  feedback: {
    ru: 'Спасибо, что пришли: {event}.\nКак вам? Это займёт минуту.',
    kk: 'Келгеніңізге рақмет: {event}.\nСізге қалай болды? Бір минут қана алады.',
    en: 'Thank you for coming: {event}.\nHow was it? It takes a minute.',
  },
  draw: {
    ru: 'Розыгрыш на мероприятии: {event}\n{date}, {time}\n{place}\n\nУчаствуют те, кто отметился на входе.',
    kk: 'Іс-шарада ұтыс ойыны болады: {event}\n{date}, {time}\n{place}\n\nКіреберісте белгіленгендер қатысады.',
    en: 'There will be a draw: {event}\n{date}, {time}\n{place}\n\nWhoever checks in takes part.',
  },
  moved: {
    ru: 'Изменилось время: {event}\nТеперь: {date}, {time}\n{place}',
    kk: 'Уақыты өзгерді: {event}\nЕнді: {date}, {time}\n{place}',
    en: 'The time has changed: {event}\nNow: {date}, {time}\n{place}',
  },
  placeChanged: {
    ru: 'Изменилось место: {event}\n{date}, {time}\nТеперь: {place}',
    kk: 'Орны өзгерді: {event}\n{date}, {time}\nЕнді: {place}',
    en: 'The place has changed: {event}\n{date}, {time}\nNow: {place}',
  },
  cancelled: {
    ru: 'Отменено: {event}\n{date}, {time}',
    kk: 'Болмайды: {event}\n{date}, {time}',
    en: 'Called off: {event}\n{date}, {time}',
  },
  held: {
    ru: 'Всё-таки состоится: {event}\n{date}, {time}\n{place}',
    kk: 'Сонда да өтеді: {event}\n{date}, {time}\n{place}',
    en: 'It takes place after all: {event}\n{date}, {time}\n{place}',
  },
};

/** What a channel's post says of an event where nobody wrote a text for it. */
export const POST_TEXTS: Readonly<Record<'announced' | 'cancelled' | 'withdrawn', Required<Texts>>> = {
  announced: {
    ru: '{event}\n{date}, {time}\n{place}',
    kk: '{event}\n{date}, {time}\n{place}',
    en: '{event}\n{date}, {time}\n{place}',
  },
  cancelled: {
    ru: 'Отменено: {event}\n{date}, {time}',
    kk: 'Болмайды: {event}\n{date}, {time}',
    en: 'Called off: {event}\n{date}, {time}',
  },
  withdrawn: { ru: 'Запись снята.', kk: 'Жазба алып тасталды.', en: 'This post was withdrawn.' },
};

type ButtonWords = Readonly<Record<RsvpAnswer | 'take' | 'decline' | 'answer', string>> & {
  /** Before the names of the children that a message to a parent is about. */
  readonly about: (names: string) => string;
};

export const BUTTON_TEXTS: Readonly<Record<Language, ButtonWords>> = {
  ru: {
    going: 'Приду',
    maybe: 'Может быть',
    notGoing: 'Не приду',
    take: 'Беру место',
    decline: 'Отказаться',
    answer: 'Ответить',
    about: (names) => `Для: ${names}`,
  },
  kk: {
    going: 'Келемін',
    maybe: 'Мүмкін',
    notGoing: 'Келмеймін',
    take: 'Орынды аламын',
    decline: 'Бас тарту',
    answer: 'Жауап беру',
    about: (names) => `Кімге: ${names}`,
  },
  en: {
    going: 'Coming',
    maybe: 'Maybe',
    notGoing: 'Not coming',
    take: 'Take the place',
    decline: 'Decline',
    answer: 'Answer',
    about: (names) => `For: ${names}`,
  },
};

const DAYS: Readonly<Record<Language, string>> = {
  ru: 'воскресенье понедельник вторник среда четверг пятница суббота',
  kk: 'жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі',
  en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
};

const MONTHS: Readonly<Record<Language, string>> = {
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  kk: 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
  en: 'January February March April May June July August September October November December',
};

/** The day of a wall clock as it is said: `пятница, 4 сентября`. */
export function spokenDate(local: LocalTime, language: Language): string {
  const day = DAYS[language].split(' ')[new Date(`${local.slice(0, 10)}T00:00Z`).getUTCDay()] ?? '';
  const month = MONTHS[language].split(' ')[Number(local.slice(5, 7)) - 1] ?? '';
  const number = Number(local.slice(8, 10));
  return language === 'kk' ? `${number} ${month}, ${day}` : `${day}, ${number} ${month}`;
}
