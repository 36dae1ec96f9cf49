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
