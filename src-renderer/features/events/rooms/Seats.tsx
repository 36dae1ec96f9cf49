import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { toastDone } from '../../../ui/toasts.ts';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { AddPeople } from '../page/AddPeople.tsx';
import type { EventOfPage } from '../page/eventOfPage.ts';
import type { SeatOwner } from '../page/waysToAdd.ts';
import styles from './rooms.module.css';
import { roomsTexts } from './rooms.texts.ts';

type Props = {
  readonly event: EventOfPage;
  readonly owner: SeatOwner;
  readonly name: string;
  readonly onClose: () => void;
};

/** Who has a seat in a section or on a list of chosen people. */
export const Seats = ({ event, owner, name, onClose }: Props) => {
  const t = useTexts(roomsTexts);
  const ui = useTexts(uiTexts);
  const [isAdding, setAdding] = useState(false);
  const seats = useQuery(api.rooms.seats.queryOptions({ owner }));
  const remove = useMutation(
    api.rooms.removeSeats.mutationOptions({
      onSuccess: ({ tx, removed }) => toastDone(t('seatsRemoved', { count: removed }), tx),
    }),
  );
  const people = seats.data ?? [];
  if (isAdding) {
    return (
      <AddPeople
        event={event}
        owner={owner}
        taken={new Set(people.map(({ id }) => id))}
        onClose={() => setAdding(false)}
      />
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('seatsOf', { name })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={styles.seatsHead}>
        <span className={styles.quiet}>{t('seatsCount', { count: people.length })}</span>
        <Button
          data-autofocus
          leftSection={<IconUserPlus size={17} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('addPeople')}
        </Button>
      </div>
      {people.length === 0 && !seats.isPending && <p className={styles.quiet}>{t('seatsEmpty')}</p>}
      {people.length > 0 && (
        <ul className={styles.seats} tabIndex={0}>
          {people.map((person) => (
            <li key={person.id}>
              <span className={styles.strong}>{person.name}</span>
              <span className={styles.quiet}>{person.group}</span>
              <ActionIcon
                aria-label={`${t('removeSeat')}: ${person.name}`}
                title={t('removeSeat')}
                onClick={() => remove.mutate({ owner, personIds: [person.id] })}
              >
                <IconUserMinus size={17} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
};
