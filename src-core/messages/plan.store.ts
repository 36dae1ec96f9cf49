import { readOrganisation } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainTx, Reading } from '../store/index.ts';
import type { Audience } from './audience.rules.ts';
import { messageTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import { PLANNED_KINDS } from './plan.ts';
import type { MessagePlan, PlannedKind } from './plan.ts';
import { PLANNED_TEXTS } from './planned.texts.ts';
import { dueAt, readFollows } from './timing.ts';
import type { EventSpan, Follows } from './timing.ts';

/** A planned message of an event: one of each kind, so that planning again changes nothing. */
export const plannedId = (kind: PlannedKind, eventId: string): string => factId('message', eventId, kind);

export type PlannedEvent = EventSpan & {
  readonly id: string;
  /** The form that is asked afterwards; null where feedback is only asked for in words. */
  readonly feedbackUseId: string | null;
};

type Step = {
  readonly kind: PlannedKind;
  readonly audience: Audience;
  readonly when: Follows;
  /** When it is worth nothing any more, milliseconds. */
  readonly expiresMs: number;
  readonly useId: string | null;
};

/** Feedback is asked for this long. */
const FEEDBACK_FOR = 7 * 86_400_000;

function stepsOf(event: PlannedEvent, plan: MessagePlan, timeZone: string): readonly Step[] {
  const expiresMs = dueAt({ from: 'start', minutes: 0 }, event, timeZone);
  const expected: Audience = { kind: 'event', eventId: event.id, who: 'expected' };
  const came: Audience = { kind: 'event', eventId: event.id, who: 'came' };
  const { poll, reminder, draw, feedback } = plan;
  const steps: Step[] = [];
  if (poll !== null) steps.push({ kind: 'poll', ...poll, expiresMs, useId: null });
  if (reminder !== null)
    steps.push({ kind: 'reminder', when: reminder, audience: expected, expiresMs, useId: null });
  if (draw !== null) steps.push({ kind: 'draw', when: draw, audience: expected, expiresMs, useId: null });
  if (feedback !== null)
    steps.push({
      kind: 'feedback',
      when: feedback,
      audience: came,
      expiresMs: dueAt(feedback, event, timeZone) + FEEDBACK_FOR,
      useId: event.feedbackUseId,
    });
  return steps;
}

/**
 * Makes an event's messages of its plan in one go. Their ids follow from event and kind: a rerun changes nothing but what the plan says
 * otherwise now. What somebody moved or took back by hand stays as they left it. A message whose time has passed already is not made:
 * nobody is reminded of what was yesterday, and three hundred people are asked only at a time that was on the screen. Out: how many follow
 * the plan.
 */
export async function planMessages(
  tx: DomainTx,
  { event, plan, at }: { readonly event: PlannedEvent; readonly plan: MessagePlan; readonly at: string },
): Promise<number> {
  const timeZone = (await readOrganisation(tx))?.time_zone ?? 'UTC';
  const byHand = await keptByHand(tx, event.id);
  const nowMs = Date.parse(at);
  let made = 0;
  for (const step of stepsOf(event, plan, timeZone)) {
    const id = plannedId(step.kind, event.id);
    const due = dueAt(step.when, event, timeZone);
    if (due < nowMs || byHand.has(id)) continue;
    await record(tx, messageTable, id, {
      kind: step.kind,
      event_id: event.id,
      form_use_id: step.useId,
      audience: JSON.stringify(step.audience),
      texts: JSON.stringify(PLANNED_TEXTS[step.kind]),
      send_at: isoOf(due),
      expires_at: isoOf(step.expiresMs),
      follows: JSON.stringify(step.when),
      cancelled_at: null,
      deleted_at: null,
    });
    made += 1;
  }
  return made;
}

/** Of an event's planned messages, those that somebody gave another time or took back. */
async function keptByHand(tx: DomainTx, eventId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .select('id')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .where((build) => build.or([build('follows', 'is', null), build('cancelled_at', 'is not', null)]))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Takes back those planned messages of an event that are still to come and not of these kinds; planned again, they are there again. */
export async function withdrawMessages(
  tx: DomainTx,
  eventId: string,
  except: readonly PlannedKind[],
): Promise<void> {
  const rows = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .select('id')
    .where(
      'id',
      'in',
      PLANNED_KINDS.filter((kind) => !except.includes(kind)).map((kind) => plannedId(kind, eventId)),
    )
    .where('send_at', '>', tx.at)
    .where('deleted_at', 'is', null)
    .execute();
  for (const { id } of rows) await record(tx, messageTable, id, { deleted_at: tx.at });
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/**
 * Moves the times of an event's planned messages to where the event is now. What was due already is past and stays as it was, but whoever was
 * reminded of a day that is no longer so is reminded again. A cancelled event's messages keep their times, for they are left out when their
 * time comes. Out: how many moved or were made.
 */
export async function replanMessages(tx: DomainTx, eventId: string): Promise<number> {
  const event = await readEvent(tx, eventId);
  if (event === null) return 0;
  const timeZone = (await readOrganisation(tx))?.time_zone ?? 'UTC';
  const rows = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .select(['id', 'kind', 'follows', 'send_at', 'expires_at'])
    .where('event_id', '=', eventId)
    .where('follows', 'is not', null)
    .where('send_at', '>', tx.at)
    .where('deleted_at', 'is', null)
    .execute();
  const startMs = dueAt({ from: 'start', minutes: 0 }, event, timeZone);
  let moved = 0;
  for (const row of rows) {
    const follows = readFollows(row.follows);
    if (follows === null) continue;
    const due = dueAt(follows, event, timeZone);
    const expiresMs = row.kind === 'feedback' ? due + FEEDBACK_FOR : startMs;
    const [sendAt, expiresAt] = [isoOf(due), isoOf(expiresMs)];
    if (sendAt === row.send_at && expiresAt === row.expires_at) continue;
    await record(tx, messageTable, row.id, { send_at: sendAt, expires_at: expiresAt });
    moved += 1;
  }
  return moved + (await remindAnew(tx, event, startMs, timeZone));
}

/** A day that moved by this much is reminded of anew, milliseconds. */
const REMINDED_AGAIN = 12 * 3_600_000;

/** Plans one more reminder where the event has moved on since the last one. Its id follows from the new start: looked at again, nothing is made. */
async function remindAnew(
  tx: DomainTx,
  event: EventFacts,
  startMs: number,
  timeZone: string,
): Promise<number> {
  const last = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .selectAll()
    .where('event_id', '=', event.id)
    .where('kind', '=', 'reminder')
    .where('follows', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('send_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const follows = readFollows(last?.follows ?? null);
  if (last === undefined || follows === null || last.send_at > tx.at) return 0;
  const due = dueAt(follows, event, timeZone);
  // An hour's move is told by itself.
  if (due <= Date.parse(tx.at) || due - Date.parse(last.send_at) < REMINDED_AGAIN) return 0;
  const { audience, texts, channels, is_urgent } = last;
  await record(tx, messageTable, factId('message', event.id, 'reminder', event.starts_at), {
    kind: 'reminder',
    event_id: event.id,
    audience,
    texts,
    channels,
    is_urgent,
    send_at: isoOf(due),
    expires_at: isoOf(startMs),
    follows: last.follows,
    cancelled_at: null,
    deleted_at: null,
  });
  return 1;
}

/** What messages say of an event. */
export type EventFacts = EventSpan & {
  readonly id: string;
  readonly title: string;
  readonly place: string | null;
  readonly isCancelled: boolean;
};

/** Null where it is put away or was never there. */
export async function readEvent(reading: Pick<Reading, 'read'>, eventId: string): Promise<EventFacts | null> {
  const row = await reading
    .read<EventsTables>()
    .selectFrom('event')
    .select(['id', 'title', 'place', 'starts_at', 'ends_at', 'cancelled_at'])
    .where('id', '=', eventId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { cancelled_at, ...facts } = row;
  return { ...facts, isCancelled: cancelled_at !== null };
}
