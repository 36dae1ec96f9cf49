/** An event in the bot: one card that says how things stand and lets them be changed. */
import type { Language } from '../../src-core/access/index.ts';
import { dateOf, localTimeOf } from '../../src-core/events/index.ts';
import type { MemberCourse, MemberEvent } from '../../src-core/members/index.ts';
import { dayInWords, hoursInWords } from '../shortPages/page.texts.ts';
import { BOT_TEXTS } from './bot.texts.ts';
import type { Screen, ScreenButton } from './screen.rules.ts';

export type Reader = {
  readonly personId: string;
  readonly language: Language;
  /** Their name, where the chat speaks for several people; it stands on what is about them. */
  readonly about: string | null;
  /** This moment on the organisation's wall, `YYYY-MM-DDTHH:mm`. */
  readonly wall: string;
  readonly timeZone: string;
};

const EVENTS_A_PAGE = 8;

const spanOf = ({ startsAt, endsAt }: MemberEvent, { wall, language }: Reader): string =>
  `${dayInWords(dateOf(startsAt), dateOf(wall), language)}, ${hoursInWords(
    { starts_at: startsAt, ends_at: endsAt },
    dateOf(wall),
    language,
  )}`;

/** "4.09 18:00": as much of a date as a button has room for. */
const shortDay = (startsAt: string): string =>
  `${Number(startsAt.slice(8, 10))}.${startsAt.slice(5, 7)} ${startsAt.slice(11, 16)}`;

const signOf = ({ answer, hasPlace, waitlist }: MemberEvent): string =>
  waitlist !== null ? '⏳ ' : hasPlace || answer === 'going' ? '✓ ' : '';

/** Before anything that is about one of several people. */
export const aboutLine = ({ about }: Reader): readonly string[] => (about === null ? [] : [`👤 ${about}`]);

export function eventsScreen(events: readonly MemberEvent[], page: number, reader: Reader): Screen {
  const t = BOT_TEXTS[reader.language];
  const last = Math.max(0, Math.ceil(events.length / EVENTS_A_PAGE) - 1);
  const shown = Math.min(page, last);
  const turn: ScreenButton[] = [];
  if (shown > 0) turn.push({ text: t.earlier, press: { to: 'events', page: shown - 1 } });
  if (shown < last) turn.push({ text: t.more, press: { to: 'events', page: shown + 1 } });
  return {
    title: t.events,
    lines: [...aboutLine(reader), ...(events.length === 0 ? [t.noEvents] : [])],
    buttons: [
      ...events
        .slice(shown * EVENTS_A_PAGE, (shown + 1) * EVENTS_A_PAGE)
        .map((event): readonly ScreenButton[] => [
          {
            text: `${signOf(event)}${shortDay(event.startsAt)} · ${event.title}`,
            press: { to: 'event', personId: reader.personId, eventId: event.id },
          },
        ]),
      ...(turn.length === 0 ? [] : [turn]),
      [{ text: t.back, press: { to: 'menu' } }],
    ],
  };
}

/** How things stand between the member and the event. */
function standing(event: MemberEvent, reader: Reader): readonly string[] {
  const t = BOT_TEXTS[reader.language];
  const { waitlist, answer, hasPlace, capacity, taken } = event;
  if (event.came) return [t.came];
  if (event.isCancelled) return [t.cancelled(event.cancelReason)];
  if (event.endsAt <= reader.wall) return [t.over];
  if (waitlist !== null)
    return [
      waitlist.offerUntil === null
        ? t.inLine(waitlist.place)
        : t.offered(untilInWords(waitlist.offerUntil, reader)),
    ];
  const own = hasPlace
    ? [answer === 'maybe' ? t.saidMaybe : t.hasPlace]
    : answer === 'notGoing'
      ? [t.saidNotGoing]
      : answer === 'maybe'
        ? [t.saidMaybe]
        : [];
  const room =
    capacity === null || hasPlace ? [] : [taken < capacity ? t.freePlaces(capacity - taken) : t.full];
  return [...own, ...room];
}

const untilInWords = (instant: string, { timeZone, wall, language }: Reader): string => {
  const local = localTimeOf(Date.parse(instant), timeZone);
  const clock = local.slice(11, 16);
  return dateOf(local) === dateOf(wall)
    ? clock
    : `${dayInWords(dateOf(local), dateOf(wall), language)}, ${clock}`;
};

function answerButtons(event: MemberEvent, reader: Reader): Screen['buttons'] {
  const t = BOT_TEXTS[reader.language];
  const of = { personId: reader.personId, eventId: event.id };
  if (event.came || event.isCancelled || event.endsAt <= reader.wall) return [];
  const { waitlist } = event;
  if (waitlist?.offerUntil != null)
    return [
      [
        { text: t.takePlace, press: { to: 'offer', ...of, isTaken: true, via: null } },
        { text: t.declinePlace, press: { to: 'offer', ...of, isTaken: false, via: null } },
      ],
    ];
  if (waitlist !== null) return [[{ text: t.leaveLine, press: { to: 'leave', ...of } }]];
  const isFull = event.capacity !== null && event.taken >= event.capacity && !event.hasPlace;
  const isSaid = (answer: MemberEvent['answer']): string =>
    event.answer === answer || (answer === 'going' && event.answer === null && event.hasPlace) ? '• ' : '';
  const say = (answer: 'going' | 'maybe' | 'notGoing', text: string): ScreenButton => ({
    text: `${isSaid(answer)}${text}`,
    press: { to: 'answer', ...of, answer, via: null },
  });
  return [
    [say('going', isFull ? t.joinLine : t.going)],
    [say('maybe', t.maybe), say('notGoing', t.notGoing)],
  ];
}

/** The card of an event; the same after every press, so that it is edited in place. */
export function eventScreen(event: MemberEvent, reader: Reader): Screen {
  const t = BOT_TEXTS[reader.language];
  const said = standing(event, reader);
  return {
    title: event.title,
    lines: [
      ...aboutLine(reader),
      spanOf(event, reader),
      ...[event.place, event.club].filter((line) => line !== null),
      ...(said.length === 0 ? [] : ['', ...said]),
    ],
    buttons: [...answerButtons(event, reader), [{ text: t.back, press: { to: 'events', page: 0 } }]],
  };
}

export function coursesScreen(courses: readonly MemberCourse[], reader: Reader): Screen {
  const t = BOT_TEXTS[reader.language];
  return {
    title: t.courses,
    lines: [...aboutLine(reader), ...(courses.length === 0 ? [t.noCourses] : [])],
    buttons: [
      ...courses.slice(0, 20).map((course): readonly ScreenButton[] => [
        {
          text: `${course.isRegistered ? '✓ ' : ''}${course.name}`,
          press: { to: 'course', personId: reader.personId, courseId: course.id },
        },
      ]),
      [{ text: t.back, press: { to: 'menu' } }],
    ],
  };
}

/** Dates of a course that its card has. */
const MOST_DATES = 12;

export function courseScreen(course: MemberCourse, reader: Reader): Screen {
  const t = BOT_TEXTS[reader.language];
  return {
    title: course.name,
    lines: [
      ...aboutLine(reader),
      ...(course.club === null ? [] : [course.club]),
      t.courseDates(course.events.length),
      '',
      ...course.events.slice(0, MOST_DATES).map((event) => `${signOf(event)}${spanOf(event, reader)}`),
      ...(course.events.length > MOST_DATES ? ['…'] : []),
      ...(course.isRegistered ? ['', t.registered] : []),
    ],
    buttons: [
      ...(course.isRegistered
        ? []
        : [
            [
              {
                text: t.register,
                press: { to: 'register', personId: reader.personId, courseId: course.id },
              } as const,
            ],
          ]),
      [{ text: t.back, press: { to: 'courses' } }],
    ],
  };
}
