import type { OutRow, SheetOut } from '../documents/sheetWriter/sheetWriter.ts';
import { presenceOf } from './attendance.rules.ts';
import type { Presence } from './attendance.rules.ts';
import type { DocumentTexts } from './attendance.texts.ts';
import type { CheckInSource } from './events.schema.ts';
import { localTimeOf } from './localTime.rules.ts';
import type { AttendanceLine } from './rooms/attendance.store.ts';
import { hoursAndMinutes } from './rooms/stay.rules.ts';

/** What another slice says of the people on a list. */
export type MoreColumn = { readonly title: string; readonly texts: ReadonlyMap<string, string> };

/** What an attendance list is made of. */
export type AttendanceList = {
  readonly event: {
    readonly title: string;
    readonly starts_at: string;
    readonly ends_at: string;
    readonly place: string | null;
    readonly club: string | null;
  };
  readonly lines: readonly AttendanceLine[];
  /** Whether the event has sections, lists or check-out: then it is told where people were and for how long. */
  readonly hasRooms: boolean;
  /** The list or section that the lines are narrowed to; null for the event as a whole. */
  readonly gate: string | null;
  readonly counters: { readonly came: number; readonly registered: number };
  readonly presence: Presence;
  /** Undefined for all groups, null for people without one. */
  readonly group?: string | null | undefined;
  readonly source?: CheckInSource | undefined;
  readonly marked?: { readonly from: string | null; readonly until: string | null } | undefined;
  /** Another column, with what it says of people by their ids; null where nobody has anything there. */
  readonly more: MoreColumn | null;
  readonly timeZone: string;
  /** The moment at which the list is made, in milliseconds. */
  readonly madeAt: number;
};

/** The list as a table for .xlsx and paper: dates as dates, phones and card numbers as text, totals below. */
export function attendanceSheet(list: AttendanceList, t: DocumentTexts): SheetOut {
  const came = list.lines.filter((line) => isCame(line)).length;
  return {
    name: t.sheet,
    heading: headingOf(list, t),
    columns: [
      { title: t.number, kind: 'number', width: 5 },
      { title: t.name, kind: 'text' },
      { title: t.group, kind: 'text' },
      { title: t.card, kind: 'text' },
      { title: t.phone, kind: 'text' },
      { title: t.telegram, kind: 'text' },
      { title: t.place, kind: 'text' },
      { title: t.came, kind: 'dateTime' },
      { title: t.source, kind: 'text' },
      ...(list.hasRooms
        ? ([
            { title: t.sections, kind: 'text' },
            { title: t.onSite, kind: 'number' },
          ] as const)
        : []),
      ...(list.more === null ? [] : [{ title: list.more.title, kind: 'text' } as const]),
      { title: t.note, kind: 'text' },
    ],
    rows: list.lines.map((line, index) => rowOf(list, line, index + 1, t)),
    totals: [
      null,
      t.total,
      null,
      null,
      null,
      null,
      null,
      t.totalLine(list.lines.length, came),
      null,
      null,
      ...(list.hasRooms ? [null, null] : []),
      ...(list.more === null ? [] : [null]),
    ],
  };
}

const isCame = ({ isRegistered, at, annulledAt }: AttendanceLine): boolean =>
  presenceOf({ isRegistered, at, annulledAt }) === 'came';

function headingOf(list: AttendanceList, t: DocumentTexts): readonly (readonly [string, string])[] {
  const { event, counters, presence, group, gate, source, marked } = list;
  const clock = (at: string): string => localTimeOf(Date.parse(at), list.timeZone).slice(11, 16);
  const filter = [
    t.presence[presence],
    ...(group === undefined ? [] : [t.groupOf(group)]),
    ...(gate === null ? [] : [t.gateOf(gate)]),
    ...(source === undefined ? [] : [t.sources[source]]),
    ...(marked === undefined
      ? []
      : [t.markedWithin(marked.from && clock(marked.from), marked.until && clock(marked.until))]),
  ].join(', ');
  const lines: readonly (readonly [string, string | null])[] = [
    [t.event, event.title],
    [t.club, event.club],
    [t.when, spanText(event.starts_at, event.ends_at)],
    [t.where, event.place],
    [t.filter, filter],
    [t.counts, t.countsLine(counters.came, counters.registered)],
    [t.printed, timeText(localTimeOf(list.madeAt, list.timeZone))],
  ];
  return lines.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
}

function rowOf(
  { timeZone, hasRooms, more }: AttendanceList,
  line: AttendanceLine,
  number: number,
  t: DocumentTexts,
): OutRow {
  const isHere = isCame(line);
  return [
    number,
    line.name,
    line.group,
    line.cardNo,
    line.phone,
    line.telegram === null ? null : `@${line.telegram}`,
    line.isRegistered ? t.yes : t.no,
    isHere && line.at !== null ? localTimeOf(Date.parse(line.at), timeZone) : null,
    isHere && line.source !== null ? t.sources[line.source] : null,
    ...(hasRooms ? [sectionsText(line), line.rooms && Math.floor(line.rooms.onSiteMs / 60_000)] : []),
    ...(more === null ? [] : [more.texts.get(line.id) ?? null]),
    line.annulReason === null ? null : t.annulled(line.annulReason),
  ];
}

/** The sections where somebody was, with the hours in each. */
const sectionsText = ({ rooms }: AttendanceLine): string | null =>
  rooms?.sections.map(({ name, ms }) => `${name} ${hoursAndMinutes(ms)}`).join(', ') || null;

const timeText = (local: string): string =>
  `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)}, ${local.slice(11, 16)}`;

function spanText(from: string, to: string): string {
  const isSameDay = from.slice(0, 10) === to.slice(0, 10);
  return `${timeText(from)} – ${isSameDay ? to.slice(11, 16) : timeText(to)}`;
}
