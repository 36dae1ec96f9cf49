import { Button, Checkbox, Group, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { fullName } from '../../../../src-core/people/people.rules.ts';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { eventsTexts } from '../events.texts.ts';
import type { EventOfPage } from './eventOfPage.ts';
import styles from './page.module.css';
import type { Chosen, SeatOwner, WayProps } from './waysToAdd.ts';
import { PastedLines } from './PastedLines.tsx';

type Way = 'name' | 'group' | 'paste';
const WAYS = [
  ['name', 'addByName'],
  ['group', 'addByGroup'],
  ['paste', 'addByPaste'],
] as const;

const NONE: Chosen = { who: undefined, count: 0 };

type Props = {
  readonly event: EventOfPage;
  /** A section or list of chosen people where they get a seat; the event's list where left out. */
  readonly owner?: SeatOwner;
  readonly taken?: ReadonlySet<string>;
  readonly onClose: () => void;
};

/** Puts people on a list: by name, whole groups, or a pasted list. */
export const AddPeople = ({ event, owner, taken, onClose }: Props) => {
  const t = useTexts(eventsTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const [way, setWay] = useState<Way>('name');
  const [chosen, setChosen] = useState<Chosen>(NONE);
  const options = {
    meta: { shown: true },
    onSuccess: ({ tx, added }: { readonly tx: string | null; readonly added: number }): void => {
      toastDone(added === 0 ? t('addedNobody') : t('added', { count: added }), tx ?? undefined);
      onClose();
    },
  };
  const place = useMutation(api.events.registered.add.mutationOptions(options));
  const seat = useMutation(api.rooms.addSeats.mutationOptions(options));
  const error = place.error ?? seat.error;
  const add = (who: NonNullable<Chosen['who']>): void =>
    owner === undefined ? place.mutate({ eventId: event.id, who }) : seat.mutate({ owner, who });
  const parts = { eventId: event.id, taken, onChosen: setChosen } as const;
  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={t('addTitle')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <SegmentedControl
        fullWidth
        aria-label={t('addTitle')}
        data={WAYS.map(([value, text]) => ({ value, label: t(text) }))}
        value={way}
        onChange={(next) => {
          setWay(next);
          setChosen(NONE);
        }}
      />
      {way === 'name' && <ByName {...parts} />}
      {way === 'group' && <ByGroup {...parts} />}
      {way === 'paste' && <PastedLines {...parts} />}
      {error !== null && <ErrorSentence sentence={sentence(error)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
        <Button
          disabled={chosen.who === undefined || chosen.count === 0}
          loading={place.isPending || seat.isPending}
          onClick={() => chosen.who !== undefined && add(chosen.who)}
        >
          {chosen.count === 0 ? t('addPeople') : t('addSelected', { count: chosen.count })}
        </Button>
      </Group>
    </Modal>
  );
};

const ByName = ({ eventId, taken, onChosen }: WayProps) => {
  const t = useTexts(eventsTexts);
  const [text, setText] = useState('');
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const sought = useDeferredValue(text);
  const found = useQuery({
    ...api.people.list.queryOptions({ filter: { text: sought, status: ['active'] }, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const roster = useQuery(api.checkIn.roster.queryOptions({ eventId }));
  const onList =
    taken ?? new Set((roster.data ?? []).filter((line) => line.isRegistered).map((line) => line.id));
  const toggle = (id: string): void => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    setIds(next);
    onChosen({ who: { kind: 'people', ids: [...next] }, count: next.size });
  };
  const rows = found.data?.rows ?? [];
  return (
    <>
      <TextInput
        mt="md"
        data-autofocus
        aria-label={t('addFind')}
        placeholder={t('addFind')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(change) => setText(change.currentTarget.value)}
      />
      <div className={styles.hits}>
        {rows.map((person) => (
          <label key={person.id} className={styles.hit} data-done={onList.has(person.id) || undefined}>
            <Checkbox
              size="xs"
              disabled={onList.has(person.id)}
              checked={onList.has(person.id) || ids.has(person.id)}
              onChange={() => toggle(person.id)}
            />
            <span className={styles.name}>{fullName(person)}</span>
            <span className={styles.quiet}>{onList.has(person.id) ? t('isOnList') : person.study_group}</span>
          </label>
        ))}
        {rows.length === 0 && !found.isPending && <p className={styles.none}>{t('addNothing')}</p>}
      </div>
    </>
  );
};

const ByGroup = ({ onChosen }: WayProps) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const facets = useQuery(api.people.facets.queryOptions());
  const [groups, setGroups] = useState<ReadonlySet<string>>(new Set());
  const all = (facets.data?.studyGroup ?? []).flatMap(({ value, count }) =>
    value === null ? [] : [{ value, count }],
  );
  const toggle = (group: string): void => {
    const next = new Set(groups);
    if (!next.delete(group)) next.add(group);
    setGroups(next);
    const count = all.filter(({ value }) => next.has(value)).reduce((sum, one) => sum + one.count, 0);
    onChosen({ who: { kind: 'groups', groups: [...next] }, count });
  };
  return (
    <div className={styles.hits}>
      {all.map(({ value, count }) => (
        <label key={value} className={styles.hit}>
          <Checkbox size="xs" checked={groups.has(value)} onChange={() => toggle(value)} />
          <span className={styles.name}>{value}</span>
          <span className={styles.quiet}>{formats.number(count)}</span>
        </label>
      ))}
      {all.length === 0 && !facets.isPending && <p className={styles.none}>{t('addNothing')}</p>}
    </div>
  );
};
