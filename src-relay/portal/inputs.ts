/** What a phone may send, and nothing beside it. */
import { z } from 'zod';
import { LANGUAGES } from '../../src-core/access/index.ts';
import { RSVP_ANSWERS } from '../../src-core/answers/index.ts';
import { CHANNELS, PROFILE_FIELDS } from '../../src-core/reach/index.ts';

const id = z.string().min(1).max(64);
/** Drawn by the page for each press: what is sent twice, or from two tabs, is done once. */
const key = z.uuid();
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .nullable();

export const signInInput = z.strictObject({
  code: z.string().min(4).max(80).optional(),
  initData: z.string().min(1).max(8192).optional(),
});

/** The presses of the page, each under the name of its route. All are made for one person: whoever is signed in, or a child of theirs. */
export const ACTION_INPUTS = {
  answer: z.strictObject({ personId: id, key, eventId: id, answer: z.enum(RSVP_ANSWERS) }),
  offer: z.strictObject({ personId: id, key, eventId: id, isTaken: z.boolean() }),
  leave: z.strictObject({ personId: id, key, eventId: id }),
  course: z.strictObject({ personId: id, key, courseId: id }),
  'check-in': z.strictObject({ personId: id, key, code: z.string().min(4).max(40) }),
  form: z.strictObject({
    personId: id,
    key,
    useId: id,
    /** The version whose questions were read. */
    versionId: id,
    answers: z.record(
      z.string().max(64),
      z.union([z.string().max(4000), z.number(), z.boolean(), z.array(z.string().max(64)).max(50)]),
    ),
  }),
  profile: z.strictObject({
    personId: id,
    key,
    shows: z.array(z.enum(PROFILE_FIELDS)).max(PROFILE_FIELDS.length).optional(),
    language: z.enum(LANGUAGES).optional(),
    quietFrom: clock.optional(),
    quietUntil: clock.optional(),
    /** Null: as the organisation has it. */
    mostADay: z.int().min(1).max(50).nullable().optional(),
    isDigest: z.boolean().optional(),
  }),
  ways: z.strictObject({
    personId: id,
    key,
    order: z.array(z.enum(CHANNELS)).max(CHANNELS.length).optional(),
    stopped: z.array(z.enum(CHANNELS)).max(CHANNELS.length).optional(),
  }),
  seen: z.strictObject({ personId: id, key, messageIds: z.array(id).min(1).max(200) }),
} as const;

/** What may be asked about a person without changing anything, each under the name of its route. */
export const QUESTION_INPUTS = {
  state: z.strictObject({ person: id.optional() }),
  /** A form to which an address led. */
  form: z.strictObject({ person: id.optional(), use: id }),
  /** What a code of a poster or a hall stands for. */
  at: z.strictObject({ person: id.optional(), code: z.string().min(4).max(40) }),
} as const;

export type ActionName = keyof typeof ACTION_INPUTS;
export type ActionInput<Name extends ActionName> = z.infer<(typeof ACTION_INPUTS)[Name]>;

/** Whose profile is asked for: by the code of their QR card, or by their nick in Telegram. */
export const lookInput = z.strictObject({ who: z.string().trim().min(3).max(80) });
