import { addDays, addMinutes, dateOf, spanOn, titleOf, weekdayOf } from '../events/index.ts';
import type { checkInTable, EventRow, LocalDate, LocalTime, registrationTable } from '../events/index.ts';
import { factId } from '../store/index.ts';
import type { PatchOf } from '../store/index.ts';
import type { Chance } from './chance.rules.ts';
import type { ClubKey, DemoTexts, SeriesKey } from './demo.texts.ts';
import type { DemoPerson } from './demoPeople.ts';

type EventPatch = Omit<EventRow, 'id' | 'deleted_at' | 'clocks' | 'seq'>;
export type DemoEvent = {
  readonly id: string;
  readonly patch: EventPatch;
  readonly registrations: readonly PatchOf<typeof registrationTable>[];
  readonly checkIns: readonly PatchOf<typeof checkInTable>[];
};

/** How a series is held. `registered` and `walkIns` are usual numbers of people; `comes` is the share of the registered. */
type Series = {
  readonly club: ClubKey;
  readonly weekday: number;
  readonly time: string;
  readonly minutes: number;
  readonly capacity: number | null;
  readonly registration: 'open' | 'list';
  readonly registered: number;
  readonly walkIns: number;
  readonly comes: number;
  /** Only for one group of the centre: its place among `courses` in the texts. */
  readonly course?: number;
};

export const SERIES: Readonly<Record<SeriesKey, Series>> = {
  meetup: {
    club: 'it',
    weekday: 4,
    time: '18:30',
    minutes: 120,
    capacity: 60,
    registration: 'list',
    registered: 50,
    walkIns: 6,
    comes: 0.74,
  },
  robots: {
    club: 'robots',
    weekday: 6,
    time: '11:00',
    minutes: 120,
    capacity: 20,
    registration: 'list',
    registered: 18,
    walkIns: 1,
    comes: 0.82,
  },
  course: {
    club: 'centre',
    course: 1,
    weekday: 2,
    time: '18:00',
    minutes: 90,
    capacity: 24,
    registration: 'list',
    registered: 22,
    walkIns: 0,
    comes: 0.88,
  },
  debate: {
    club: 'debate',
    weekday: 3,
    time: '17:00',
    minutes: 90,
    capacity: 40,
    registration: 'open',
    registered: 14,
    walkIns: 12,
    comes: 0.6,
  },
  openDay: {
    club: 'it',
    weekday: 6,
    time: '12:00',
    minutes: 180,
    capacity: null,
    registration: 'open',
    registered: 60,
    walkIns: 85,
    comes: 0.7,
  },
};

/** The past as whole weeks before today, newest last in each series. */
const HELD: readonly (readonly [SeriesKey, readonly number[]])[] = [
  ['openDay', [8]],
  ['debate', [7, 4, 1]],
  ['robots', [5, 4, 3, 2, 1]],
  ['course', [5, 4, 3, 2, 1]],
  ['meetup', [8, 7, 6, 5, 4, 3, 2, 1]],
];
/** The debate of that many weeks ago was called off. */
const CANCELLED_WEEK = 4;
const MINUTE = 60_000;

export type DemoWorld = {
  readonly texts: DemoTexts;
  readonly language: 'ru' | 'kk' | 'en';
  readonly people: readonly DemoPerson[];
  /** The wall clock in the organisation's time zone, and the same moment in milliseconds. */
  readonly now: LocalTime;
  readonly nowMs: number;
};

export const clubId = (club: ClubKey): string => factId('demo.club', club);
export const templateId = (series: SeriesKey): string => factId('demo.template', series);

/** Draws all events: those that were held, tonight's with nobody marked, and three to come. */
export function drawEvents(chance: Chance, world: DemoWorld): readonly DemoEvent[] {
  const today = dateOf(world.now);
  const held = HELD.flatMap(([series, weeks]) =>
    weeks.map((week, index) =>
      drawEvent(chance.named(`${series} ${week}`), world, {
        series,
        starts_at: `${weekdayBefore(today, SERIES[series].weekday, week)}T${SERIES[series].time}`,
        title: titleFor(world, series, week, index + 1, today),
        isCancelled: series === 'debate' && week === CANCELLED_WEEK,
      }),
    ),
  );
  const coming = (series: SeriesKey, weeks: number, title: string): DemoEvent =>
    drawEvent(chance.named(`${series} to come`), world, {
      series,
      starts_at: `${weekdayBefore(today, SERIES[series].weekday, weeks)}T${SERIES[series].time}`,
      title,
      isCancelled: false,
    });
  return [
    ...held,
    drawEvent(chance.named('tonight'), world, {
      series: 'meetup',
      starts_at: tonight(world.now),
      title: world.texts.meetups[0],
      isCancelled: false,
      note: world.texts.tonightNote,
    }),
    coming('robots', 0, titleFor(world, 'robots', 0, 6, today)),
    coming('course', 0, titleFor(world, 'course', 0, 6, today)),
    coming('openDay', -1, world.texts.hackathon),
  ];
}

/** The weekday `weeks` times back from today (0 is the next one, -1 the one after it); never today itself. */
function weekdayBefore(today: LocalDate, weekday: number, weeks: number): LocalDate {
  const back = (weekdayOf(today) - weekday + 7) % 7 || 7;
  const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7;
  return addDays(today, weeks > 0 ? -back - 7 * (weeks - 1) : ahead - 7 * weeks);
}

/** The evening that has not begun: half past six, or the next half-hour that leaves time to look around first. */
function tonight(now: LocalTime): LocalTime {
  const evening = `${dateOf(now)}T18:30`;
  const soon = addMinutes(now, 60);
  if (soon <= evening) return evening;
  const late = Number(soon.slice(14, 16)) % 30;
  return late === 0 ? soon : addMinutes(soon, 30 - late);
}

function titleFor(
  world: DemoWorld,
  series: SeriesKey,
  week: number,
  number: number,
  today: LocalDate,
): string {
  const { texts, language } = world;
  if (series === 'meetup') return texts.meetups[week % texts.meetups.length] ?? texts.meetups[0];
  if (series === 'debate') return texts.debates[number - 1] ?? texts.debates[0];
  const [, pattern] = texts.templates[series];
  return titleOf(pattern, weekdayBefore(today, SERIES[series].weekday, week), number, language);
}

type Plan = {
  readonly series: SeriesKey;
  readonly starts_at: LocalTime;
  readonly title: string;
  readonly isCancelled: boolean;
  readonly note?: string;
};

function drawEvent(chance: Chance, world: DemoWorld, plan: Plan): DemoEvent {
  const series = SERIES[plan.series];
  const id = factId('demo.event', plan.series, plan.starts_at);
  const { starts_at, ends_at } = spanOn(dateOf(plan.starts_at), plan.starts_at.slice(11), series.minutes);
  const startsMs = momentOf(world, starts_at);
  const guests = drawGuests(chance, world, series);
  const isOver = momentOf(world, ends_at) < world.nowMs && !plan.isCancelled;
  const came = isOver ? drawArrivals(chance, series, guests) : [];
  const marks = drawMarks(chance, id, startsMs, came, world.texts.annulReason);
  const placed =
    series.registration === 'list'
      ? [...guests.registered, ...came.filter(({ isWalkIn }) => isWalkIn).map(({ person }) => person)]
      : guests.registered;
  const walkIns = new Map(
    marks.filter(({ source }) => source === 'walkIn').map((mark) => [mark.person_id, mark.at]),
  );
  return {
    id,
    patch: {
      title: plan.title,
      club_id: clubId(series.club),
      template_id: templateId(plan.series),
      place: world.texts.places[plan.series],
      starts_at,
      ends_at,
      capacity: series.capacity,
      registration: series.registration,
      note: plan.note ?? null,
      cancelled_at: plan.isCancelled ? new Date(startsMs - 26 * 60 * MINUTE).toISOString() : null,
      cancel_reason: plan.isCancelled ? world.texts.cancelReason : null,
      has_rooms: null,
      has_check_out: null,
      plan: null,
    },
    registrations: placed.map((person) => ({
      event_id: id,
      person_id: person.id,
      source: walkIns.has(person.id) ? 'walkIn' : chance.often(0.6) ? 'people' : 'import',
      at: walkIns.get(person.id) ?? registeredAt(chance, world.nowMs, startsMs),
    })),
    checkIns: marks,
  };
}

/** The moment of a wall-clock time, by the offset that the organisation's clock has now. */
function momentOf(world: DemoWorld, local: LocalTime): number {
  const offset = Date.parse(`${world.now}:00Z`) - Math.floor(world.nowMs / MINUTE) * MINUTE;
  return Date.parse(`${local}:00Z`) - offset;
}

type Guests = { readonly registered: readonly DemoPerson[]; readonly strangers: readonly DemoPerson[] };

/** Who has a place and who may walk in: drawn without putting back, the faithful more often (Efraimidis and Spirakis, 2006). */
function drawGuests(chance: Chance, { people, texts }: DemoWorld, series: Series): Guests {
  const group = series.course === undefined ? undefined : texts.courses[series.course]?.[0];
  const ranked = people
    .filter(({ likes, patch }) => likes[series.club] !== undefined && patch.status === 'active')
    .filter(({ patch }) => group === undefined || patch.study_group === group)
    .map((person) => ({ person, rank: chance.next() ** (1 / (0.02 + fondness(person, series.club))) }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ person }) => person);
  const places = Math.min(series.registered + chance.between(-3, 3), series.capacity ?? ranked.length);
  return {
    registered: ranked.slice(0, places),
    strangers: ranked.slice(places, places + series.walkIns * 2),
  };
}

const fondness = (person: DemoPerson, club: ClubKey): number => person.likes[club] ?? 0;

type Arrival = { readonly person: DemoPerson; readonly isWalkIn: boolean };

/** Who of them came. Places that were kept stay kept, so the hall never holds more than it can. */
function drawArrivals(chance: Chance, series: Series, guests: Guests): readonly Arrival[] {
  const registered = guests.registered.filter((person) =>
    chance.often(Math.min(0.97, series.comes - 0.12 + 0.35 * fondness(person, series.club))),
  );
  const free = (series.capacity ?? Number.POSITIVE_INFINITY) - guests.registered.length;
  const strangers = guests.strangers.filter(() => chance.often(0.5)).slice(0, free);
  return [
    ...registered.map((person) => ({ person, isWalkIn: false })),
    ...strangers.map((person) => ({ person, isWalkIn: true })),
  ];
}

/** Marks at the door: most within ten minutes of the start, some early, some late; one desk needs two seconds for each. */
function drawMarks(
  chance: Chance,
  event_id: string,
  startsMs: number,
  came: readonly Arrival[],
  annulReason: string,
): readonly (PatchOf<typeof checkInTable> & {
  readonly at: string;
  readonly person_id: string;
  readonly source: string;
})[] {
  const inTurn = came
    .map(({ person, isWalkIn }) => ({ person, isWalkIn, seconds: arrivesAt(chance) }))
    .toSorted((a, b) => a.seconds - b.seconds);
  let last = Number.NEGATIVE_INFINITY;
  return inTurn.map(({ person, isWalkIn, seconds }, index) => {
    last = Math.max(seconds, last + chance.between(2, 4));
    const at = new Date(startsMs + last * 1000).toISOString();
    const isAnnulled = index === 11 && chance.often(0.3);
    return {
      event_id,
      person_id: person.id,
      at,
      source: isWalkIn
        ? 'walkIn'
        : chance.often(0.5)
          ? 'desk.scan'
          : chance.often(0.85)
            ? 'desk.search'
            : 'desk.list',
      annulled_at: isAnnulled ? new Date(startsMs + (last + 40) * 1000).toISOString() : null,
      annul_reason: isAnnulled ? annulReason : null,
    };
  });
}

/** Seconds from the start at which somebody comes: a bell shortly before it, with a tail of the late. */
function arrivesAt(chance: Chance): number {
  const minutes = chance.often(0.82) ? -5 + chance.bell() * 7 : 4 - Math.log(1 - chance.next()) * 9;
  return Math.round(Math.min(Math.max(minutes, -28), 50) * 60 + chance.between(0, 59));
}

/** Most register in the last two days, some a week ahead; never in the future. */
function registeredAt(chance: Chance, nowMs: number, startsMs: number): string {
  const hours = Math.min(2 - Math.log(1 - chance.next()) * 40, 24 * 9);
  const latest = Math.min(startsMs, nowMs) - MINUTE * chance.between(3, 90);
  return new Date(Math.min(startsMs - hours * 60 * MINUTE, latest)).toISOString();
}
