import { addMinutes, type LocalTime } from '../../../../src-core/events/localTime.rules.ts';

export type EventPhase = 'before' | 'during' | 'after';

/** How long before its start an evening begins for those who stand at the door, in minutes. */
const DOOR_OPENS = 120;

/** Where an event stands on the organisation's wall clock. */
export const phaseOf = (
  event: { readonly starts_at: LocalTime; readonly ends_at: LocalTime },
  now: LocalTime,
): EventPhase => {
  if (now >= event.ends_at) return 'after';
  return now >= addMinutes(event.starts_at, -DOOR_OPENS) ? 'during' : 'before';
};

/** The parts of an event's page by their addresses; each phase begins with what it is about. */
export const PARTS = {
  before: [
    '',
    'list',
    'answers',
    'messages',
    'badges',
    'rooms',
    'paper',
    'phones',
    'draw',
    'attendance',
    'feedback',
    'certificates',
    'funnel',
  ],
  during: [
    '',
    'list',
    'attendance',
    'phones',
    'draw',
    'paper',
    'answers',
    'messages',
    'badges',
    'rooms',
    'feedback',
    'certificates',
    'funnel',
  ],
  after: [
    '',
    'list',
    'attendance',
    'feedback',
    'certificates',
    'funnel',
    'draw',
    'messages',
    'answers',
    'paper',
    'phones',
    'badges',
    'rooms',
  ],
} as const satisfies Readonly<Record<EventPhase, readonly string[]>>;

export type EventPart = (typeof PARTS)[EventPhase][number];
