import type { Language } from '../../i18n/language.ts';

const CURRENCIES = ['KZT', 'RUB', 'KGS', 'UZS', 'USD', 'EUR'] as const;

const CURRENCY_NAMES = {
  ru: { KZT: 'тенге, ₸', RUB: 'рубль, ₽', KGS: 'сом', UZS: 'сум', USD: 'доллар, $', EUR: 'евро, €' },
  kk: { KZT: 'теңге, ₸', RUB: 'рубль, ₽', KGS: 'сом', UZS: 'сум', USD: 'доллар, $', EUR: 'еуро, €' },
  en: { KZT: 'tenge, ₸', RUB: 'rouble, ₽', KGS: 'som', UZS: 'sum', USD: 'dollar, $', EUR: 'euro, €' },
} as const satisfies Record<Language, Record<(typeof CURRENCIES)[number], string>>;

/** Currencies for a choice, the likeliest first. */
export const currencyChoices = (language: Language): readonly { value: string; label: string }[] =>
  CURRENCIES.map((code) => ({ value: code, label: `${code} · ${CURRENCY_NAMES[language][code]}` }));

/** The currency of the country whose clock the machine shows; tenge where it says nothing. */
export const guessCurrency = (timeZone: string): string => {
  if (
    /^Europe\/(Moscow|Samara|Saratov|Volgograd|Kaliningrad|Kirov|Ulyanovsk|Astrakhan)|^Asia\/(Yekaterinburg|Omsk|Novosibirsk|Krasnoyarsk|Irkutsk|Vladivostok|Tomsk|Barnaul|Chita|Yakutsk)/.test(
      timeZone,
    )
  )
    return 'RUB';
  if (timeZone === 'Asia/Bishkek') return 'KGS';
  if (/^Asia\/(Tashkent|Samarkand)/.test(timeZone)) return 'UZS';
  return 'KZT';
};

const NEAR = [
  'Asia/Almaty',
  'Asia/Qyzylorda',
  'Asia/Aqtobe',
  'Asia/Aqtau',
  'Asia/Atyrau',
  'Asia/Oral',
  'Asia/Qostanay',
  'Asia/Bishkek',
  'Asia/Tashkent',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
];

/** Every time zone of the world, those of Kazakhstan and around first, each with its distance from UTC. */
export const timeZoneChoices = (guessed: string): readonly { value: string; label: string }[] => {
  const all = [...new Set([guessed, ...NEAR, ...Intl.supportedValuesOf('timeZone')])];
  return all.map((zone) => ({
    value: zone,
    label: `${zone.replaceAll('_', ' ').replace('/', ' / ')} · ${offsetOf(zone)}`,
  }));
};

const offsetOf = (timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(
    new Date(),
  );
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC');
};
