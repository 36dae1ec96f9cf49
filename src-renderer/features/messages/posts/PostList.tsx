import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../../api/client.ts';
import { useMay } from '../../../api/useMay.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { toastDone } from '../../../ui/toasts.ts';
import type { Post } from './post.ts';
import { PostDialog } from './PostDialog.tsx';
import styles from './posts.module.css';
import { postsTexts } from './posts.texts.ts';

type Props = {
  readonly label: string;
  readonly posts: readonly Post[];
  /** On an event's own page its name says nothing. */
  readonly isOfEvent?: boolean;
};

/** Posts one under the other: where, what it says, how it stands there, what can be done. */
export const PostList = ({ label, posts, isOfEvent = false }: Props) => (
  <ul className={styles.posts} aria-label={label}>
    {posts.map((post) => (
      <li key={post.id} data-state={post.withdrawnAt === null ? post.state : 'withdrawn'}>
        <div className={styles.said}>
          <div className={styles.where}>
            <b>{post.channel}</b>
            {!isOfEvent && post.event !== null && (
              <Link href={`/events/${post.event.id}/messages`}>{post.event.title}</Link>
            )}
          </div>
          <p lang={post.language}>{post.text}</p>
        </div>
        <Standing post={post} />
        <Actions post={post} />
      </li>
    ))}
  </ul>
);

const REASONS = ['unsure', 'blocked', 'gone', 'rejected'] as const;

const Standing = ({ post }: { readonly post: Post }) => {
  const t = useTexts(postsTexts);
  const formats = useFormats();
  const { state, withdrawnAt, postedAt, editedAt, isBehind, reason, sendAt } = post;
  // Only whether it is still to come is asked of the clock, and a commit tells when it came.
  const [openedMs] = useState(() => Date.now());
  const main = (): string => {
    if (state === 'withdrawn') return t('s_withdrawn');
    if (state === 'failed') return t('s_failed');
    if (withdrawnAt !== null) return t(state === 'planned' ? 's_never' : 's_leaving');
    if (state === 'posted') return t('s_posted', { at: postedAt === null ? '' : formats.dateTime(postedAt) });
    return Date.parse(sendAt) > openedMs ? t('s_later', { at: formats.dateTime(sendAt) }) : t('s_waits');
  };
  const known = REASONS.find((one) => one === reason) ?? 'rejected';
  const isStanding = state === 'posted' && withdrawnAt === null;
  return (
    <div className={styles.standing}>
      <strong className="numbers">{main()}</strong>
      {isStanding && editedAt !== null && (
        <span className="numbers">{t('edited', { at: formats.dateTime(editedAt) })}</span>
      )}
      {isStanding && isBehind && <span>{t('behind')}</span>}
      {state === 'failed' && <span>{t(withdrawnAt === null ? `f_${known}` : 'f_notDown')}</span>}
    </div>
  );
};

const Actions = ({ post }: { readonly post: Post }) => {
  const t = useTexts(postsTexts);
  const mayWrite = useMay('messages.write');
  const [isEditing, setEditing] = useState(false);
  const withdraw = useMutation(
    api.messages.posts.withdraw.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('withdrawn'), tx),
    }),
  );
  const again = useMutation(
    api.messages.posts.postAgain.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('againDone'), tx),
    }),
  );
  const { id, state, withdrawnAt } = post;
  if (!mayWrite || withdrawnAt !== null || state === 'withdrawn') return <div />;
  return (
    <div className={styles.actions}>
      {state === 'failed' ? (
        <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate({ id })}>
          {t('again')}
        </Button>
      ) : (
        <>
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
          <Button
            size="xs"
            variant="light"
            color="red"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ id })}
          >
            {t(state === 'planned' ? 'withdrawPlanned' : 'withdraw')}
          </Button>
        </>
      )}
      {isEditing && (
        <PostDialog eventId={post.event?.id ?? null} post={post} onClose={() => setEditing(false)} />
      )}
    </div>
  );
};
