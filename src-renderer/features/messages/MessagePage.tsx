import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { Counts } from './Counts.tsx';
import { MessageActions } from './MessageActions.tsx';
import { MessagePeople } from './MessagePeople.tsx';
import styles from './messages.module.css';
import { messagesTexts } from './messages.texts.ts';
import { RelayNote } from './RelayNote.tsx';
import { useClock } from './useClock.ts';
import { useMessageWords, type Message } from './words.ts';

/** So near its time a message is about to leave. */
const SOON = 20_000;

/** One message: what it says, where it stands, and what became of it for each person. */
export const MessagePage = ({ id }: { readonly id: string }) => {
  const t = useTexts(messagesTexts);
  const sentence = useSentence();
  const { titleOf } = useMessageWords();
  const found = useQuery(api.messages.get.queryOptions({ id }));
  const message = found.data;
  useClock(message === undefined ? [] : [message], () => void found.refetch());
  const back = (
    <Link href="/messages" className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t('back')}
    </Link>
  );
  if (found.isError)
    return (
      <Page>
        {back}
        <ErrorSentence sentence={sentence(found.error)} />
      </Page>
    );
  return (
    <Page fixed>
      <PageHeader
        back={back}
        title={message === undefined ? '' : titleOf(message)}
        subtitle={message !== undefined && <Subtitle message={message} />}
        actions={message !== undefined && <MessageActions message={message} />}
      />
      {message !== undefined && (
        <>
          <Waits message={message} />
          <Texts message={message} />
          <MessagePeople message={message} />
        </>
      )}
    </Page>
  );
};

const Subtitle = ({ message }: { readonly message: Message }) => {
  const t = useTexts(messagesTexts);
  const formats = useFormats();
  const { audienceOf } = useMessageWords();
  const { standing, event, sendAt, cancelledAt } = message;
  const time =
    cancelledAt === null
      ? t(standing === 'planned' ? 'sendsAt' : 'leftAt', { at: formats.dateTime(sendAt) })
      : t('cancelledAt', { at: formats.dateTime(cancelledAt) });
  return (
    <span className={styles.subtitle}>
      <strong>{t(`s_${standing}`)}</strong>
      <span>{standing === 'sending' ? formats.dateTime(sendAt) : time}</span>
      <span>{audienceOf(message)}</span>
      {event !== null && <Link href={`/events/${event.id}/messages`}>{event.title}</Link>}
      {message.isPlanned && <span>{t('byPlan')}</span>}
      <Counts message={message} />
    </span>
  );
};

/** What it waits for, where it does. */
const Waits = ({ message: { standing, sendAt } }: { readonly message: Message }) => {
  const t = useTexts(messagesTexts);
  const [openedMs] = useState(() => Date.now());
  if (standing !== 'planned' && standing !== 'sending') return null;
  const isSoon = standing === 'planned' && Date.parse(sendAt) - openedMs < SOON;
  return (
    <>
      {isSoon && (
        <p className={styles.soon} role="status">
          {t('leavesSoon')}
        </p>
      )}
      <RelayNote />
    </>
  );
};

const Texts = ({ message: { texts } }: { readonly message: Message }) => {
  const t = useTexts(messagesTexts);
  return (
    <details className={styles.texts}>
      <summary>{t('text')}</summary>
      <div>
        {LANGUAGES.map((language) => {
          const text = texts[language];
          return (
            text !== undefined && (
              <section key={language} lang={language}>
                <h2>{LANGUAGE_NAMES[language]}</h2>
                <p>{text}</p>
              </section>
            )
          );
        })}
      </div>
    </details>
  );
};
