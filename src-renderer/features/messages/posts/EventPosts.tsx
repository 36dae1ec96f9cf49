import { Button } from '@mantine/core';
import { IconBrandTelegram } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../../api/client.ts';
import { useMay } from '../../../api/useMay.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { PostDialog } from './PostDialog.tsx';
import { PostList } from './PostList.tsx';
import styles from './posts.module.css';
import { postsTexts } from './posts.texts.ts';

/** On an event's page: where it is announced, and announcing it. */
export const EventPosts = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(postsTexts);
  const mayWrite = useMay('messages.write');
  const [isOpen, setOpen] = useState(false);
  const posts = useQuery(api.messages.posts.list.queryOptions({ eventId }));
  if (posts.data === undefined) return null;
  return (
    <section className={styles.section} aria-labelledby="event-posts">
      <div className={styles.head}>
        <div>
          <h2 id="event-posts">{t('inChannels')}</h2>
          <p>{posts.data.length === 0 ? t('noneOfEvent') : t('lead')}</p>
        </div>
        <Button component={Link} href="/messages/channels" variant="subtle">
          {t('toChannels')}
        </Button>
        {mayWrite && (
          <Button
            variant="light"
            leftSection={<IconBrandTelegram size={17} aria-hidden />}
            onClick={() => setOpen(true)}
          >
            {t('publish')}
          </Button>
        )}
      </div>
      {posts.data.length > 0 && <PostList label={t('inChannels')} posts={posts.data} isOfEvent />}
      {isOpen && <PostDialog eventId={eventId} onClose={() => setOpen(false)} />}
    </section>
  );
};
