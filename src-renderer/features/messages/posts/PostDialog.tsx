import { Button, Group, Modal, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useContext, useDeferredValue, useRef, useState, type FormEvent } from 'react';
import { addMinutes, localTimeOf, momentOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import type { Language } from '../../../i18n/language.ts';
import { TimeZone, useFormats } from '../../../i18n/useFormats.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { DateField } from '../../events/fields/DateField.tsx';
import { TimeField } from '../../events/fields/TimeField.tsx';
import { composerTexts } from '../composer.texts.ts';
import { Phone } from '../composer/Phone.tsx';
import { RelayNote } from '../RelayNote.tsx';
import { AddChannel } from './AddChannel.tsx';
import type { Post } from './post.ts';
import styles from './posts.module.css';
import { postsTexts } from './posts.texts.ts';

type Props = {
  /** The event that it announces; null for a text of its own. */
  readonly eventId: string | null;
  /** The post that is changed; without one a new one is made. */
  readonly post?: Post;
  readonly onClose: () => void;
};

/** Publishing in a channel, or changing what stands there: where, what, when, and how it will look. */
export const PostDialog = ({ eventId, post, onClose }: Props) => {
  const t = useTexts(postsTexts);
  const ui = useTexts(uiTexts);
  const channels = useQuery(api.messages.posts.channels.queryOptions());
  const organisation = useQuery(api.organisation.get.queryOptions());
  if (channels.data === undefined || organisation.data === undefined) return null;
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t(post === undefined ? 'newPost' : 'editPost')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {channels.data.length === 0 && post === undefined ? (
        <AddChannel />
      ) : (
        <PostForm
          eventId={eventId}
          post={post}
          channels={channels.data}
          // A channel has one text: the one in the organisation's language.
          tongue={organisation.data?.language ?? 'ru'}
          onClose={onClose}
        />
      )}
    </Modal>
  );
};

type FormProps = {
  readonly eventId: string | null;
  readonly post: Post | undefined;
  readonly channels: readonly { readonly id: string; readonly title: string }[];
  readonly tongue: Language;
  readonly onClose: () => void;
};

const PostForm = ({ eventId, post, channels, tongue, onClose }: FormProps) => {
  const t = useTexts(postsTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const formats = useFormats();
  const timeZone = useContext(TimeZone);
  const [channelId, setChannelId] = useState(post?.channelId ?? channels[0]?.id ?? '');
  const [isOwn, setOwn] = useState(eventId === null || (post !== undefined && post.texts !== null));
  const [text, setText] = useState(() => Object.values(post?.texts ?? {})[0] ?? '');
  const [isLater, setLater] = useState(false);
  const [at, setAt] = useState(() => addMinutes(`${localTimeOf(Date.now(), timeZone).slice(0, 13)}:00`, 60));
  const texts = isOwn ? (text.trim() === '' ? null : { [tongue]: text }) : null;
  const isSaying = texts !== null || !isOwn;
  const asked = useDeferredValue(JSON.stringify(texts));
  const preview = useQuery({
    ...api.messages.posts.preview.queryOptions({ eventId, texts: JSON.parse(asked) as typeof texts }),
    enabled: isSaying,
    placeholderData: keepPreviousData,
  });
  const shown = { meta: { shown: true } } as const;
  const [date, time] = [at.slice(0, 10), at.slice(11, 16)];
  const plan = useMutation(
    api.messages.posts.plan.mutationOptions({
      ...shown,
      onSuccess: ({ tx }) => {
        toastDone(isLater ? t('planned', { at: `${formats.date(date)}, ${time}` }) : t('published'), tx);
        onClose();
      },
    }),
  );
  const edit = useMutation(
    api.messages.posts.edit.mutationOptions({
      ...shown,
      onSuccess: ({ tx }) => {
        toastDone(t('changed'), tx);
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isSaying) return;
    if (post !== undefined) return edit.mutate({ id: post.id, texts });
    const sendAt = isLater ? new Date(momentOf(at, timeZone)).toISOString() : null;
    plan.mutate({ channelId, eventId, texts, sendAt });
  };
  const error = plan.error ?? edit.error;
  return (
    <form className={styles.form} onSubmit={submit}>
      <Stack gap="md">
        {post === undefined && (
          <Select
            label={t('channel')}
            allowDeselect={false}
            data={channels.map(({ id, title }) => ({ value: id, label: title }))}
            value={channelId}
            onChange={(id) => id !== null && setChannelId(id)}
          />
        )}
        {eventId !== null && (
          <SegmentedControl
            aria-label={t('whatItSays')}
            data={[
              { value: 'event', label: t('asEvent') },
              { value: 'own', label: t('ownText') },
            ]}
            value={isOwn ? 'own' : 'event'}
            onChange={(next) => setOwn(next === 'own')}
          />
        )}
        {isOwn && <OwnText value={text} onChange={setText} tongue={tongue} hasEvent={eventId !== null} />}
        {post === undefined && (
          <>
            <SegmentedControl
              aria-label={t('when')}
              data={[
                { value: 'now', label: t('now') },
                { value: 'later', label: t('later') },
              ]}
              value={isLater ? 'later' : 'now'}
              onChange={(next) => setLater(next === 'later')}
            />
            {isLater && (
              <Group grow align="flex-start">
                <DateField label={t('day')} value={date} onChange={(next) => setAt(`${next}T${time}`)} />
                <TimeField label={t('time')} value={time} onChange={(next) => setAt(`${date}T${next}`)} />
              </Group>
            )}
          </>
        )}
        {eventId !== null && <p className={styles.hint}>{t('lead')}</p>}
      </Stack>
      <Stack gap="sm">
        <Phone
          title={channels.find(({ id }) => id === channelId)?.title ?? post?.channel ?? ''}
          label={t('preview')}
          composed={isSaying ? preview.data : undefined}
        />
        <RelayNote />
        {error !== null && <ErrorSentence sentence={sentence(error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button
            type="submit"
            data-autofocus
            disabled={!isSaying}
            loading={plan.isPending || edit.isPending}
          >
            {t(post !== undefined ? 'doSave' : isLater ? 'doPlan' : 'doPublish')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

const OF_EVENT = ['event', 'date', 'time', 'place'] as const;

type OwnTextProps = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly tongue: Language;
  readonly hasEvent: boolean;
};

/** The post's own words; what may change with the event is put in as a word in braces. */
const OwnText = ({ value, onChange, tongue, hasEvent }: OwnTextProps) => {
  const t = useTexts(postsTexts);
  const words = useTexts(composerTexts);
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (word: string): void => {
    const [from, to] = [
      area.current?.selectionStart ?? value.length,
      area.current?.selectionEnd ?? value.length,
    ];
    onChange(`${value.slice(0, from)}{${word}}${value.slice(to)}`);
    area.current?.focus();
  };
  return (
    <div>
      <Textarea
        ref={area}
        label={t('text')}
        placeholder={t('textPlaceholder')}
        lang={tongue}
        autosize
        minRows={5}
        maxRows={12}
        maxLength={3500}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {hasEvent && (
        <Group gap={6} mt={8} role="group" aria-label={t('insert')}>
          <span className={styles.insert}>{t('insert')}</span>
          {OF_EVENT.map((word) => (
            <Button key={word} size="compact-xs" variant="default" onClick={() => insert(word)}>
              {words(`i_${word}`)}
            </Button>
          ))}
        </Group>
      )}
    </div>
  );
};
