import { ActionIcon, Button } from '@mantine/core';
import { IconBrandTelegram, IconChevronLeft, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../../api/client.ts';
import { useMay } from '../../../api/useMay.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Page, PageHeader, Panel } from '../../../ui/PageHeader.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import list from '../messages.module.css';
import { RelayNote } from '../RelayNote.tsx';
import { AddChannel } from './AddChannel.tsx';
import { PostDialog } from './PostDialog.tsx';
import { PostList } from './PostList.tsx';
import styles from './posts.module.css';
import { postsTexts } from './posts.texts.ts';

/** The channels that the bot posts to, and everything that was posted. */
export const ChannelsPage = () => {
  const t = useTexts(postsTexts);
  const mayWrite = useMay('messages.write');
  const [isWriting, setWriting] = useState(false);
  const channels = useQuery(api.messages.posts.channels.queryOptions());
  const posts = useQuery(api.messages.posts.list.queryOptions({}));
  const write = mayWrite && (channels.data?.length ?? 0) > 0 && (
    <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setWriting(true)}>
      {t('write')}
    </Button>
  );
  return (
    <Page>
      <PageHeader
        back={
          <Link href="/messages" className={list.back}>
            <IconChevronLeft size={16} aria-hidden />
            {t('back')}
          </Link>
        }
        title={t('title')}
        subtitle={t('subtitle')}
        actions={write}
      />
      <RelayNote />
      {channels.data !== undefined && (
        <Panel title={t('channels')}>
          {channels.data.length > 0 && (
            <ul className={styles.channels} aria-label={t('channels')}>
              {channels.data.map((channel) => (
                <Channel key={channel.id} channel={channel} mayRemove={mayWrite} />
              ))}
            </ul>
          )}
          {mayWrite && <AddChannel />}
        </Panel>
      )}
      {posts.data?.length === 0 && <EmptyState title={t('noPosts')} text={t('noPostsText')} action={write} />}
      {posts.data !== undefined && posts.data.length > 0 && (
        <PostList label={t('posts')} posts={posts.data} />
      )}
      {isWriting && <PostDialog eventId={null} onClose={() => setWriting(false)} />}
    </Page>
  );
};

type ChannelProps = {
  readonly channel: { readonly id: string; readonly title: string; readonly chat: string };
  readonly mayRemove: boolean;
};

const Channel = ({ channel: { id, title, chat }, mayRemove }: ChannelProps) => {
  const t = useTexts(postsTexts);
  const remove = useMutation(
    api.messages.posts.removeChannel.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('removed', { title }), tx),
    }),
  );
  return (
    <li>
      <IconBrandTelegram size={18} aria-hidden />
      <span>
        <b>{title}</b>
        {title !== chat && <small>{chat}</small>}
      </span>
      {mayRemove && (
        <ActionIcon aria-label={t('remove', { title })} onClick={() => remove.mutate({ id })}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
};
