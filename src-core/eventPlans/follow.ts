import { readOrganisation } from '../access/index.ts';
import { momentOf, NO_PLAN, readEventPlan } from '../events/index.ts';
import type { EventPlan, EventRow, FollowEvent } from '../events/index.ts';
import { formUseTable } from '../forms/index.ts';
import type { FormsTables } from '../forms/index.ts';
import { PLANNED_KINDS, planMessages, replanMessages, withdrawMessages } from '../messages/index.ts';
import type { MessagePlan } from '../messages/index.ts';
import { makeLink } from '../shortLinks/index.ts';
import { factId, record } from '../store/index.ts';
import type { Tx } from '../store/index.ts';

/**
 * What an event's plan brings, all in one go: its short address, the form that is asked afterwards, and its messages. Where the event only
 * moves, its messages move along; where its plan is another, what it no longer has is withdrawn, unless it is under way already.
 */
export const followEvent: FollowEvent = async (tx, event, isPlanned) => {
  if (event.deleted_at !== null) {
    await withdrawMessages(tx, event.id, []);
    return;
  }
  const plan = readEventPlan(event.plan) ?? NO_PLAN;
  const feedbackUseId = await askForm(tx, event, plan);
  if (!isPlanned) {
    await replanMessages(tx, event.id);
    return;
  }
  const told = PLANNED_KINDS.filter((kind) => plan[kind] !== null);
  await withdrawMessages(tx, event.id, told);
  if (told.length === 0) return;
  await makeLink(tx, { kind: 'event', target: event.id });
  await planMessages(tx, { event: { ...event, feedbackUseId }, plan: messagesOf(plan, event), at: tx.at });
};

/** The plan as its messages follow from it. */
function messagesOf({ poll, reminder, draw, feedback }: EventPlan, event: EventRow): MessagePlan {
  return {
    poll: poll && {
      when: { daysBefore: poll.daysBefore, at: poll.time },
      audience:
        poll.whom === 'club' && event.club_id !== null
          ? { kind: 'club', clubId: event.club_id }
          : { kind: 'everyone' },
    },
    reminder: reminder && { from: 'start', minutes: -reminder.hoursBefore * 60 },
    draw: draw && { from: 'start', minutes: -draw.hoursBefore * 60 },
    feedback: feedback && { from: 'end', minutes: feedback.minutesAfter },
  };
}

/** Has the plan's form asked at the event from its end on; out: under which use, null where no form is asked. */
async function askForm(tx: Tx, event: EventRow, plan: EventPlan): Promise<string | null> {
  const formId = plan.feedback === null ? null : (plan.feedback.formId ?? (await usualForm(tx)));
  const useId = formId === null ? null : factId('form_use', event.id, formId);
  await putOthersAway(tx, event.id, useId);
  const version = formId === null ? undefined : await newestVersion(tx, formId);
  if (formId === null || useId === null || version === undefined) return null;
  const timeZone = (await readOrganisation(tx))?.time_zone ?? 'UTC';
  const opens_at = new Date(momentOf(event.ends_at, timeZone)).toISOString();
  const asked = await usesOf(tx, event.id);
  const own = asked.find(({ id }) => id === useId);
  // Once it is open it stays as it is: people are answering it.
  if (own !== undefined && own.opens_at <= tx.at) return useId;
  await record(tx, formUseTable, useId, {
    form_id: formId,
    version_id: version,
    event_id: event.id,
    is_anonymous: own?.is_anonymous ?? 0,
    opens_at,
    deleted_at: null,
  });
  return useId;
}

const usesOf = (tx: Tx, eventId: string) =>
  tx
    .read<FormsTables>()
    .selectFrom('form_use')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .select(['id', 'form_id', 'opens_at', 'is_anonymous'])
    .execute();

/** Forms that an earlier plan would have asked; those that somebody chose by hand have other ids and stay. */
async function putOthersAway(tx: Tx, eventId: string, except: string | null): Promise<void> {
  for (const { id, form_id, opens_at } of await usesOf(tx, eventId))
    if (id !== except && id === factId('form_use', eventId, form_id) && opens_at > tx.at)
      await record(tx, formUseTable, id, { deleted_at: tx.at });
}

async function usualForm(tx: Tx): Promise<string | null> {
  const form = await tx
    .read<FormsTables>()
    .selectFrom('form')
    .where('kind', '=', 'feedback')
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .select('id')
    .executeTakeFirst();
  return form?.id ?? null;
}

async function newestVersion(tx: Tx, formId: string): Promise<string | undefined> {
  const version = await tx
    .read<FormsTables>()
    .selectFrom('form_version')
    .where('form_id', '=', formId)
    .where('deleted_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .select('id')
    .executeTakeFirst();
  return version?.id;
}
