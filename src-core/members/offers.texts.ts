/** What somebody reads to whom a place is offered; `{event}` and the others are filled in for each reader, `{until}` here. */
const OFFER_TEXTS = {
  ru: 'Освободилось место: {event}, {date} в {time}.\nОно ваше, если ответите до {until}.',
  kk: 'Орын босады: {event}, {date} сағат {time}.\n{until} дейін жауап берсеңіз, ол сіздікі.',
  en: 'A place is free: {event}, {date} at {time}.\nIt is yours if you answer by {until}.',
} as const;

/**
 * The texts of an offer. In: `until`: the wall clock at which it ends, `YYYY-MM-DDTHH:mm`.
 */
export function offerTexts(until: string): Readonly<Record<keyof typeof OFFER_TEXTS, string>> {
  const [, month = '', day = '', clock = ''] = /^\d{4}-(\d\d)-(\d\d)T(.*)$/.exec(until) ?? [];
  const said = (text: string): string => text.replace('{until}', `${clock} (${day}.${month})`);
  return { ru: said(OFFER_TEXTS.ru), kk: said(OFFER_TEXTS.kk), en: said(OFFER_TEXTS.en) };
}

/** What somebody reads whose offer is over; `{place}` is filled in here. */
const LOST_TEXTS = {
  outOfLine: {
    ru: 'Время ответить вышло: {event}, {date} в {time}.\nМесто за вами больше не держится, и вы уже не в очереди. Если хотите прийти, встаньте в неё снова.',
    kk: 'Жауап беру уақыты өтті: {event}, {date} сағат {time}.\nОрын енді сіз үшін сақталмайды, кезекте де емессіз. Келгіңіз келсе, кезекке қайта тұрыңыз.',
    en: 'The time to answer has run out: {event}, {date} at {time}.\nThe place is no longer held for you, and you are out of the queue. If you want to come, join it again.',
  },
  inLine: {
    ru: 'Предложенного места больше нет: {event}, {date} в {time}.\nВы снова в очереди, номер {place}. Напишем, когда место освободится.',
    kk: 'Ұсынылған орын енді жоқ: {event}, {date} сағат {time}.\nСіз қайтадан кезектесіз, нөміріңіз {place}. Орын босағанда жазамыз.',
    en: 'The place that was offered is gone: {event}, {date} at {time}.\nYou are back in the queue, number {place}. You will hear when a place is free.',
  },
} as const;

/** The texts of an offer that is over. In: their place in the queue; null for who is out of it. */
export function lostTexts(place: number | null): Readonly<Record<keyof typeof OFFER_TEXTS, string>> {
  if (place === null) return LOST_TEXTS.outOfLine;
  const { ru, kk, en } = LOST_TEXTS.inLine;
  const said = (text: string): string => text.replace('{place}', String(place));
  return { ru: said(ru), kk: said(kk), en: said(en) };
}
