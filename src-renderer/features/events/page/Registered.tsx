import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconSearch, IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { eventsTexts } from '../events.texts.ts';
import { AddPeople } from './AddPeople.tsx';
import type { EventOfPage } from './eventOfPage.ts';
import styles from './page.module.css';
import { State } from './State.tsx';

const NOBODY: ReadonlySet<string> = new Set();

/** Who has a place at the event. */
export const Registered = ({ event }: { readonly event: EventOfPage }) => {
  const t = useTexts(eventsTexts);
  const [text, setText] = useState('');
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOBODY);
  const [isAdding, setAdding] = useState(false);
  const sought = useDeferredValue(text);
  const roster = useQuery({
    ...api.checkIn.roster.queryOptions({ eventId: event.id, text: sought }),
    placeholderData: keepPreviousData,
  });
  const remove = useMutation(
    api.events.registered.remove.mutationOptions({
      onSuccess: ({ tx, removed }) => {
        setSelected(NOBODY);
        toastDone(t('removedFromList', { count: removed }), tx ?? undefined);
      },
    }),
  );
  const lines = (roster.data ?? []).filter((line) => line.isRegistered);
  const take = (personIds: readonly string[]): void =>
    remove.mutate({ eventId: event.id, personIds: [...personIds] });
  const toggle = (id: string): void =>
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const add = (
    <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={() => setAdding(true)}>
      {t('addPeople')}
    </Button>
  );
  const isEmpty = lines.length === 0 && text === '' && !roster.isPending;
  return (
    <>
      {isEmpty ? (
        <EmptyState
          title={t('emptyListTitle')}
          text={event.registration === 'open' ? t('emptyOpenText') : t('emptyListText')}
          action={add}
        />
      ) : (
        <>
          <div className={styles.tools}>
            <TextInput
              className={styles.find ?? ''}
              aria-label={t('filterList')}
              placeholder={t('filterList')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={text}
              onChange={(change) => setText(change.currentTarget.value)}
            />
            <span className={styles.spacer} />
            {selected.size > 0 && (
              <>
                <span className={styles.quiet}>{t('selectedCount', { count: selected.size })}</span>
                <Button
                  variant="default"
                  leftSection={<IconUserMinus size={17} aria-hidden />}
                  loading={remove.isPending}
                  onClick={() => take([...selected])}
                >
                  {t('removeFromList')}
                </Button>
              </>
            )}
            {add}
          </div>
          <div className={styles.table} role="table" aria-label={t('registered')}>
            <div className={styles.head} data-kind="list" role="row">
              <span role="columnheader">
                <Checkbox
                  size="xs"
                  aria-label={t('all')}
                  checked={selected.size > 0 && selected.size === lines.length}
                  indeterminate={selected.size > 0 && selected.size < lines.length}
                  onChange={(change) =>
                    setSelected(change.currentTarget.checked ? new Set(lines.map((line) => line.id)) : NOBODY)
                  }
                />
              </span>
              <span role="columnheader">{t('cName')}</span>
              <span role="columnheader">{t('cGroup')}</span>
              <span role="columnheader">{t('cCard')}</span>
              <span role="columnheader">{t('cState')}</span>
              <span role="columnheader" aria-label={t('removeFromList')} />
            </div>
            {lines.map((line) => (
              <div
                key={line.id}
                className={styles.row}
                data-kind="list"
                data-selected={selected.has(line.id) || undefined}
                role="row"
              >
                <span role="cell">
                  <Checkbox
                    size="xs"
                    aria-label={line.name}
                    checked={selected.has(line.id)}
                    onChange={() => toggle(line.id)}
                  />
                </span>
                <span className={styles.name} role="cell">
                  <Link href={`/people/${line.id}`}>{line.name}</Link>
                </span>
                <span className={styles.quiet} role="cell">
                  {line.group}
                </span>
                <span className={styles.quiet} role="cell">
                  {line.cardNo}
                </span>
                <span role="cell">
                  <State line={line} />
                </span>
                <span role="cell">
                  <ActionIcon
                    aria-label={`${t('removeFromList')}: ${line.name}`}
                    onClick={() => take([line.id])}
                  >
                    <IconUserMinus size={17} aria-hidden />
                  </ActionIcon>
                </span>
              </div>
            ))}
            {lines.length === 0 && !roster.isPending && <p className={styles.none}>{t('noneFound')}</p>}
          </div>
        </>
      )}
      {isAdding && <AddPeople event={event} onClose={() => setAdding(false)} />}
    </>
  );
};
