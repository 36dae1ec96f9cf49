import { askForm } from '../forms/index.ts';
import { messageTable, PLANNED_TEXTS, plannedId } from '../messages/index.ts';
import type { MessagesTables } from '../messages/index.ts';
import { factId, record } from '../store/index.ts';
import type { Tx } from '../store/index.ts';

/** Feedback is asked for this long, milliseconds. */
const FOR = 7 * 86_400_000;

/**
 * Asks those who came to an event, now: opens the form and has its message sent. What the plan would have asked later is not asked
 * again. Each form is sent once to a person, however often this is pressed. Throws FORM_NOT_FOUND, EVENT_NOT_FOUND, FORM_USE_ANSWERED.
 */
export async function askNow(
  tx: Tx,
  asked: { readonly eventId: string; readonly formId: string; readonly isAnonymous: boolean },
): Promise<string> {
  const { eventId } = asked;
  const useId = await askForm(tx, { ...asked, closesAt: null });
  const planned = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .where('id', '=', plannedId('feedback', eventId))
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .select(['send_at', 'form_use_id'])
    .executeTakeFirst();
  // It has gone out already with this very form.
  if (planned !== undefined && planned.send_at <= tx.at && planned.form_use_id === useId) return useId;
  if (planned !== undefined && planned.send_at > tx.at)
    await record(tx, messageTable, plannedId('feedback', eventId), { cancelled_at: tx.at });
  const id = factId('message', eventId, 'feedback', useId);
  const before = await tx
    .read<MessagesTables>()
    .selectFrom('message')
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst();
  if (before !== undefined) return useId;
  await record(tx, messageTable, id, {
    kind: 'feedback',
    event_id: eventId,
    form_use_id: useId,
    audience: JSON.stringify({ kind: 'event', eventId, who: 'came' }),
    texts: JSON.stringify(PLANNED_TEXTS.feedback),
    send_at: tx.at,
    expires_at: new Date(Date.parse(tx.at) + FOR).toISOString(),
  });
  return useId;
}
