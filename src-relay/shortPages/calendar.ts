/** Dates as an iCalendar file (RFC 5545): moments in UTC, so that no calendar has to know the zone's rules. */
import { momentOf } from '../../src-core/events/localTime.rules.ts';
import type { PublicEvent } from '../../src-core/shortLinks/index.ts';
import type { DrawnPage } from './page.ts';

/** Octets of a line; what is longer goes on in the next one. */
const LINE = 75;

const escapedText = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', String.raw`\;`)
    .replaceAll(',', String.raw`\,`)
    .replaceAll(/\r\n|\r|\n/g, String.raw`\n`)
    // Control characters have no place in a calendar.
    .replaceAll(/\p{Cc}/gu, ' ');

/** Folds a line by its octets, never within a letter. */
export const folded = (line: string): string => {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > LINE) {
      parts.push(part);
      part = '';
      // The space that a continued line begins with.
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
};

const moment = (ms: number): string => `${new Date(ms).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;

const eventLines = (event: PublicEvent, page: DrawnPage, url: string, nowMs: number): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${event.id}@orda`,
  `DTSTAMP:${moment(nowMs)}`,
  `DTSTART:${moment(momentOf(event.starts_at, page.timeZone))}`,
  `DTEND:${moment(momentOf(event.ends_at, page.timeZone))}`,
  `SUMMARY:${escapedText(event.title)}`,
  ...(event.place === null ? [] : [`LOCATION:${escapedText(event.place)}`]),
  `DESCRIPTION:${escapedText([event.club ?? page.organisation, url].filter(Boolean).join('\n'))}`,
  `URL:${url}`,
  `STATUS:${event.cancelled_at === null ? 'CONFIRMED' : 'CANCELLED'}`,
  'END:VEVENT',
];

/** The calendar of a page: its event, or the next dates of its course. In: the page's own address. */
export const calendarOf = (page: DrawnPage, url: string, nowMs: number): string => {
  const events = page.kind === 'event' ? [page.event] : page.next;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Orda//Relay//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap((event) => eventLines(event, page, url, nowMs)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
};
