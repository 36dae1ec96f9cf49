import { ActionIcon, Button, Collapse, TextInput } from '@mantine/core';
import { IconChevronRight, IconDeviceLaptop, IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './laptops.module.css';
import { laptopsTexts } from './laptops.texts.ts';
import type { Laptop } from './shape.ts';

/** How often the list is asked again, in milliseconds: no commit tells that a laptop has called. */
const PACE = 15_000;

/** Everybody who belongs to the organisation; those who were removed stand folded away below. */
export const LaptopList = ({ mayManage }: { readonly mayManage: boolean }) => {
  const t = useTexts(laptopsTexts);
  const sentence = useSentence();
  const [isUnfolded, setUnfolded] = useState(false);
  const list = useQuery({ ...api.laptops.list.queryOptions(), refetchInterval: PACE });
  const all = list.data?.laptops ?? [];
  const there = all.filter(({ revokedAt }) => revokedAt === null);
  const removed = all.filter(({ revokedAt }) => revokedAt !== null);
  return (
    <Panel title={t('listTitle')}>
      {list.isError && <ErrorSentence sentence={sentence(list.error)} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && there.length <= 1 && <p className={styles.hint}>{t('alone')}</p>}
      <ul className={styles.laptops} hidden={there.length === 0}>
        {there.map((laptop) => (
          <One key={laptop.id} laptop={laptop} nowMs={list.dataUpdatedAt} mayManage={mayManage} />
        ))}
      </ul>
      {removed.length > 0 && (
        <>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isUnfolded}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            <IconChevronRight size={16} aria-hidden />
            {t('removed', { count: removed.length })}
          </button>
          <Collapse expanded={isUnfolded}>
            <ul className={styles.laptops}>
              {removed.map((laptop) => (
                <One key={laptop.id} laptop={laptop} nowMs={list.dataUpdatedAt} mayManage={false} />
              ))}
            </ul>
          </Collapse>
        </>
      )}
    </Panel>
  );
};

type OneProps = { readonly laptop: Laptop; readonly nowMs: number; readonly mayManage: boolean };

const One = ({ laptop, nowMs, mayManage }: OneProps) => {
  const t = useTexts(laptopsTexts);
  const [isRenaming, setRenaming] = useState(false);
  const { id, node, isOwn } = laptop;
  const name = laptop.name ?? t('nameless', { id: node });
  const revoke = useMutation(
    api.laptops.revoke.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('revoked', { name }), tx) }),
  );
  if (isRenaming) return <Rename id={id} name={name} onEnd={() => setRenaming(false)} />;
  return (
    <li className={styles.laptop} data-removed={laptop.revokedAt !== null || undefined} aria-label={name}>
      <IconDeviceLaptop size={22} stroke={1.6} aria-hidden />
      <div className={styles.words}>
        <span className={styles.name}>
          {name}
          {isOwn && <small>{t('own')}</small>}
        </span>
        <Facts laptop={laptop} nowMs={nowMs} />
      </div>
      {mayManage && (
        <div className={styles.deeds}>
          <ActionIcon
            aria-label={t('renameOf', { name })}
            title={t('rename')}
            onClick={() => setRenaming(true)}
          >
            <IconPencil size={17} aria-hidden />
          </ActionIcon>
          {!isOwn && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('revokeOf', { name })}
              loading={revoke.isPending}
              onClick={() => revoke.mutate({ id })}
            >
              {t('revoke')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
};

const Facts = ({ laptop, nowMs }: Pick<OneProps, 'laptop' | 'nowMs'>) => {
  const t = useTexts(laptopsTexts);
  const formats = useFormats();
  const { role, addedAt, revokedAt, lastSeenMs, isOwn } = laptop;
  return (
    <span className={styles.facts}>
      <span>{t(`role.${role}`)}</span>
      <span>{t('added', { day: formats.shortDay(addedAt) })}</span>
      {revokedAt !== null && <span>{t('removedOn', { day: formats.shortDay(revokedAt) })}</span>}
      {!isOwn && lastSeenMs !== null && <span>{t('seen', { ago: formats.ago(lastSeenMs, nowMs) })}</span>}
    </span>
  );
};

type RenameProps = { readonly id: string; readonly name: string; readonly onEnd: () => void };

const Rename = ({ id, name, onEnd }: RenameProps) => {
  const t = useTexts(laptopsTexts);
  const [typed, setTyped] = useState(name);
  const rename = useMutation(
    api.laptops.rename.mutationOptions({
      onSuccess: ({ tx }, { name: given }) => {
        toastDone(t('renamed', { name: given }), tx);
        onEnd();
      },
    }),
  );
  const given = typed.trim();
  return (
    <li className={styles.laptop}>
      <IconDeviceLaptop size={22} stroke={1.6} aria-hidden />
      <form
        className={styles.rename}
        onSubmit={(event) => {
          event.preventDefault();
          if (given === name) onEnd();
          else if (given !== '') rename.mutate({ id, name: given });
        }}
        onKeyDown={(event) => event.key === 'Escape' && onEnd()}
      >
        <TextInput
          aria-label={t('name')}
          value={typed}
          maxLength={100}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" loading={rename.isPending} disabled={given === ''}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {t('cancel')}
        </Button>
      </form>
    </li>
  );
};
