import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { clockOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '../../../i18n/i18n.ts';
import { toastDone } from '../../../ui/toasts.ts';
import type { EventOfPage } from '../page/eventOfPage.ts';
import { ClockField } from './ClockField.tsx';
import { onEventDay } from './onEventDay.ts';
import { RoomForm } from './RoomForm.tsx';
import styles from './rooms.module.css';
import { roomsTexts } from './rooms.texts.ts';

export type Section = Outputs['rooms']['get']['sections'][number];

type Props = {
  readonly event: EventOfPage;
  /** Undefined: a new one. */
  readonly section: Section | undefined;
  readonly onClose: () => void;
};

/** A section's fields, for a new one or one that is there. */
export const SectionForm = ({ event, section, onClose }: Props) => {
  const t = useTexts(roomsTexts);
  const [name, setName] = useState(section?.name ?? '');
  const [place, setPlace] = useState(section?.place ?? '');
  const [capacity, setCapacity] = useState<string | number>(section?.capacity ?? '');
  const [from, setFrom] = useState<string | null | undefined>(clockOfField(section?.starts_at));
  const [to, setTo] = useState<string | null | undefined>(clockOfField(section?.ends_at));
  const done = (text: string) => ({
    meta: { shown: true },
    onSuccess: ({ tx }: { readonly tx: string | null }) => {
      toastDone(text, tx);
      onClose();
    },
  });
  const add = useMutation(api.rooms.addSection.mutationOptions(done(t('sectionAdded'))));
  const edit = useMutation(api.rooms.editSection.mutationOptions(done(t('saved'))));
  const submit = (): void => {
    const fields = {
      name: name.trim(),
      place: place.trim() || null,
      capacity: typeof capacity === 'number' && capacity > 0 ? capacity : null,
      starts_at: onEventDay(event, from ?? null),
      ends_at: onEventDay(event, to ?? null),
    };
    if (section === undefined) add.mutate({ eventId: event.id, fields });
    else edit.mutate({ id: section.id, patch: fields });
  };
  return (
    <RoomForm
      title={section === undefined ? t('addSection') : t('editSection')}
      isReady={name.trim() !== '' && from !== undefined && to !== undefined}
      isBusy={add.isPending || edit.isPending}
      error={add.error ?? edit.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('name')}
        value={name}
        onChange={(change) => setName(change.currentTarget.value)}
        autoComplete="off"
      />
      <div className={styles.pair}>
        <TextInput
          label={t('place')}
          value={place}
          onChange={(change) => setPlace(change.currentTarget.value)}
          autoComplete="off"
        />
        <NumberInput
          label={t('capacity')}
          placeholder={t('noLimit')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          allowNegative={false}
          value={capacity}
          onChange={setCapacity}
        />
      </div>
      <div className={styles.pair}>
        <ClockField label={t('from')} value={clockOfField(section?.starts_at)} onChange={setFrom} />
        <ClockField label={t('to')} value={clockOfField(section?.ends_at)} onChange={setTo} />
      </div>
      <p className={styles.quiet}>{t('hoursHint')}</p>
    </RoomForm>
  );
};

/** The hours of a wall-clock time, or null. */
export const clockOfField = (local: string | null | undefined): string | null =>
  local === null || local === undefined ? null : clockOf(local);
