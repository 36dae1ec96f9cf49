import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { messageFailureTexts } from './failures.texts.ts';
import { MessageActions } from './MessageActions.tsx';
import { MessageList } from './MessageList.tsx';
import styles from './messages.module.css';
import { messagesTexts } from './messages.texts.ts';
import { EventPosts } from './posts/EventPosts.tsx';
import { RelayNote } from './RelayNote.tsx';
import { useClock } from './useClock.ts';
import type { Message } from './words.ts';

addFailureTexts(messageFailureTexts);

/** To whom of an event one most often writes. */
const WRITTEN_TO = ['expected', 'silent', 'maybe', 'waiting', 'came', 'notCame'] as const;

const actionsOf = (message: Message) => <MessageActions message={message} size="xs" />;

/** On an event's page: what its plan sends and has sent, and writing to its people. */
export const MessagesTab = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(messagesTexts);
  const mayWrite = useMay('messages.write');
  const found = useQuery(api.messages.list.queryOptions({ eventId }));
  useClock(found.data ?? [], () => void found.refetch());
  if (found.data === undefined) return null;
  const soonest = found.data.toSorted((left, right) => left.sendAt.localeCompare(right.sendAt));
  return (
    <>
      <p className={styles.hint}>{t('tabLead')}</p>
      {mayWrite && (
        <div className={styles.writeTo} role="group" aria-label={t('writeTo')}>
          <span>{t('writeTo')}</span>
          {WRITTEN_TO.map((who) => (
            <Button
              key={who}
              component={Link}
              href={`/messages/new?event=${eventId}&who=${who}`}
              variant="default"
              size="xs"
            >
              {t(`w_${who}`)}
            </Button>
          ))}
        </div>
      )}
      {soonest.some(({ standing }) => standing === 'planned' || standing === 'sending') && <RelayNote />}
      {soonest.length === 0 ? (
        <EmptyState title={t('tabEmptyTitle')} text={t('tabEmptyText')} />
      ) : (
        <MessageList label={t('tab')} messages={soonest} isOfEvent actions={actionsOf} />
      )}
      <EventPosts eventId={eventId} />
    </>
  );
};
