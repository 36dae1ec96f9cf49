import { z } from 'zod';

/** Of the people around one event, which. */
const EVENT_AUDIENCES = [
  /** Whoever was asked whether they come. */
  'invited',
  /** Asked, and said nothing yet. */
  'silent',
  'going',
  'maybe',
  /** Has a place, or says that they come. */
  'expected',
  /** Expected, or waiting for a place. */
  'involved',
  'waiting',
  'came',
  /** Expected, and did not come. */
  'notCame',
] as const;
export type EventAudience = (typeof EVENT_AUDIENCES)[number];

const id = z.string().min(1).max(64);

/** Whom a message is for: people by name, or a rule that is read at the moment of sending. */
export const audienceInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('persons'), ids: z.array(id).min(1).max(50_000) }),
  /** Everybody whose card is in use; in the named study groups only, where there are any. */
  z.object({
    kind: z.literal('everyone'),
    studyGroups: z.array(z.string().min(1).max(60)).max(1000).optional(),
  }),
  /** Whoever has had a place at, or has come to, an event of the club. */
  z.object({ kind: z.literal('club'), clubId: id }),
  z.object({ kind: z.literal('event'), eventId: id, who: z.enum(EVENT_AUDIENCES) }),
]);
export type Audience = z.output<typeof audienceInput>;

/** Reads what stands in a row; an audience that a newer program wrote and this one does not know is nobody. */
export function readAudience(text: string): Audience | null {
  try {
    return audienceInput.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
