/** What a certificate and its files say in their language; the screens' own words are theirs. */
const MONTHS = {
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  kk: 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
  en: 'January February March April May June July August September October November December',
} as const;

type Words = {
  /** In: `YYYY-MM-DD`. */
  readonly date: (date: string) => string;
  readonly title: string;
  readonly given: string;
  readonly for: string;
  readonly number: string;
  readonly hours: string;
  readonly file: string;
  readonly signature: string;
  readonly check: string;
  /** Stands in for what is not known yet in a preview. */
  readonly sampleName: string;
  readonly sampleEvent: string;
  readonly samplePlace: string;
  readonly sampleHours: string;
  readonly sampleGroup: string;
};

const parts = (date: string, language: keyof typeof MONTHS) => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year, month: MONTHS[language].split(' ')[Number(month) - 1] ?? '', day: String(Number(day)) };
};

export const certificateTexts = {
  ru: {
    date: (date) => {
      const { year, month, day } = parts(date, 'ru');
      return `${day} ${month} ${year} г.`;
    },
    title: 'СЕРТИФИКАТ',
    given: 'настоящим подтверждается, что',
    for: 'принял(а) участие в мероприятии',
    number: '№ {number}',
    hours: 'Объём: {hours} ч',
    file: 'Сертификаты',
    signature: 'Подпись',
    check: 'Проверка без интернета',
    sampleName: 'Тұрғынбекова Айгерім Серікқызы',
    sampleEvent: 'Осенний митап по машинному обучению',
    samplePlace: 'Алматы, ауд. 301',
    sampleHours: '16',
    sampleGroup: 'ИС-21',
  },
  kk: {
    date: (date) => {
      const { year, month, day } = parts(date, 'kk');
      return `${year} жылғы ${day} ${month}`;
    },
    title: 'СЕРТИФИКАТ',
    given: 'осы сертификат',
    for: 'мына іс-шараға қатысқанын растайды',
    number: '№ {number}',
    hours: 'Көлемі: {hours} сағат',
    file: 'Сертификаттар',
    signature: 'Қолы',
    check: 'Интернетсіз тексеру',
    sampleName: 'Тұрғынбекова Айгерім Серікқызы',
    sampleEvent: 'Машиналық оқыту бойынша күзгі митап',
    samplePlace: 'Алматы, 301-аудитория',
    sampleHours: '16',
    sampleGroup: 'АЖ-21',
  },
  en: {
    date: (date) => {
      const { year, month, day } = parts(date, 'en');
      return `${day} ${month} ${year}`;
    },
    title: 'CERTIFICATE',
    given: 'this is to certify that',
    for: 'took part in',
    number: 'No. {number}',
    hours: 'Duration: {hours} h',
    file: 'Certificates',
    signature: 'Signature',
    check: 'Check without internet',
    sampleName: 'Turgynbekova Aigerim',
    sampleEvent: 'Autumn meetup on machine learning',
    samplePlace: 'Almaty, room 301',
    sampleHours: '16',
    sampleGroup: 'IS-21',
  },
} as const satisfies Readonly<Record<'ru' | 'kk' | 'en', Words>>;
