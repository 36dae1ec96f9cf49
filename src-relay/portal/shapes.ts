/**
 * All that may leave the relay for a phone. Every answer is parsed by these on its way out, and they are strict: a field that nobody
 * named here stops the answer instead of slipping out with it.
 */
import { z } from 'zod';
import { LANGUAGES } from '../../src-core/access/index.ts';
import { RSVP_ANSWERS } from '../../src-core/answers/index.ts';
import { CHANNELS, PROFILE_FIELDS } from '../../src-core/reach/index.ts';

const text = z.string();
/** A wall-clock time of the organisation's zone, `2026-09-04T18:30`. */
const local = z.string();
const instant = z.string();
const count = z.int().min(0);

const eventShape = z.strictObject({
  id: text,
  title: text,
  place: text.nullable(),
  startsAt: local,
  endsAt: local,
  club: text.nullable(),
  courseId: text.nullable(),
  isCancelled: z.boolean(),
  cancelReason: text.nullable(),
  capacity: count.nullable(),
  taken: count,
  answer: z.enum(RSVP_ANSWERS).nullable(),
  hasPlace: z.boolean(),
  waitlist: z.strictObject({ place: count, offerUntil: instant.nullable() }).nullable(),
  came: z.boolean(),
});

const courseShape = z.strictObject({
  id: text,
  name: text,
  club: text.nullable(),
  /** How many dates are to come. */
  dates: count,
  /** The person has a place, or waits for one, at all of them. */
  isRegistered: z.boolean(),
  nextAt: local.nullable(),
});

const messageShape = z.strictObject({
  id: text,
  text,
  at: instant,
  eventId: text.nullable(),
  formUseId: text.nullable(),
  isSeen: z.boolean(),
});

/** A text in the languages that its writer gave it. */
const texts = z.strictObject({ ru: text.optional(), kk: text.optional(), en: text.optional() });

const questionShape = z.strictObject({
  id: text,
  kind: z.enum(['rating', 'choice', 'several', 'text', 'number', 'yesNo']),
  texts,
  isRequired: z.boolean(),
  options: z.array(z.strictObject({ id: text, texts })),
  least: z.number().nullable(),
  most: z.number().nullable(),
});

const formShape = z.strictObject({
  useId: text,
  versionId: text,
  eventTitle: text.nullable(),
  isAnonymous: z.boolean(),
  languages: z.array(z.enum(LANGUAGES)),
  title: texts,
  intro: texts,
  questions: z.array(questionShape),
});

/** One form for itself, with what the person has answered; never the answers where they bear no name. */
export const formViewShape = z.strictObject({
  form: formShape,
  isAnswered: z.boolean(),
  answers: z.record(text, z.union([text, z.number(), z.boolean(), z.array(text).readonly()])).nullable(),
});

/** The event behind a code. */
export const foundShape = z.strictObject({
  event: eventShape,
  courseId: text.nullable(),
  canCheckIn: z.boolean(),
});

const visitShape = z.strictObject({ eventId: text, title: text, startsAt: local, club: text.nullable() });

const certificateShape = z.strictObject({
  id: text,
  number: text,
  name: text,
  event: text,
  issuedAt: instant,
  isRevoked: z.boolean(),
});

/** What other members see of a person: what they do not show is null. */
export const seenProfileShape = z.strictObject({
  name: text.nullable(),
  group: text.nullable(),
  telegram: text.nullable(),
  badges: z.array(text).nullable(),
  visits: count.nullable(),
  certificates: z.array(z.strictObject({ name: text, event: text })).nullable(),
});

const clock = z.string().nullable();

/** A person's own choices, and what others see of them by these. */
const profileShape = z.strictObject({
  name: text,
  group: text.nullable(),
  telegram: text.nullable(),
  shows: z.array(z.enum(PROFILE_FIELDS)),
  /** Others see no more than the usual, and there is nothing to choose. */
  isMinor: z.boolean(),
  language: z.enum(LANGUAGES).nullable(),
  quietFrom: clock,
  quietUntil: clock,
  mostADay: count.nullable(),
  /** Null where nobody's children are looked after. */
  isDigest: z.boolean().nullable(),
  /** The ways to the person in their own order, without any address. */
  ways: z.array(z.strictObject({ kind: z.enum(CHANNELS), isStopped: z.boolean(), isBlocked: z.boolean() })),
  /** What holds where they chose nothing. */
  house: z.strictObject({ quietFrom: clock, quietUntil: clock, mostADay: count.nullable() }),
  seen: seenProfileShape,
});

/** The card's QR code: its text, and the dark modules as an SVG path. */
const codeShape = z.strictObject({ text, size: count, path: text });

/** Everything that the page shows of one person, in one answer. */
export const stateShape = z.strictObject({
  organisation: text,
  timeZone: text,
  /** Whose state it is, and whom this session may look after: themself and their children. */
  personId: text,
  persons: z.array(z.strictObject({ id: text, name: text })),
  code: codeShape,
  events: z.array(eventShape),
  courses: z.array(courseShape),
  messages: z.array(messageShape),
  forms: z.array(formShape),
  visits: z.array(visitShape),
  certificates: z.array(certificateShape),
  profile: profileShape,
});

export const failureShape = z.strictObject({ code: z.string().regex(/^[A-Z_]{2,60}$/), waitMs: count });

export type PortalState = z.infer<typeof stateShape>;
export type PortalEvent = z.infer<typeof eventShape>;
export type PortalForm = z.infer<typeof formShape>;
export type FormView = z.infer<typeof formViewShape>;
export type Found = z.infer<typeof foundShape>;
export type SeenProfile = z.infer<typeof seenProfileShape>;
