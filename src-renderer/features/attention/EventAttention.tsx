import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconCircleCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { attentionTexts } from './attention.texts.ts';
import styles from './attention.module.css';
import { KIND_SIGNS } from './kinds.ts';

addFailureTexts(attentionTexts);

type Minded = Outputs['attention']['atEvent'];

/** On an event's page: what nobody has seen yet of those who came, and the questions asked of everybody. */
export const EventAttention = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(attentionTexts);
  const minded = useQuery(api.attention.atEvent.queryOptions({ eventId }));
  if (minded.data === undefined) return null;
  const { flags, questions } = minded.data;
  const waiting = flags.filter(({ seen }) => seen === null).length;
  return (
    <Panel title={t('title')}>
      {flags.length > 0 && (
        <>
          <p className={styles.state} data-waiting={waiting > 0 || undefined} role="status">
            {waiting > 0 ? t('waiting', { count: waiting }) : t('allSeen')}
          </p>
          <ul className={styles.list}>
            {flags.map((flag) => (
              <EventFlag key={`${flag.personId} ${flag.flagId}`} eventId={eventId} flag={flag} />
            ))}
          </ul>
        </>
      )}
      <Questions eventId={eventId} questions={questions} />
    </Panel>
  );
};

const EventFlag = ({
  eventId,
  flag,
}: {
  readonly eventId: string;
  readonly flag: Minded['flags'][number];
}) => {
  const t = useTexts(attentionTexts);
  const formats = useFormats();
  const acknowledge = useMutation(api.attention.acknowledge.mutationOptions());
  // A volunteer's device is no account; who has it is known to the event.
  const isByDevice = flag.seen?.by.startsWith('tablet:') === true;
  const devices = useQuery({ ...api.tablets.names.queryOptions({ eventId }), enabled: isByDevice });
  const Sign = KIND_SIGNS[flag.kind];
  const words = [flag.kind === 'other' ? undefined : t(`k_${flag.kind}`), flag.text ?? undefined];
  return (
    <li className={styles.flag} data-seen={flag.seen !== null || undefined}>
      <Sign size={18} aria-hidden />
      <span>
        <Link href={`/people/${flag.person.id}`} className={styles.person}>
          {flag.person.name}
        </Link>
        {words.filter(Boolean).join(': ')}
        {flag.seen !== null && (
          <small>
            {t('seenBy', {
              name: isByDevice ? (devices.data?.[flag.seen.by] ?? '…') : flag.seen.by,
              time: formats.time(flag.seen.at),
            })}
          </small>
        )}
      </span>
      {flag.seen === null && (
        <ActionIcon
          aria-label={`${t('seen')}: ${flag.person.name}`}
          title={t('seen')}
          onClick={() =>
            acknowledge.mutate({ eventId, personId: flag.personId, flagId: flag.flagId, answer: null })
          }
        >
          <IconCircleCheck size={20} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
};

const Questions = ({
  eventId,
  questions,
}: {
  readonly eventId: string;
  readonly questions: Minded['questions'];
}) => {
  const t = useTexts(attentionTexts);
  const sentence = useSentence();
  const [text, setText] = useState('');
  const ask = useMutation(
    api.attention.ask.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }) => {
        toastDone(t('asked'), tx);
        setText('');
      },
    }),
  );
  const remove = useMutation(
    api.attention.removeQuestion.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('questionRemoved'), tx),
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') ask.mutate({ eventId, text: text.trim() });
  };
  return (
    <>
      <h3 className={styles.head}>{t('questions')}</h3>
      <ul className={styles.list}>
        {questions.map((question) => (
          <li key={question.id} className={styles.flag}>
            <KIND_SIGNS.question size={18} aria-hidden />
            <span>
              {question.text}
              <small>
                {t('answers', {
                  yes: question.yes,
                  no: question.no.length,
                  left: question.notAsked.length,
                })}
              </small>
              <People title={t('saidNo')} people={question.no} />
              <People title={t('notAsked')} people={question.notAsked} />
            </span>
            <ActionIcon
              size="sm"
              aria-label={t('removeQuestion', { text: question.text })}
              title={t('removeQuestion', { text: question.text })}
              onClick={() => remove.mutate({ id: question.id })}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form className={styles.ask} onSubmit={submit}>
        <TextInput
          aria-label={t('question')}
          placeholder={t('questionHint')}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
        />
        <Button type="submit" variant="light" loading={ask.isPending} disabled={text.trim() === ''}>
          {t('ask')}
        </Button>
      </form>
      {ask.isError && <ErrorSentence sentence={sentence(ask.error)} />}
    </>
  );
};

/** More names than this are no list to go through by eye. */
const MOST_NAMES = 200;

const People = ({
  title,
  people,
}: {
  readonly title: string;
  readonly people: Minded['questions'][number]['no'];
}) => {
  const formats = useFormats();
  if (people.length === 0) return null;
  return (
    <details className={styles.people}>
      <summary>
        {title} ({formats.number(people.length)})
      </summary>
      {people
        .slice(0, MOST_NAMES)
        .map(({ name }) => name)
        .join(', ')}
      {people.length > MOST_NAMES && '…'}
    </details>
  );
};
