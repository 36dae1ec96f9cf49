import { Button, Checkbox, Pill, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { fullName } from '../../../../src-core/people/people.rules.ts';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import type { ChosenPerson } from './useBatch.ts';

type Props = {
  readonly people: readonly ChosenPerson[];
  readonly onChange: (people: readonly ChosenPerson[]) => void;
};

/** People of the base, chosen one by one. */
export const ChosenPeople = ({ people, onChange }: Props) => {
  const t = useTexts(batchTexts);
  const [text, setText] = useState('');
  const sought = useDeferredValue(text);
  const found = useQuery({
    ...api.people.list.queryOptions({ filter: { text: sought, status: ['active'] }, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const chosen = new Set(people.map(({ id }) => id));
  const rows = found.data?.rows ?? [];
  return (
    <div className={styles.inner}>
      <TextInput
        aria-label={t('find')}
        placeholder={t('find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.hits} role="group" aria-label={t('found')}>
        {rows.map((person) => (
          <label key={person.id} className={styles.hit}>
            <Checkbox
              size="xs"
              checked={chosen.has(person.id)}
              onChange={() =>
                onChange(
                  chosen.has(person.id)
                    ? people.filter(({ id }) => id !== person.id)
                    : [...people, { id: person.id, name: fullName(person) }],
                )
              }
            />
            <span>{fullName(person)}</span>
            <span className={styles.quiet}>{person.study_group}</span>
          </label>
        ))}
        {rows.length === 0 && !found.isPending && <p className={styles.quiet}>{t('nothingFound')}</p>}
      </div>
      {people.length > 0 && (
        <>
          <div className={styles.rule}>
            <strong>{t('chosen', { count: people.length })}</strong>
            <Button variant="subtle" size="compact-xs" onClick={() => onChange([])}>
              {t('clearAll')}
            </Button>
          </div>
          <div className={styles.pills}>
            {people.map((person) => (
              <Pill
                key={person.id}
                withRemoveButton
                removeButtonProps={{ 'aria-label': t('takeOff', { name: person.name }), tabIndex: 0 }}
                onRemove={() => onChange(people.filter(({ id }) => id !== person.id))}
              >
                {person.name}
              </Pill>
            ))}
          </div>
        </>
      )}
    </div>
  );
};
