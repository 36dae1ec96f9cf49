/** Templates that are there before anyone has made one. Taking one over makes it the organisation's own. */
export type Preset = {
  readonly id: string;
  readonly name: string;
  readonly title_pattern: string;
  readonly weekday: number | null;
  readonly start_time: string;
  readonly duration_minutes: number;
  readonly capacity: number | null;
  readonly registration: 'open' | 'list';
};

const SHAPES = {
  meetup: { weekday: null, start_time: '18:00', duration_minutes: 120, capacity: 60, registration: 'open' },
  course: { weekday: null, start_time: '18:30', duration_minutes: 90, capacity: 30, registration: 'list' },
  openDay: { weekday: 6, start_time: '12:00', duration_minutes: 240, capacity: null, registration: 'open' },
} as const;
type Kind = keyof typeof SHAPES;

const WORDS = {
  ru: {
    meetup: ['Митап', 'Митап {date}'],
    course: ['Лекция или вечер курса', 'Занятие {n}, {date}'],
    openDay: ['Открытое мероприятие', 'День открытых дверей {date}'],
  },
  kk: {
    meetup: ['Митап', 'Митап, {date}'],
    course: ['Дәріс немесе курс кеші', '{n}-сабақ, {date}'],
    openDay: ['Ашық іс-шара', 'Ашық есік күні, {date}'],
  },
  en: {
    meetup: ['Meetup', 'Meetup, {date}'],
    course: ['Lecture or course evening', 'Lesson {n}, {date}'],
    openDay: ['Open event', 'Open day, {date}'],
  },
} as const satisfies Record<string, Record<Kind, readonly [name: string, pattern: string]>>;

const KINDS: readonly Kind[] = ['meetup', 'course', 'openDay'];

/** The ready-made templates in a language. */
export function presets(language: keyof typeof WORDS): readonly Preset[] {
  return KINDS.map((kind) => {
    const [name, title_pattern] = WORDS[language][kind];
    return { id: `preset:${kind}`, name, title_pattern, ...SHAPES[kind] };
  });
}
