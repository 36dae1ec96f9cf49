import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { clockOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { Panel } from '../../../ui/PageHeader.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import type { EventOfPage } from '../page/eventOfPage.ts';
import type { SeatOwner } from '../page/waysToAdd.ts';
import { ListForm, type EntryList } from './ListForm.tsx';
import styles from './rooms.module.css';
import { roomsTexts } from './rooms.texts.ts';
import { Seats } from './Seats.tsx';
import { SectionForm, type Section } from './SectionForm.tsx';

type Counts = Outputs['rooms']['counts'];

/** What is open above the tab. */
type Opened =
  | { readonly kind: 'section'; readonly section: Section | undefined }
  | { readonly kind: 'list'; readonly list: EntryList | undefined }
  | { readonly kind: 'seats'; readonly owner: SeatOwner; readonly name: string };

/** An event's sections, its check-in lists, and whether people are checked out. */
export const RoomsTab = ({ event }: { readonly event: EventOfPage }) => {
  const t = useTexts(roomsTexts);
  const [opened, open] = useState<Opened | undefined>();
  const found = useQuery(api.rooms.get.queryOptions({ eventId: event.id }));
  const counts = useQuery(api.rooms.counts.queryOptions({ eventId: event.id }));
  const onSuccess = ({ tx }: { readonly tx: string | null }): void => toastDone(t('saved'), tx);
  const checkOut = useMutation(api.rooms.setCheckOut.mutationOptions({ onSuccess }));
  const removed = (name: string) => ({
    onSuccess: ({ tx }: { readonly tx: string | null }) => toastDone(t('removed', { name }), tx),
  });
  const removeSection = useMutation(api.rooms.removeSection.mutationOptions());
  const removeList = useMutation(api.rooms.removeList.mutationOptions());
  if (found.data === undefined) return null;
  const { sections, lists, hasCheckOut } = found.data;
  const close = (): void => open(undefined);
  return (
    <div className={styles.tab}>
      <Panel
        title={t('sections')}
        aside={
          <Button
            leftSection={<IconPlus size={17} aria-hidden />}
            onClick={() => open({ kind: 'section', section: undefined })}
          >
            {t('addSection')}
          </Button>
        }
      >
        <p className={styles.lead}>
          {sections.length === 0 ? `${t('noSections')} ${t('sectionsLead')}` : t('sectionsLead')}
        </p>
        <ul className={styles.rooms}>
          {sections.map((section) => (
            <Room
              key={section.id}
              name={section.name}
              detail={sectionDetail(section)}
              figures={<SectionFigures id={section.id} counts={counts.data} />}
              onPeople={() => open({ kind: 'seats', owner: { sectionId: section.id }, name: section.name })}
              onEdit={() => open({ kind: 'section', section })}
              onRemove={() => removeSection.mutate({ id: section.id }, removed(section.name))}
            />
          ))}
        </ul>
      </Panel>
      <Panel
        title={t('lists')}
        aside={
          <Button
            variant="default"
            leftSection={<IconPlus size={17} aria-hidden />}
            onClick={() => open({ kind: 'list', list: undefined })}
          >
            {t('addList')}
          </Button>
        }
      >
        <p className={styles.lead}>
          {lists.length === 0 ? `${t('noLists')} ${t('listsLead')}` : t('listsLead')}
        </p>
        <ul className={styles.rooms}>
          {lists.map((list) => (
            <Room
              key={list.id}
              name={list.name}
              detail={listDetail(
                t(`admits.${list.admits}`),
                list,
                sections.find(({ id }) => id === list.section_id),
              )}
              figures={<ListFigures id={list.id} counts={counts.data} />}
              onPeople={
                list.admits === 'people'
                  ? () => open({ kind: 'seats', owner: { listId: list.id }, name: list.name })
                  : undefined
              }
              onEdit={() => open({ kind: 'list', list })}
              onRemove={() => removeList.mutate({ id: list.id }, removed(list.name))}
            />
          ))}
        </ul>
      </Panel>
      <Panel>
        <Switch
          label={t('checkOut')}
          description={t('checkOutLead')}
          checked={hasCheckOut}
          onChange={(change) => checkOut.mutate({ eventId: event.id, isOn: change.currentTarget.checked })}
        />
      </Panel>
      {opened?.kind === 'section' && <SectionForm event={event} section={opened.section} onClose={close} />}
      {opened?.kind === 'list' && (
        <ListForm event={event} sections={sections} list={opened.list} onClose={close} />
      )}
      {opened?.kind === 'seats' && (
        <Seats event={event} owner={opened.owner} name={opened.name} onClose={close} />
      )}
    </div>
  );
};

const hours = (from: string | null, to: string | null): string =>
  from === null && to === null
    ? ''
    : `${from === null ? '…' : clockOf(from)}–${to === null ? '…' : clockOf(to)}`;

const joined = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter(Boolean).join(' · ');

const sectionDetail = (section: Section): string =>
  joined(section.place, hours(section.starts_at, section.ends_at));

const listDetail = (admits: string, list: EntryList, section: Section | undefined): string =>
  joined(
    list.admits === 'groups' ? `${admits}: ${list.groups.join(', ')}` : admits,
    section === undefined ? '' : `→ ${section.name}`,
    hours(list.opens_at, list.closes_at),
  );

type RoomProps = {
  readonly name: string;
  readonly detail: string;
  readonly figures: ReactNode;
  readonly onPeople: (() => void) | undefined;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

const Room = ({ name, detail, figures, onPeople, onEdit, onRemove }: RoomProps) => {
  const t = useTexts(roomsTexts);
  return (
    <li className={styles.room}>
      <div className={styles.words}>
        <span className={styles.strong}>{name}</span>
        <span className={styles.quiet}>{detail}</span>
      </div>
      {figures}
      <div className={styles.hands}>
        {onPeople === undefined ? (
          <span />
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconUsers size={16} aria-hidden />}
            aria-label={`${t('seats')}: ${name}`}
            onClick={onPeople}
          >
            {t('seats')}
          </Button>
        )}
        <ActionIcon aria-label={`${t('edit')}: ${name}`} title={t('edit')} onClick={onEdit}>
          <IconPencil size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={`${t('remove')}: ${name}`} title={t('remove')} onClick={onRemove}>
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </div>
    </li>
  );
};

const SectionFigures = ({ id, counts }: { readonly id: string; readonly counts: Counts | undefined }) => {
  const t = useTexts(roomsTexts);
  const formats = useFormats();
  const own = counts?.sections.find((section) => section.id === id);
  if (own === undefined) return <span />;
  return (
    <span className={styles.figures}>
      <span>
        <b>{formats.number(own.inside)}</b>
        {own.capacity !== null && ` ${t('ofPlaces', { count: formats.number(own.capacity) })}`}{' '}
        {t('insideNow')}
      </span>
      <span>
        <b>{formats.number(own.came)}</b> {t('cameHere')}
      </span>
      {own.seats > 0 && (
        <span>
          <b>{formats.number(own.notYet)}</b> {t('notYetHere')}
        </span>
      )}
    </span>
  );
};

const ListFigures = ({ id, counts }: { readonly id: string; readonly counts: Counts | undefined }) => {
  const t = useTexts(roomsTexts);
  const formats = useFormats();
  const own = counts?.lists.find((list) => list.id === id);
  if (own === undefined) return <span />;
  return (
    <span className={styles.figures}>
      <span>
        <b>{formats.number(own.came)}</b> {t('cameHere')}
      </span>
      {own.notYet !== null && (
        <span>
          <b>{formats.number(own.notYet)}</b> {t('notYetHere')}
        </span>
      )}
    </span>
  );
};
