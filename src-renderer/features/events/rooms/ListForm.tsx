import { MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ADMITS } from '../../../../src-core/events/admission.rules.ts';
import { api } from '../../../api/client.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { toastDone } from '../../../ui/toasts.ts';
import type { EventOfPage } from '../page/eventOfPage.ts';
import { ClockField } from './ClockField.tsx';
import { onEventDay } from './onEventDay.ts';
import { RoomForm } from './RoomForm.tsx';
import styles from './rooms.module.css';
import { roomsTexts } from './rooms.texts.ts';
import { clockOfField, type Section } from './SectionForm.tsx';

export type EntryList = Outputs['rooms']['get']['lists'][number];

type Props = {
  readonly event: EventOfPage;
  readonly sections: readonly Section[];
  /** Undefined: a new one. */
  readonly list: EntryList | undefined;
  readonly onClose: () => void;
};

/** A check-in list's fields, for a new one or one that is there. */
export const ListForm = ({ event, sections, list, onClose }: Props) => {
  const t = useTexts(roomsTexts);
  const facets = useQuery(api.people.facets.queryOptions());
  const [name, setName] = useState(list?.name ?? '');
  const [admits, setAdmits] = useState(list?.admits ?? 'everyone');
  const [groups, setGroups] = useState<readonly string[]>(list?.groups ?? []);
  const [sectionId, setSectionId] = useState(list?.section_id ?? '');
  const [opens, setOpens] = useState<string | null | undefined>(clockOfField(list?.opens_at));
  const [closes, setCloses] = useState<string | null | undefined>(clockOfField(list?.closes_at));
  const done = (text: string) => ({
    meta: { shown: true },
    onSuccess: ({ tx }: { readonly tx: string | null }) => {
      toastDone(text, tx);
      onClose();
    },
  });
  const add = useMutation(api.rooms.addList.mutationOptions(done(t('listAdded'))));
  const edit = useMutation(api.rooms.editList.mutationOptions(done(t('saved'))));
  const submit = (): void => {
    const fields = {
      name: name.trim(),
      admits,
      groups: [...groups],
      section_id: sectionId || null,
      opens_at: onEventDay(event, opens ?? null),
      closes_at: onEventDay(event, closes ?? null),
    };
    if (list === undefined) add.mutate({ eventId: event.id, fields });
    else edit.mutate({ id: list.id, patch: fields });
  };
  const known = (facets.data?.studyGroup ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  return (
    <RoomForm
      title={list === undefined ? t('addList') : t('editList')}
      isReady={
        name.trim() !== '' &&
        opens !== undefined &&
        closes !== undefined &&
        (admits !== 'groups' || groups.length > 0) &&
        (admits !== 'section' || sectionId !== '')
      }
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
      <NativeSelect
        label={t('admits')}
        data={ADMITS.filter((value) => value !== 'section' || sections.length > 0).map((value) => ({
          value,
          label: t(`admits.${value}`),
        }))}
        value={admits}
        onChange={(change) =>
          setAdmits(ADMITS.find((value) => value === change.currentTarget.value) ?? 'everyone')
        }
      />
      {admits === 'groups' && (
        <MultiSelect
          label={t('groups')}
          data={[...new Set([...known, ...groups])]}
          searchable
          value={[...groups]}
          onChange={setGroups}
        />
      )}
      {sections.length > 0 && (
        <NativeSelect
          label={t('leadsTo')}
          data={[
            { value: '', label: admits === 'section' ? '—' : t('wholeEvent') },
            ...sections.map(({ id, name: label }) => ({ value: id, label })),
          ]}
          value={sectionId}
          onChange={(change) => setSectionId(change.currentTarget.value)}
        />
      )}
      <div className={styles.pair}>
        <ClockField label={t('opens')} value={clockOfField(list?.opens_at)} onChange={setOpens} />
        <ClockField label={t('closes')} value={clockOfField(list?.closes_at)} onChange={setCloses} />
      </div>
      <p className={styles.quiet}>{t('hoursHint')}</p>
    </RoomForm>
  );
};
