/** Why a message did not come to somebody, as a screen and a printed list say it. */
import type { Language } from '../access/index.ts';

const REASONS = [
  'noChannel',
  'blocked',
  'stopped',
  'budget',
  'gone',
  'rejected',
  'notReached',
  'noAnswer',
  'interrupted',
  'restored',
  'answered',
  'cancelled',
  'expired',
  'eventCancelled',
] as const;

type Reason = (typeof REASONS)[number] | 'other';

const reasonTexts: Readonly<Record<Language, Readonly<Record<Reason, string>>>> = {
  ru: {
    noChannel: 'нет ни привязанного телефона, ни почты, ни номера',
    blocked: 'бот заблокирован',
    stopped: 'просили не писать',
    budget: 'бюджет SMS на месяц исчерпан',
    gone: 'адреса больше нет',
    rejected: 'сервис отказал',
    notReached: 'сервис недоступен',
    noAnswer: 'сервис не ответил',
    interrupted: 'ретранслятор в это время остановился',
    restored: 'ретранслятор восстановлен из копии и мог отправить это раньше',
    answered: 'уже ответили',
    cancelled: 'сообщение отменено',
    expired: 'уже поздно',
    eventCancelled: 'мероприятие отменено',
    other: 'по другой причине',
  },
  kk: {
    noChannel: 'телефон байланбаған, пошта да, нөмір де жоқ',
    blocked: 'бот бұғатталған',
    stopped: 'хабар жібермеуді сұраған',
    budget: 'айлық SMS бюджеті таусылды',
    gone: 'мекенжай енді жоқ',
    rejected: 'қызмет бас тартты',
    notReached: 'қызметпен байланыс болмады',
    noAnswer: 'қызмет жауап бермеді',
    interrupted: 'ретранслятор сол кезде тоқтап қалды',
    restored: 'ретранслятор көшірмеден қалпына келтірілді, бұрын жіберген болуы мүмкін',
    answered: 'жауап беріп қойған',
    cancelled: 'хабар тоқтатылған',
    expired: 'кеш болды',
    eventCancelled: 'іс-шара болмайды',
    other: 'басқа себеппен',
  },
  en: {
    noChannel: 'no phone linked, no e-mail, no number',
    blocked: 'the bot is blocked',
    stopped: 'asked for no messages',
    budget: 'the month’s SMS budget is used up',
    gone: 'the address is gone',
    rejected: 'the service refused it',
    notReached: 'the service could not be reached',
    noAnswer: 'no answer came from the service',
    interrupted: 'the relay stopped meanwhile',
    restored: 'the relay was restored from a backup and may have sent it before',
    answered: 'had answered already',
    cancelled: 'the message was cancelled',
    expired: 'too late for it',
    eventCancelled: 'the event is called off',
    other: 'for another reason',
  },
};

/** In: what stands in a delivery; nothing is said of none. A reason of a newer program is another one. */
export function reasonInWords(reason: string | null, language: Language): string {
  if (reason === null) return '';
  return reasonTexts[language][REASONS.find((one) => one === reason) ?? 'other'];
}
