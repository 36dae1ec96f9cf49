import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { readChatName } from './chatName.rules.ts';
import styles from './posts.module.css';
import { postsTexts } from './posts.texts.ts';

/** A channel by its name or link; it is called by its name where nobody says otherwise. */
export const AddChannel = () => {
  const t = useTexts(postsTexts);
  const sentence = useSentence();
  const [typed, setTyped] = useState('');
  const [title, setTitle] = useState('');
  const [isTried, setTried] = useState(false);
  const reach = useQuery(api.reach.overview.queryOptions({}));
  const bot = reach.data?.bot ?? null;
  const chat = readChatName(typed);
  const add = useMutation(
    api.messages.posts.addChannel.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }, added) => {
        toastDone(t('added', { title: added.title }), tx);
        setTyped('');
        setTitle('');
        setTried(false);
      },
    }),
  );
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (chat !== null) add.mutate({ chat, title: title.trim() || chat });
      }}
    >
      <p className={styles.hint}>{t('channelsHint', { bot: bot === null ? t('yourBot') : `@${bot}` })}</p>
      <div className={styles.addFields}>
        <TextInput
          label={t('chat')}
          description={t('chatHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={isTried && chat === null ? t('chatBad') : undefined}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <TextInput
          label={t('channelTitle')}
          placeholder={chat ?? undefined}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" loading={add.isPending}>
          {t('add')}
        </Button>
      </div>
      {add.isError && <ErrorSentence sentence={sentence(add.error)} />}
    </form>
  );
};
