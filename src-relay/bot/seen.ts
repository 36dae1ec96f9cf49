/** A pressed button tells that its message arrived, also where nobody answered when it was sent. */
import { noteSeen } from '../../src-core/messages/index.ts';
import type { MessagesTables, OutboxTables } from '../../src-core/messages/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { DialogParts } from './dialog.ts';

/** Notes the messages that may have carried the pressed button as seen: those of its kind, about its event or form, that went to the person. */
export const createSeen =
  (store: DomainStore): DialogParts['onSeen'] =>
  async ({ personId, press }) => {
    const { via } = press;
    if (via === null) return;
    const about =
      press.to === 'form'
        ? (['message.form_use_id', press.useId] as const)
        : (['message.event_id', press.eventId] as const);
    await store.write({ actor: personId, action: 'messages.seen' }, async (tx) => {
      const db = tx.read<MessagesTables & OutboxTables>();
      const told = await db
        .selectFrom('message')
        .innerJoin('delivery', 'delivery.message_id', 'message.id')
        .where('delivery.person_id', '=', personId)
        .where('delivery.seen_at', 'is', null)
        .where('delivery.state', 'in', ['sent', 'unsure'])
        .where('message.kind', '=', via)
        .where(about[0], '=', about[1])
        .select('message.id')
        .execute();
      const onTheirWay = await db
        .selectFrom('message')
        .innerJoin('outbox', 'outbox.message_id', 'message.id')
        .where('outbox.person_id', '=', personId)
        .where('outbox.state', '=', 'sending')
        .where('message.kind', '=', via)
        .where(about[0], '=', about[1])
        .select('message.id')
        .execute();
      for (const { id: messageId } of [...told, ...onTheirWay])
        await noteSeen(tx, { messageId, personId, at: tx.at });
    });
  };
