import { Button, Chip, Group, MultiSelect, SegmentedControl, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { composerTexts } from '../composer.texts.ts';
import { messagesTexts } from '../messages.texts.ts';
import styles from './composer.module.css';
import { WHO, type AudienceKind, type Draft } from './draft.ts';
import { EventField } from './EventField.tsx';

type Props = { readonly draft: Draft; readonly put: (patch: Partial<Draft>) => void };

const KINDS: readonly AudienceKind[] = ['event', 'groups', 'club', 'persons'];

/** More people than these are told by their number and not by name. */
const MOST_NAMED = 30;

/** To whom: people around an event, study groups, a club, or people by name. */
export const AudienceFields = ({ draft, put }: Props) => {
  const t = useTexts(composerTexts);
  return (
    <Stack gap="md">
      <SegmentedControl
        fullWidth
        aria-label={t('toWhom')}
        data={KINDS.map((value) => ({ value, label: t(`a_${value}`) }))}
        value={draft.kind}
        onChange={(kind) => put({ kind })}
      />
      {draft.kind === 'event' && <OfEvent draft={draft} put={put} />}
      {draft.kind === 'groups' && <OfGroups draft={draft} put={put} />}
      {draft.kind === 'club' && <OfClub draft={draft} put={put} />}
      {draft.kind === 'persons' && <ByName draft={draft} put={put} />}
    </Stack>
  );
};

const OfEvent = ({ draft, put }: Props) => {
  const t = useTexts(composerTexts);
  const words = useTexts(messagesTexts);
  return (
    <>
      <EventField
        label={t('event')}
        value={draft.eventId}
        onChange={(eventId) => put({ eventId })}
        placeholder={t('chooseEvent')}
      />
      <div role="group" aria-label={t('who')}>
        <div className={styles.label}>{t('who')}</div>
        <Chip.Group
          value={draft.who}
          onChange={(next) => {
            const who = WHO.find((one) => one === next);
            if (who !== undefined) put({ who });
          }}
        >
          <Group gap={8}>
            {WHO.map((who) => (
              <Chip key={who} value={who} variant="light">
                {words(`w_${who}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
    </>
  );
};

const OfGroups = ({ draft, put }: Props) => {
  const t = useTexts(composerTexts);
  const facets = useQuery(api.people.facets.queryOptions());
  const known = (facets.data?.studyGroup ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  return (
    <MultiSelect
      label={t('groups')}
      placeholder={draft.groups.length === 0 ? t('everybody') : undefined}
      data={known}
      value={[...draft.groups]}
      onChange={(groups) => put({ groups })}
      searchable
      clearable
      hidePickedOptions
    />
  );
};

const OfClub = ({ draft, put }: Props) => {
  const t = useTexts(composerTexts);
  const clubs = useQuery(api.clubs.list.queryOptions());
  return (
    <Select
      label={t('club')}
      description={t('clubHint')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={(clubs.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.clubId}
      onChange={(clubId) => put({ clubId })}
      searchable
    />
  );
};

const ByName = ({ draft, put }: Props) => {
  const t = useTexts(composerTexts);
  const [text, setText] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const found = useQuery({
    ...api.people.search.queryOptions({ text, limit: 20 }),
    enabled: text.trim() !== '',
  });
  // Their cards are asked for by name only where they are few; of a whole list the number says enough.
  const isFew = draft.persons.length <= MOST_NAMED;
  const unnamed = isFew ? draft.persons.filter((id) => !names.has(id)) : [];
  const cards = useQuery({
    ...api.messages.names.queryOptions({ ids: unnamed }),
    enabled: unnamed.length > 0,
  });
  if (!isFew)
    return (
      <Group>
        <span>{t('chosen', { count: draft.persons.length })}</span>
        <Button variant="default" onClick={() => put({ persons: [] })}>
          {t('otherPeople')}
        </Button>
      </Group>
    );
  const all = new Map([
    ...names,
    ...(cards.data ?? []).map(({ id, name }) => [id, name] as const),
    ...(found.data ?? []).map((card) => [card.id, nameOf(card)] as const),
  ]);
  const offered = [...new Set([...(found.data ?? []).map(({ id }) => id), ...draft.persons])];
  return (
    <MultiSelect
      label={t('persons')}
      placeholder={t('findPersons')}
      data={offered.map((value) => ({ value, label: all.get(value) ?? '…' }))}
      value={[...draft.persons]}
      onChange={(persons) => {
        setNames(all);
        put({ persons });
      }}
      searchable
      clearable
      hidePickedOptions
      searchValue={text}
      onSearchChange={setText}
      // The desk has found them already, by rules that know how names are misspelt.
      filter={({ options }) => (text.trim() === '' ? [] : options)}
      nothingFoundMessage={text.trim() === '' ? undefined : t('nobodyFound')}
    />
  );
};

type Card = { readonly [K in 'family_name' | 'given_name' | 'study_group']: string | null };

const nameOf = ({ family_name, given_name, study_group }: Card): string =>
  [[family_name, given_name].filter(Boolean).join(' '), study_group].filter(Boolean).join(', ');
