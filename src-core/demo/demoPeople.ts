import { codeOf } from '../people/index.ts';
import type { PersonPatch } from '../people/index.ts';
import { factId } from '../store/index.ts';
import type { Chance } from './chance.rules.ts';
import type { ClubKey, DemoTexts } from './demo.texts.ts';
import { drawName, familyFor, inLatin } from './names.rules.ts';
import type { Gender, MadeName } from './names.rules.ts';

/** A person of the demo and how much they like to come, from 0 to 1, to each club that they belong to. */
export type DemoPerson = {
  readonly id: string;
  readonly patch: PersonPatch & { readonly code: string };
  readonly likes: Readonly<Partial<Record<ClubKey, number>>>;
};

/** What everybody of a group has in common. */
type Circle = {
  readonly count: number;
  readonly kind: 'student' | 'pupil' | 'teacher' | 'staff' | 'guest';
  readonly group: string | null;
  /** Year of admission, for students. */
  readonly since: number | null;
  /** Years of life that are usual here, and how far from them people are. */
  readonly age: number;
  readonly spread: number;
  readonly clubs: readonly ClubKey[];
};

const PROGRAMMES = ['ИС', 'ПИ', 'ВТ', 'КБ'] as const;
const MOST_PEOPLE = 5000;

/**
 * Draws the people of the demo. `today` is an ISO date. Phones are of the range +7 700 000, which no operator gives out;
 * nicks have two underscores in a row, which Telegram allows nobody; there are no identification numbers. So nothing here
 * can belong to a real person.
 */
export function drawPeople(
  chance: Chance,
  texts: DemoTexts,
  today: string,
  count: number,
): readonly DemoPerson[] {
  const seen = new Set<string>();
  const people: DemoPerson[] = [];
  for (const circle of circlesOf(texts, today, count)) {
    for (let n = 0; n < circle.count && people.length < MOST_PEOPLE; n += 1) {
      people.push(drawPerson(chance, texts, circle, today, people.length, seen));
    }
  }
  return people;
}

function circlesOf(texts: DemoTexts, today: string, count: number): readonly Circle[] {
  const year = Number(today.slice(0, 4)) - (today.slice(5, 7) < '09' ? 1 : 0);
  const share = (of: number): number => Math.max(1, Math.round((of / 600) * count));
  const student = { kind: 'student', spread: 1, clubs: ['it', 'robots', 'debate'] } as const;
  const students = PROGRAMMES.flatMap((programme) =>
    [year, year - 1, year - 2, year - 3].map((since) => ({
      ...student,
      since,
      count: share(26),
      group: `${programme}-${String(since).slice(2)}-1`,
      age: year - since + 18,
    })),
  );
  const pupils = texts.courses.map(([group, age]) => ({
    kind: 'pupil' as const,
    count: share(19),
    group,
    since: null,
    age,
    spread: age > 17 ? 4 : 1,
    clubs: ['centre', ...(age < 12 ? (['robots'] as const) : [])] as const,
  }));
  const others = { group: null, since: null } as const;
  return [
    ...students,
    ...pupils,
    { ...others, kind: 'teacher', count: share(14), age: 38, spread: 10, clubs: [] },
    { ...others, kind: 'staff', count: share(6), age: 34, spread: 8, clubs: ['it'] },
    { ...others, kind: 'guest', count: share(12), age: 24, spread: 5, clubs: ['it', 'debate'] },
  ];
}

function drawPerson(
  chance: Chance,
  texts: DemoTexts,
  circle: Circle,
  today: string,
  number: number,
  seen: Set<string>,
): DemoPerson {
  const name = newName(chance, seen);
  const id = factId('demo.person', String(number), `${name.family} ${name.given}`);
  const age = Math.max(8, Math.round(circle.age + chance.bell() * circle.spread));
  const likes: Partial<Record<ClubKey, number>> = {};
  // A few come every week and many come once: the share of the faithful falls steeply.
  for (const club of circle.clubs) likes[club] = chance.next() ** 2.5;
  return {
    id,
    likes,
    patch: {
      family_name: name.family,
      given_name: name.given,
      patronymic: name.patronymic,
      study_group: circle.group,
      kind: circle.kind,
      status: statusOf(chance, circle),
      student_card_no: circle.since === null ? null : cardNo(circle.since, number),
      phone: circle.kind === 'pupil' && age < 13 ? null : chance.often(0.93) ? phone(number * 2) : null,
      telegram: chance.often(age < 13 ? 0.15 : 0.8) ? nick(chance, name, number) : null,
      email: chance.often(0.35)
        ? `${inLatin(name.given)}.${inLatin(name.family)}${number}@example.com`
        : null,
      birth_date: chance.often(0.95) ? birthDate(chance, today, age) : null,
      language: chance.often(0.9) ? name.language : null,
      attention: chance.often(circle.kind === 'pupil' ? 0.05 : 0.01) ? chance.pick(texts.attention) : null,
      note: chance.often(0.05) ? chance.pick(texts.notes) : null,
      ...guardian(chance, circle, name, age, number),
      code: codeOf(id),
    },
  };
}

/** A name that nobody of the demo has yet; namesakes by family and given name happen, as they do. */
function newName(chance: Chance, seen: Set<string>): MadeName {
  for (;;) {
    const name = drawName(chance);
    const whole = `${name.family} ${name.given} ${name.patronymic ?? ''}`;
    if (seen.has(whole)) continue;
    seen.add(whole);
    return name;
  }
}

function statusOf(chance: Chance, circle: Circle): 'active' | 'archived' | 'expelled' {
  if (chance.often(0.975)) return 'active';
  return circle.kind === 'student' && chance.often(0.3) ? 'expelled' : 'archived';
}

/** A child's parent: of the same family, in the form that fits. */
function guardian(
  chance: Chance,
  circle: Circle,
  child: MadeName,
  age: number,
  number: number,
): Pick<PersonPatch, 'guardian_name' | 'guardian_phone'> {
  if (circle.kind !== 'pupil' || age >= 18) return {};
  const gender: Gender = chance.often(0.75) ? 'female' : 'male';
  const parent = drawName(chance, gender);
  const root =
    child.gender === 'female' ? child.family.replace(/а$/, '').replace(/ская$/, 'ский') : child.family;
  const family = familyFor(root, gender);
  return {
    guardian_name: [family, parent.given, parent.patronymic].filter(Boolean).join(' '),
    guardian_phone: phone(number * 2 + 1),
  };
}

/** Different for every number below 10,000: 7919 has no divisor in common with it. */
function phone(number: number): string {
  return `+7700000${String((number * 7919 + 1234) % 10_000).padStart(4, '0')}`;
}

function cardNo(since: number, number: number): string {
  return `${String(since).slice(2)}${String((number * 7919 + 317) % 100_000).padStart(5, '0')}`;
}

function nick(chance: Chance, name: MadeName, number: number): string {
  const family = inLatin(name.family);
  const tail = chance.often(0.5) ? family.slice(0, 8) : family.slice(0, 1);
  return `${inLatin(name.given)}__${tail}${number}`.slice(0, 32);
}

function birthDate(chance: Chance, today: string, age: number): string {
  const year = Number(today.slice(0, 4)) - age - 1;
  const day = new Date(
    Date.UTC(year, Number(today.slice(5, 7)) - 1, Number(today.slice(8, 10)) + chance.between(1, 365)),
  );
  return day.toISOString().slice(0, 10);
}
