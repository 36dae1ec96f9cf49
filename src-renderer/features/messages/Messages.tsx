import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'wouter';
import { api } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { Composer } from './composer/Composer.tsx';
import { messageFailureTexts } from './failures.texts.ts';
import { MessageList } from './MessageList.tsx';
import { MessagePage } from './MessagePage.tsx';
import styles from './messages.module.css';
import { messagesTexts } from './messages.texts.ts';
import { ChannelsPage } from './posts/ChannelsPage.tsx';
import { postsTexts } from './posts/posts.texts.ts';
import { RelayNote } from './RelayNote.tsx';
import { useClock } from './useClock.ts';

addFailureTexts(messageFailureTexts);

const STANDINGS = ['all', 'planned', 'sending', 'sent', 'cancelled'] as const;
type Shown = (typeof STANDINGS)[number];

/** Everything under `/messages`: the list, a new message, one message with its people, channels and their posts. */
export const Messages = () => {
  const { id } = useParams();
  const [search] = useSearchParams();
  // Another audience in the address is another message to write.
  if (id === 'new') return <Composer key={search.toString()} />;
  if (id === 'channels') return <ChannelsPage />;
  return id === undefined ? <AllMessages /> : <MessagePage key={id} id={id} />;
};

const AllMessages = () => {
  const t = useTexts(messagesTexts);
  const posts = useTexts(postsTexts);
  const sentence = useSentence();
  const mayWrite = useMay('messages.write');
  const [, navigate] = useLocation();
  const [standing, setStanding] = useState<Shown>('all');
  const [eventId, setEventId] = useState<string | null>(null);
  const found = useQuery(api.messages.list.queryOptions({}));
  useClock(found.data ?? [], () => void found.refetch());
  useKeys({
    N: () => {
      if (mayWrite) navigate('/messages/new');
    },
  });
  const messages = found.data ?? [];
  const events = new Map(messages.flatMap(({ event }) => (event === null ? [] : [[event.id, event.title]])));
  const shown = messages.filter(
    (message) =>
      (standing === 'all' || message.standing === standing) &&
      (eventId === null || message.event?.id === eventId),
  );
  const write = mayWrite && (
    <Button component={Link} href="/messages/new" leftSection={<IconPencil size={16} aria-hidden />}>
      {t('write')}
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <Button component={Link} href="/messages/channels" variant="default">
              {posts('toChannels')}
            </Button>
            {write}
          </>
        }
      />
      {found.isError && (
        <ErrorSentence sentence={sentence(found.error)} onRetry={() => void found.refetch()} />
      )}
      {found.data !== undefined && messages.length === 0 && (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={write} />
      )}
      {messages.length > 0 && (
        <>
          <div className={styles.tools}>
            <SegmentedControl
              aria-label={t('filterState')}
              data={STANDINGS.map((value) => ({
                value,
                label: value === 'all' ? t('all') : t(`s_${value}`),
              }))}
              value={standing}
              onChange={setStanding}
            />
            {events.size > 0 && (
              <Select
                aria-label={t('filterEvent')}
                placeholder={t('allEvents')}
                clearable
                searchable
                w={260}
                data={[...events].map(([value, label]) => ({ value, label }))}
                value={eventId}
                onChange={setEventId}
              />
            )}
          </div>
          {messages.some((message) => message.standing === 'sending') && <RelayNote />}
          {shown.length === 0 ? (
            <EmptyState title={t('noneTitle')} text={t('noneText')} />
          ) : (
            <MessageList label={t('title')} messages={shown} />
          )}
        </>
      )}
    </Page>
  );
};
